import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coveringNode,
  endOf,
  firstEndingAfter,
  layOut,
  neighbourOf,
  nodeAt,
  panView,
  pathTo,
  startOf,
  viewOf,
  zoomView,
  type FrameColumns,
  type Graph,
} from './graph.ts';
import { createMatcher, findHits } from './search.ts';

/** A tree as nested lists: name, self weight, children. */
type Nested = [name: string, self: number, ...children: Nested[]];

function graphOf(root: Nested): Graph {
  const names: string[] = [];
  const nodes: { parent: number; frame: number; depth: number; self: number; total: number }[] = [];
  const add = ([name, self, ...children]: Nested, parent: number, depth: number): number => {
    if (!names.includes(name)) names.push(name);
    const node = nodes.push({ parent, frame: names.indexOf(name), depth, self, total: self }) - 1;
    for (const child of children) {
      const { total } = nodes[add(child, node, depth + 1)] as { total: number };
      (nodes[node] as { total: number }).total += total;
    }
    return node;
  };
  add(root, -1, 0);
  const frames: FrameColumns = {
    names,
    files: names.map((name) => `src/${name}.ts`),
    lines: new Int32Array(names.length),
    columns: new Int32Array(names.length),
    kinds: names.map(() => ''),
    functionIds: Int32Array.from(names.keys()),
  };
  const tree = {
    parent: Int32Array.from(nodes, ({ parent }) => parent),
    frame: Int32Array.from(nodes, ({ frame }) => frame),
    depth: Int32Array.from(nodes, ({ depth }) => depth),
    self: Float64Array.from(nodes, ({ self }) => self),
    totals: Float64Array.from(nodes, ({ total }) => total),
    elided: { nodes: 0, weight: 0 },
  };
  return layOut(tree, frames, nodes[0]?.total ?? 0, 'samples');
}

// all(10): a(6): b(4), c(1) | d(3): b(2)
const graph = graphOf(['all', 1, ['a', 1, ['b', 4], ['c', 1]], ['d', 1, ['b', 2]]]);
const [all, a, b, c, d, lastB] = [0, 1, 2, 3, 4, 5] as const;

describe('a call tree laid out', () => {
  it('puts callees below their caller from the left edge, without overlap', () => {
    expect([...graph.start]).toEqual([0, 0, 0, 4, 6, 6]);
    expect(graph.rows.map((row) => [...row])).toEqual([[all], [a, d], [b, c, lastB]]);
    expect([...graph.subtreeEnd]).toEqual([6, 4, 3, 4, 6, 6]);
  });

  it('finds the node under a point, and none beside one', () => {
    expect(nodeAt(graph, 0, 9.9)).toBe(all);
    expect(nodeAt(graph, 1, 0)).toBe(a);
    expect(nodeAt(graph, 1, 6)).toBe(d);
    expect(nodeAt(graph, 1, 9.5)).toBe(-1);
    expect(nodeAt(graph, 2, 5.5)).toBe(-1);
    expect(nodeAt(graph, 7, 1)).toBe(-1);
  });

  it('knows neighbours along a row, across callers', () => {
    expect(neighbourOf(graph, c, 1)).toBe(lastB);
    expect(neighbourOf(graph, lastB, -1)).toBe(c);
    expect(neighbourOf(graph, lastB, 1)).toBe(-1);
    expect(pathTo(graph, lastB)).toEqual([all, d, lastB]);
  });

  it('finds by bisection what a walk along the row finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }),
        fc.double({ min: -1, max: 400, noNaN: true }),
        (widths, at) => {
          const wide = graphOf(['all', 0, ...widths.map((width, index): Nested => [`f${index}`, width])]);
          const row = wide.rows[1] as Int32Array;
          const walked = [...row].findIndex((node) => endOf(wide, node) > at);
          expect(firstEndingAfter(wide, row, at)).toBe(walked < 0 ? row.length : walked);
        },
      ),
    );
  });
});

describe('the view of a flame graph', () => {
  it('is of the deepest node that fills it', () => {
    expect(coveringNode(graph, viewOf(graph, all))).toBe(all);
    expect(coveringNode(graph, viewOf(graph, d))).toBe(d);
    expect(coveringNode(graph, { start: 1, end: 2 })).toBe(b);
    expect(coveringNode(graph, { start: 3, end: 5 })).toBe(a);
    expect(coveringNode(graph, { start: 5, end: 7 })).toBe(all);
  });

  it('stays inside the root however it is zoomed and moved, and keeps the point under the hand', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 8, noNaN: true }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        fc.double({ min: -30, max: 30, noNaN: true }),
        (factor, around, by) => {
          const view = zoomView(graph, { start: 2, end: 6 }, factor, around);
          for (const { start, end } of [view, panView(graph, view, by)]) {
            expect(start).toBeGreaterThanOrEqual(startOf(graph, all));
            expect(end).toBeLessThanOrEqual(endOf(graph, all) + 1e-9);
            expect(end).toBeGreaterThan(start);
          }
        },
      ),
    );
    const zoomed = zoomView(graph, { start: 0, end: 10 }, 0.5, 5);
    expect(zoomed).toEqual({ start: 2.5, end: 7.5 });
  });
});

const hitsOf = (text: string, isRegex = false) => {
  const matcher = createMatcher(graph.frames, text, isRegex);
  if ('problem' in matcher) throw new Error(matcher.problem);
  return findHits(graph, matcher.matches);
};

describe('a search', () => {
  it('finds functions by a part of their name or file, in any case', () => {
    expect(hitsOf('B')).toMatchObject({ functionCount: 1, nodes: [b, lastB], weight: 6 });
    expect(hitsOf('src/d.ts')).toMatchObject({ nodes: [d], weight: 3 });
  });

  it('counts weight under hits within hits once, and steps from wide to narrow', () => {
    expect(hitsOf('^(a|b)$', true)).toMatchObject({ functionCount: 2, nodes: [a, b, lastB], weight: 8 });
  });

  it('says what is wrong with a pattern', () => {
    expect(createMatcher(graph.frames, '(', true)).toHaveProperty('problem');
  });
});
