import { describe, expect, it } from 'vitest';
import { renderError, renderProgress, renderTable } from './output.ts';

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
    expect(table.split('\n')).toEqual([
      'name    count',
      '──────  ─────',
      'a           5',
      'longer   1200',
      'none        –',
    ]);
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
