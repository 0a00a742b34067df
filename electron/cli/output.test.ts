import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPieces, renderError, renderProgress, renderTable } from './output.ts';

describe('renderTable', () => {
  it('aligns text to the left and numbers to the right, and marks what is absent', () => {
    const table = renderTable({
      columns: ['name', 'count'],
      rows: [
        ['a', 5],
        ['longer', 1200],
        ['none', null],
      ],
    });
    expect([...table]).toEqual([
      'name    count',
      '──────  ─────',
      'a           5',
      'longer   1200',
      'none        –',
    ]);
  });
});

describe('jsonPieces', () => {
  it('are what JSON.stringify writes', () => {
    const values = fc.anything({ withNullPrototype: false });
    const outputs = fc.oneof(fc.dictionary(fc.string(), values), fc.array(values));
    fc.assert(
      fc.property(outputs, (output) => {
        expect([...jsonPieces(output)].join('')).toBe(JSON.stringify(output));
      }),
    );
  });

  it('hold one item of a list each', () => {
    expect([...jsonPieces({ rows: [{ a: 1 }, { a: 2 }] })]).toContain(',{"a":2}');
  });
});

describe('renderError', () => {
  it('says where, what and what to do', () => {
    expect(
      renderError({
        code: 'x.y',
        message: 'No time column.',
        file: 'a.csv',
        line: 1,
        offset: 0,
        hint: 'Add one.',
      }),
    ).toBe('assay: a.csv, line 1, byte 0: No time column.\n       Add one.');
  });

  it('leaves out what is not known', () => {
    expect(renderError({ code: 'x.y', message: 'No audit is open.' })).toBe('assay: No audit is open.');
  });
});

describe('renderProgress', () => {
  const job = {
    jobId: '1',
    method: 'source.import',
    label: 'app.csv',
    writes: true,
    state: 'running',
    phase: 'Reading',
  } as const;

  it('shows share, rate and time left', () => {
    expect(renderProgress({ ...job, done: 50e6, total: 100e6, unit: 'B', rate: 25e6 })).toBe(
      'app.csv  Reading  [##########----------]  50 %  25.0 MB/s  2 s left',
    );
  });

  it('shows no share while the total is unknown', () => {
    expect(renderProgress({ ...job, done: 5, total: 0, unit: 'rows', rate: 0 })).toBe('app.csv  Reading');
  });
});
