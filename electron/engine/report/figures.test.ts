import { describe, expect, it } from 'vitest';
import type { Json } from '../db/journal.ts';
import { figureOf } from './figures.ts';

const evidence = (result: Json): Parameters<typeof figureOf>[0] => ({
  id: 1,
  title: 't',
  analysis: 'a',
  analysisVersion: 1,
  parameters: {},
  inputs: [],
  result,
  resultDigest: '',
  createdAt: '2026-03-02T10:00:00.000Z',
});

describe('figures', () => {
  it('show a critical path in the order of time and its parts by their share', () => {
    const figure = figureOf(
      evidence({
        traceId: 'ab',
        startNs: '1772000000000000000',
        endNs: '1772000000000001000',
        durationNs: 1000,
        segments: [
          {
            spanId: '1',
            service: 'web',
            operation: 'GET',
            startNs: '1772000000000000000',
            endNs: '1772000000000000100',
          },
          {
            spanId: '2',
            service: 'db',
            operation: 'select',
            startNs: '1772000000000000100',
            endNs: '1772000000000000900',
          },
          {
            spanId: '1',
            service: 'web',
            operation: 'GET',
            startNs: '1772000000000000900',
            endNs: '1772000000000001000',
          },
        ],
      }),
    );
    if (figure.kind !== 'timeline') throw new Error(figure.kind);
    expect(figure.segments.map(({ startNs, durationNs }) => [startNs, durationNs])).toEqual([
      [0, 100],
      [100, 800],
      [900, 100],
    ]);
    expect(figure.table.rows.map(([label, count]) => [label, count])).toEqual([
      ['db: select', '1'],
      ['web: GET', '2'],
    ]);
    expect(figure.table.shares).toEqual([0.8, 0.2]);
  });

  it('say how many rows they leave out', () => {
    const figure = figureOf(evidence({ rows: Array.from({ length: 40 }, (_, n) => ({ n })) }));
    expect(figure).toMatchObject({ kind: 'table', omitted: 28 });
  });
});
