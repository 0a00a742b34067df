import { describe, expect, it } from 'vitest';
import { summarise } from './result.ts';

describe('the summary of a pinned result', () => {
  it('names scalars in words and writes numbers with three digits', () => {
    expect(summarise({ p95Ms: 1834.2, unit: 'ms', empty: null }).scalars).toEqual([
      { name: 'p95 ms', value: '1,830' },
      { name: 'unit', value: 'ms' },
      { name: 'empty', value: '–' },
    ]);
  });

  it('shows the first rows of the first list of records, and how many there are', () => {
    const operations = Array.from({ length: 9 }, (_, index) => ({ operation: `op ${index}`, count: index }));
    expect(summarise({ total: 9, operations }).table).toEqual({
      name: 'operations',
      headers: ['operation', 'count'],
      numeric: [false, true],
      rows: Array.from({ length: 5 }, (_, index) => [`op ${index}`, String(index)]),
      total: 9,
    });
  });

  it.each([[null], [5], ['text'], [[1, 2]]])('takes any JSON, such as %j', (result) => {
    expect(summarise(result).table).toBeNull();
  });
});
