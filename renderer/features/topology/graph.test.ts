import { describe, expect, it } from 'vitest';
import {
  drawnPart,
  labelOf,
  mostDrawn,
  stepFrom,
  type CallEdge,
  type CallGraph,
  type Drawing,
} from './graph.ts';

const edge = (from: string, to: string): CallEdge => ({
  from,
  to,
  kind: null,
  calls: null,
  errors: null,
  p95Ms: null,
  origins: ['topology'],
  sourceIds: [1],
});

function graphOf(edges: CallEdge[]): CallGraph {
  const names = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const count = (end: 'from' | 'to', name: string): number => edges.filter((one) => one[end] === name).length;
  const nodes = names.map((name) => ({
    name,
    calls: count('from', name),
    calledBy: count('to', name),
    sources: [1],
  }));
  return { nodes, edges, cycles: [], entryPoints: [], leaves: [], longestChain: [] };
}

describe('the part of a graph that is drawn', () => {
  const chain = graphOf(Array.from({ length: 1000 }, (_, index) => edge(`s${index}`, `s${index + 1}`)));

  it('is all of a small one', () => {
    const graph = graphOf([edge('a', 'b')]);
    expect(drawnPart(graph, null)).toEqual({ nodes: graph.nodes, edges: graph.edges, hidden: 0 });
  });

  it('is the neighbourhood of what is selected in a large one, callers and callees alike', () => {
    const { nodes, edges, hidden } = drawnPart(chain, 's500');
    expect(nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(['s400', 's500', 's600']));
    expect([nodes.length, edges.length, hidden]).toEqual([mostDrawn, mostDrawn - 1, 1001 - mostDrawn]);
  });

  it('is that of the service with most calls where nothing is selected, or what is not there', () => {
    const hub = Array.from({ length: 5 }, (_, index) => edge('s900', `x${index}`));
    for (const centre of [null, 'gone']) {
      const { nodes } = drawnPart(graphOf([...chain.edges, ...hub]), centre);
      expect(nodes.map(({ name }) => name)).toContain('s901');
    }
  });
});

const box = (name: string, x: number, y: number) => ({ name, x, y, width: 100, height: 28 });

describe('a step through the drawing', () => {
  const drawing: Drawing = {
    width: 400,
    height: 200,
    boxes: [box('web', 0, 50), box('orders', 200, 0), box('stock', 200, 60), box('db', 400, 0)],
    lines: [edge('web', 'orders'), edge('web', 'stock'), edge('orders', 'db'), edge('db', 'db')].map(
      (one) => ({
        edge: one,
        points: [],
      }),
    ),
  };
  it.each([
    ['web', 'callee', 'stock'],
    ['orders', 'callee', 'db'],
    ['db', 'callee', null],
    ['db', 'caller', 'orders'],
    ['orders', 'below', 'stock'],
    ['stock', 'above', 'orders'],
    ['orders', 'above', null],
    [null, 'callee', 'web'],
  ] as const)('from %s to the %s leads to %s', (from, step, to) => {
    expect(stepFrom(drawing, from, step)).toBe(to);
  });
});

describe('the label of a box', () => {
  it('keeps both ends of a long name', () => {
    expect(labelOf('orders')).toBe('orders');
    expect(labelOf('lambda_step_priceGreaterThan55_AWS::Lambda::Function')).toBe(
      'lambda_step_pri…da::Function',
    );
  });
});
