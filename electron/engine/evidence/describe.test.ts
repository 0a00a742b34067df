import { describe, expect, it } from 'vitest';
import { analyses } from '../analyses/registry.ts';
import { describeEvidence } from './describe.ts';

const words = { timeZone: 'UTC' };
const path = {
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
};

describe('what is shown of evidence', () => {
  it('is, of a critical path, its order in time and its parts by their share', () => {
    const { figure, sentence } = describeEvidence(
      analyses,
      { analysis: 'critical-path', parameters: { traceId: 'ab' }, result: path },
      words,
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
    expect(sentence?.replaceAll('\u202f', ' ')).toBe(
      '80 % of this request is spent waiting for db select: 800 ns of 1 µs.',
    );
  });

  it.each([
    ['an analysis this Assay does not know', 'from-the-future', path],
    ['a result that its analysis would not give', 'critical-path', { ...path, segments: 3 }],
  ])('is its plain values, without a sentence, of %s', (_of, analysis, result) => {
    const shown = describeEvidence(analyses, { analysis, parameters: { traceId: 'ab' }, result }, words);
    expect(shown).toMatchObject({ sentence: null, figure: { kind: 'table' } });
  });

  it('says how many rows it leaves out', () => {
    const result = { rows: Array.from({ length: 40 }, (_, n) => ({ n })) };
    const { figure } = describeEvidence(analyses, { analysis: 'a', parameters: {}, result }, words);
    expect(figure).toMatchObject({ kind: 'table', omitted: 28 });
  });

  it.each([[null], [5], ['text'], [[1, 2]]])('is a table of any JSON, such as %j', (result) => {
    const { figure } = describeEvidence(analyses, { analysis: 'a', parameters: {}, result }, words);
    expect(figure.kind).toBe('table');
  });
});
