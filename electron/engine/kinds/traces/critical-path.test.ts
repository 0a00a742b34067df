import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSpanTree, type TimedSpan } from './trace-tree.ts';
import { findCriticalPath } from './critical-path.ts';

type Row = [id: string, parent: string | null, startNs: number, endNs: number, kind?: TimedSpan['kind']];

function pathOf(rows: readonly Row[]): [string, number, number][] {
  const spans = rows.map(([spanId, parentSpanId, startNs, endNs, kind = 'internal']) => ({
    spanId,
    parentSpanId,
    startNs,
    endNs,
    kind,
  }));
  return findCriticalPath(spans, buildSpanTree(spans)).map(({ span, startNs, endNs }) => [
    (spans[span] as TimedSpan).spanId,
    startNs,
    endNs,
  ]);
}

describe('findCriticalPath, against cases computed by hand', () => {
  it('gives a span without children its whole duration', () => {
    expect(pathOf([['root', null, 10, 30]])).toEqual([['root', 10, 30]]);
  });

  it('alternates between parent and sequential children', () => {
    expect(
      pathOf([
        ['root', null, 0, 100],
        ['a', 'root', 10, 40],
        ['b', 'root', 50, 90],
      ]),
    ).toEqual([
      ['root', 0, 10],
      ['a', 10, 40],
      ['root', 40, 50],
      ['b', 50, 90],
      ['root', 90, 100],
    ]);
  });

  it('keeps a sibling that ends exactly where the next begins', () => {
    expect(
      pathOf([
        ['root', null, 0, 100],
        ['a', 'root', 0, 50],
        ['b', 'root', 50, 100],
      ]),
    ).toEqual([
      ['a', 0, 50],
      ['b', 50, 100],
    ]);
  });

  it('follows the last-finishing of parallel children only', () => {
    expect(
      pathOf([
        ['root', null, 0, 100],
        ['slow', 'root', 10, 90],
        ['quick', 'root', 10, 60],
      ]),
    ).toEqual([
      ['root', 0, 10],
      ['slow', 10, 90],
      ['root', 90, 100],
    ]);
  });

  it('does not wait for a child that still ran when the next on the path began', () => {
    expect(
      pathOf([
        ['root', null, 0, 100],
        ['early', 'root', 5, 60],
        ['late', 'root', 50, 100],
      ]),
    ).toEqual([
      ['root', 0, 50],
      ['late', 50, 100],
    ]);
  });

  it('descends into grandchildren', () => {
    expect(
      pathOf([
        ['root', null, 0, 100],
        ['call', 'root', 20, 80],
        ['query', 'call', 30, 70],
      ]),
    ).toEqual([
      ['root', 0, 20],
      ['call', 20, 30],
      ['query', 30, 70],
      ['call', 70, 80],
      ['root', 80, 100],
    ]);
  });

  it('drops a child that lies wholly outside its parent', () => {
    expect(
      pathOf([
        ['root', null, 100, 200],
        ['before', 'root', 0, 90],
        ['touching', 'root', 50, 100],
        ['after', 'root', 200, 250],
      ]),
    ).toEqual([['root', 100, 200]]);
  });

  it('clips a child that lies partly outside, and its descendants with it', () => {
    expect(
      pathOf([
        ['root', null, 100, 200],
        ['call', 'root', 150, 300],
        ['query', 'call', 180, 290],
      ]),
    ).toEqual([
      ['root', 100, 150],
      ['call', 150, 180],
      ['query', 180, 200],
    ]);
  });

  it('prunes a consumer below a producer, but not below anything else', () => {
    expect(
      pathOf([
        ['root', null, 0, 100],
        ['send', 'root', 10, 90, 'producer'],
        ['work', 'send', 20, 80, 'consumer'],
      ]),
    ).toEqual([
      ['root', 0, 10],
      ['send', 10, 90],
      ['root', 90, 100],
    ]);
    expect(
      pathOf([
        ['root', null, 0, 100],
        ['work', 'root', 20, 80, 'consumer'],
      ]),
    ).toEqual([
      ['root', 0, 20],
      ['work', 20, 80],
      ['root', 80, 100],
    ]);
  });

  it('passes over spans of no duration', () => {
    expect(
      pathOf([
        ['root', null, 0, 100],
        ['mark', 'root', 50, 50],
        ['last', 'root', 100, 100],
      ]),
    ).toEqual([['root', 0, 100]]);
    expect(pathOf([['root', null, 7, 7]])).toEqual([]);
  });

  it('takes the longest of children that finish together', () => {
    expect(
      pathOf([
        ['root', null, 0, 10],
        ['short', 'root', 6, 10],
        ['long', 'root', 2, 10],
      ]),
    ).toEqual([
      ['root', 0, 2],
      ['long', 2, 10],
    ]);
  });

  it('has no path without spans', () => {
    expect(pathOf([])).toEqual([]);
  });
});

