import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSpanTree, selfTimes, type TimedSpan } from './trace-tree.ts';

type Row = [id: string, parent: string | null, startNs: number, endNs: number, kind?: TimedSpan['kind']];
const asSpans = (rows: readonly Row[]): TimedSpan[] =>
  rows.map(([spanId, parentSpanId, startNs, endNs, kind = 'internal']) => ({
    spanId,
    parentSpanId,
    startNs,
    endNs,
    kind,
  }));

function treeOf(rows: readonly Row[]): {
  root: string | undefined;
  order: string[];
  depth: number[];
  orphans: string[];
  cut: string[];
} {
  const tree = buildSpanTree(asSpans(rows));
  const id = (index: number): string => rows[index]?.[0] ?? '?';
  const order = [...tree.order];
  return {
    root: rows[tree.root]?.[0],
    order: order.map(id),
    depth: order.map((index) => tree.depth[index] as number),
    orphans: tree.orphans.map(id),
    cut: tree.cutRings.map(id),
  };
}

const selfOf = (rows: readonly Row[]): Record<string, number> => {
  const spans = asSpans(rows);
  const self = selfTimes(spans, buildSpanTree(spans));
  return Object.fromEntries(spans.map(({ spanId }, index) => [spanId, self[index] as number]));
};

describe('buildSpanTree', () => {
  it('puts parents before children and siblings by start', () => {
    const rows: Row[] = [
      ['late', 'root', 50, 60],
      ['inner', 'early', 12, 14],
      ['root', null, 0, 100],
      ['early', 'root', 10, 20],
    ];
    expect(treeOf(rows)).toEqual({
      root: 'root',
      order: ['root', 'early', 'inner', 'late'],
      depth: [0, 1, 2, 1],
      orphans: [],
      cut: [],
    });
  });

  it('takes the earliest span without a parent as root, even if an orphan began before it', () => {
    const rows: Row[] = [
      ['second', null, 20, 30],
      ['first', null, 10, 15],
      ['orphan', 'elsewhere', 0, 90],
    ];
    expect(treeOf(rows)).toMatchObject({
      root: 'first',
      orphans: ['orphan'],
      order: ['orphan', 'first', 'second'],
    });
  });

  it('takes the earliest orphan as root where every span has lost its parent', () => {
    expect(
      treeOf([
        ['b', 'x', 5, 9],
        ['a', 'y', 1, 3],
      ]),
    ).toMatchObject({ root: 'a', orphans: ['b', 'a'] });
  });

  it('takes a span that is its own parent as a root', () => {
    expect(
      treeOf([
        ['self', 'self', 0, 1],
        ['child', 'self', 0, 1],
      ]),
    ).toMatchObject({
      root: 'self',
      order: ['self', 'child'],
      orphans: [],
    });
  });

  it('cuts a ring of parents at its earliest span', () => {
    const rows: Row[] = [
      ['hanging', 'b', 0, 1],
      ['b', 'a', 3, 9],
      ['a', 'c', 2, 9],
      ['c', 'b', 4, 9],
    ];
    expect(treeOf(rows)).toEqual({
      root: 'a',
      order: ['a', 'b', 'hanging', 'c'],
      depth: [0, 1, 2, 2],
      orphans: [],
      cut: ['a'],
    });
  });

  it('places every span exactly once, after its parent, whatever the parents are', () => {
    const anyTrace = fc
      .array(fc.record({ parent: fc.option(fc.nat(12)), start: fc.nat(50), length: fc.nat(50) }), {
        maxLength: 12,
      })
      .map((drafts) =>
        drafts.map(({ parent, start, length }, index): Row => [
          `s${index}`,
          parent === null ? null : `s${parent}`,
          start,
          start + length,
        ]),
      );
    fc.assert(
      fc.property(anyTrace, (rows) => {
        const tree = buildSpanTree(asSpans(rows));
        expect([...tree.order].toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index));
        const placeOf = new Map([...tree.order].map((index, place) => [index, place]));
        for (const [index, parent] of tree.parent.entries()) {
          if (parent === -1) continue;
          expect(placeOf.get(parent)).toBeLessThan(placeOf.get(index) as number);
          expect(tree.depth[index]).toBe((tree.depth[parent] as number) + 1);
          expect(tree.children[parent]).toContain(index);
        }
      }),
    );
  });

  it('builds a trace 100,000 levels deep', () => {
    const rows = Array.from({ length: 100_000 }, (_, index): Row => [
      `s${index}`,
      index === 0 ? null : `s${index - 1}`,
      index,
      200_000 - index,
    ]);
    const tree = buildSpanTree(asSpans(rows));
    expect(tree.depth[99_999]).toBe(99_999);
  });
});

describe('selfTimes', () => {
  it('takes the union of the children from the duration, clipped to the span', () => {
    expect(
      selfOf([
        ['root', null, 100, 200],
        ['a', 'root', 110, 140],
        ['overlapping', 'root', 130, 150],
        ['inside', 'root', 112, 120],
        ['before', 'root', 90, 105],
        ['beyond', 'root', 190, 300],
        ['outside', 'root', 300, 400],
      ]),
    ).toMatchObject({ root: 100 - 40 - 5 - 10, a: 30, beyond: 110 });
  });

  it('does not count a consumer against its producer', () => {
    expect(
      selfOf([
        ['send', null, 0, 10, 'producer'],
        ['work', 'send', 2, 8, 'consumer'],
      ]),
    ).toEqual({ send: 10, work: 6 });
    expect(
      selfOf([
        ['call', null, 0, 10, 'client'],
        ['work', 'call', 2, 8, 'consumer'],
      ]),
    ).toEqual({ call: 4, work: 6 });
  });
});
