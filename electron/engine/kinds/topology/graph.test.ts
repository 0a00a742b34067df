import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphEdge, GraphShape } from '../../../../shared/domain/call-graph.ts';
import { mergeEdges, nodesOf, shapeOf } from './graph.ts';

const edge = (text: string, more: Partial<GraphEdge> = {}): GraphEdge => {
  const [from = '', to = ''] = text.split('>');
  return { from, to, kind: null, calls: null, sourceIds: [1], ...more };
};
const shapeOfCalls = (...calls: string[]): GraphShape => {
  const edges = mergeEdges(calls.map((text) => edge(text)));
  return shapeOf(nodesOf([], edges), edges);
};

/** Of one edge that several sources tell of. */
const callsOf = (...calls: (number | null)[]) =>
  mergeEdges(calls.map((count) => edge('a>b', { calls: count })))[0]?.calls;
const kindOf = (...kinds: GraphEdge['kind'][]) =>
  mergeEdges(kinds.map((kind) => edge('a>b', { kind })))[0]?.kind;

describe('calls of several sources', () => {
  it('become one edge a pair, which names its sources', () => {
    const edges = [edge('b>c', { sourceIds: [3] }), edge('a>b'), edge('b>c', { sourceIds: [2] })];
    expect(mergeEdges(edges).map(({ from, to, sourceIds }) => [from, to, sourceIds])).toEqual([
      ['a', 'b', [1]],
      ['b', 'c', [2, 3]],
    ]);
  });

  it('are as many as the source says that counts most, for exports overlap', () => {
    expect([callsOf(4, 9, 2), callsOf(null, 4), callsOf(4, null), callsOf(null, null)]).toEqual([
      9,
      4,
      4,
      null,
    ]);
  });

  it('are waited for where one source says so', () => {
    expect([kindOf('async', 'sync'), kindOf('sync', 'async'), kindOf(null, 'async')]).toEqual([
      'sync',
      'sync',
      'async',
    ]);
  });

  it('give each name how many others it calls and is called by, and who names it', () => {
    const edges = [edge('a>b'), edge('a>c', { sourceIds: [2] }), edge('c>c')];
    expect(nodesOf([{ name: 'idle', sourceId: 5 }], edges)).toEqual([
      { name: 'a', calls: 2, calledBy: 0, sources: [1, 2] },
      { name: 'b', calls: 0, calledBy: 1, sources: [1] },
      { name: 'c', calls: 0, calledBy: 1, sources: [1, 2] },
      { name: 'idle', calls: 0, calledBy: 0, sources: [5] },
    ]);
  });
});

describe('the shape of a graph', () => {
  it('has entry points, leaves and the longest way down', () => {
    expect(shapeOfCalls('web>orders', 'orders>db', 'web>db', 'job>orders')).toEqual({
      cycles: [],
      entryPoints: ['job', 'web'],
      leaves: ['db'],
      longestChain: [['job'], ['orders'], ['db']],
    });
  });

  it('has rings, which are one step of a chain, and names that call themselves', () => {
    expect(shapeOfCalls('a>b', 'b>c', 'c>b', 'c>d', 'e>e')).toEqual({
      cycles: [['b', 'c'], ['e']],
      entryPoints: ['a'],
      leaves: ['d'],
      longestChain: [['a'], ['b', 'c'], ['d']],
    });
  });

  it('has no chain where nothing calls another', () => {
    expect(shapeOfCalls('a>a')).toMatchObject({ longestChain: [], entryPoints: [], leaves: [] });
  });

  it('is found for a chain of 50,000 names and a ring of as many', () => {
    const chain = Array.from({ length: 50_000 }, (_, index) => `${index}>${index + 1}`);
    expect(shapeOfCalls(...chain).longestChain.length).toBe(50_001);
    expect(shapeOfCalls(...chain, '50000>0').cycles[0]?.length).toBe(50_001);
  });
});

describe('any graph', () => {
  const calls = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 1, maxLength: 16 });

  it('has the rings that mutual reachability gives, in whichever order its calls come', () => {
    fc.assert(
      fc.property(calls, (pairs) => {
        const reaches = (from: number, to: number): boolean => {
          const seen = new Set<number>();
          const open = [from];
          for (let at = open.pop(); at !== undefined; at = open.pop()) {
            for (const [caller, callee] of pairs) {
              if (caller !== at || seen.has(callee)) continue;
              seen.add(callee);
              open.push(callee);
            }
          }
          return seen.has(to);
        };
        const all = [0, 1, 2, 3, 4, 5, 6];
        const expected = new Set(
          all
            .filter((name) => reaches(name, name))
            .map((name) => all.filter((other) => reaches(name, other) && reaches(other, name)).join()),
        );
        const texts = pairs.map(([from, to]) => `${from}>${to}`);
        const shape = shapeOfCalls(...texts);
        expect(new Set(shape.cycles.map((ring) => ring.join()))).toEqual(expected);
        expect(shapeOfCalls(...texts.toReversed())).toEqual(shape);
      }),
    );
  });

  it('has a longest chain whose steps call the next, and no longer one', () => {
    fc.assert(
      fc.property(calls, (pairs) => {
        const { longestChain, cycles } = shapeOfCalls(...pairs.map(([from, to]) => `${from}>${to}`));
        const calls = (from: readonly string[], to: readonly string[]): boolean =>
          pairs.some(([caller, callee]) => from.includes(String(caller)) && to.includes(String(callee)));
        for (const [index, step] of longestChain.entries()) {
          const next = longestChain[index + 1];
          if (next !== undefined) expect(calls(step, next)).toBe(true);
        }
        const stepOf = (name: string): string => cycles.find((ring) => ring.includes(name))?.join() ?? name;
        const longest = (step: string): number =>
          Math.max(
            0,
            ...pairs
              .map(([from, to]) => [stepOf(String(from)), stepOf(String(to))] as const)
              .filter(([from, to]) => from === step && to !== step)
              .map(([, to]) => 1 + longest(to)),
          );
        const expected = Math.max(...pairs.flat().map((name) => longest(stepOf(String(name)))));
        expect(Math.max(0, longestChain.length - 1)).toBe(expected);
      }),
    );
  });
});