describe('findCriticalPath at size', () => {
  const size = 100_000;

  it('walks 100,000 sequential children', () => {
    const rows: Row[] = [['root', null, 0, size]];
    for (let index = 0; index < size; index += 1) rows.push([`c${index}`, 'root', index, index + 1]);
    const path = pathOf(rows);
    expect(path).toHaveLength(size);
    expect(path[0]).toEqual(['c0', 0, 1]);
  });

  it('walks 100,000 levels', () => {
    const rows: Row[] = [['s0', null, 0, 2 * size]];
    for (let index = 1; index < size; index += 1)
      rows.push([`s${index}`, `s${index - 1}`, index, 2 * size - index]);
    expect(pathOf(rows)).toHaveLength(2 * size - 1);
  });
});

/** Random trees with children inside, partly outside and wholly outside their parents. */
const traces = fc
  .array(
    fc.record({
      parent: fc.nat(),
      startNs: fc.integer({ min: 0, max: 60 }),
      durationNs: fc.integer({ min: 0, max: 40 }),
      kind: fc.constantFrom<TimedSpan['kind']>('internal', 'producer', 'consumer'),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drafts) =>
    drafts.map(({ parent, startNs, durationNs, kind }, index): Row => [
      `s${index}`,
      index === 0 ? null : `s${parent % index}`,
      startNs,
      startNs + durationNs,
      kind,
    ]),
  );

/** Another way to the same answer: recursive, and instant by instant instead of interval by interval. */
function slowPath(rows: readonly Row[]): string[] {
  const [root] = rows as [Row, ...Row[]];
  const owner = new Map<number, string>();
  const walk = ([id, , , , kind]: Row, fromNs: number, toNs: number): void => {
    let reached = toNs;
    const children = rows
      .filter(
        ([, parent, , , childKind]) => parent === id && !(kind === 'producer' && childKind === 'consumer'),
      )
      .map((row) => ({ row, from: Math.max(row[2], fromNs), to: Math.min(row[3], toNs) }))
      .filter(({ from, to }) => from < to);
    while (reached > fromNs) {
      const finished = children.filter(({ to }) => to <= reached);
      const lastEnd = Math.max(...finished.map(({ to }) => to));
      const last = finished.filter(({ to }) => to === lastEnd).toSorted((a, b) => a.from - b.from)[0];
      for (let instant = last?.to ?? fromNs; instant < reached; instant += 1) owner.set(instant, id);
      if (!last) return;
      walk(last.row, last.from, last.to);
      reached = last.from;
    }
  };
  walk(root, root[2], root[3]);
  return Array.from({ length: root[3] - root[2] }, (_, index) => owner.get(root[2] + index) ?? 'nobody');
}

describe('findCriticalPath on any trace', () => {
  it('covers the root exactly, in order, without overlap', () => {
    fc.assert(
      fc.property(traces, (rows) => {
        const [, , rootStart, rootEnd] = rows[0] as Row;
        let reached = rootStart;
        for (const [, startNs, endNs] of pathOf(rows)) {
          expect(startNs).toBe(reached);
          expect(endNs).toBeGreaterThan(startNs);
          reached = endNs;
        }
        expect(reached).toBe(rootEnd);
      }),
    );
  });

  it('never has two neighbouring segments of one span', () => {
    fc.assert(
      fc.property(traces, (rows) => {
        const owners = pathOf(rows).map(([id]) => id);
        expect(owners.every((id, index) => id !== owners[index + 1])).toBe(true);
      }),
    );
  });

  it('gives each instant to a span that is alive then', () => {
    fc.assert(
      fc.property(traces, (rows) => {
        const byId = new Map(rows.map((row) => [row[0], row]));
        for (const [id, startNs, endNs] of pathOf(rows)) {
          const [, , from, to] = byId.get(id) as Row;
          expect(from).toBeLessThanOrEqual(startNs);
          expect(to).toBeGreaterThanOrEqual(endNs);
        }
      }),
    );
  });

  it('agrees with a recursive walk, instant by instant', () => {
    fc.assert(
      fc.property(traces, (rows) => {
        const instants = pathOf(rows).flatMap(([id, startNs, endNs]) =>
          Array<string>(endNs - startNs).fill(id),
        );
        expect(instants).toEqual(slowPath(rows));
      }),
      { numRuns: 500 },
    );
  });
});
