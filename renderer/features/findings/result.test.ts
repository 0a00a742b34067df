import { describe, expect, it } from 'vitest';
import { summarise } from './result.ts';

const thin = '\u202f';

describe('the summary of a pinned result', () => {
  it('names scalars in words and writes figures with the unit of their key', () => {
    expect(summarise({ p95Ms: 1834.2, selfNs: 2e6, count: 12345, empty: null }).scalars).toEqual([
      { name: 'p95', value: `1.83${thin}s` },
      { name: 'self', value: `2${thin}ms` },
      { name: 'count', value: '12,300' },
      { name: 'empty', value: '–' },
    ]);
  });

  it('writes instants in nanoseconds as times', () => {
    // date -u -d @1772565033 +'%F %T'
    expect(summarise({ startNs: '1772565033656604000' }).scalars).toEqual([
      { name: 'start', value: '2026-03-03 19:10:33.656 UTC' },
    ]);
  });

  it('shows the first rows of the first list, words before figures, and how many there are', () => {
    const operations = Array.from({ length: 9 }, (_, index) => ({
      count: index,
      spanId: 'ab',
      operation: `op ${index}`,
    }));
    expect(summarise({ total: 9, operations }).table).toEqual({
      name: 'operations',
      headers: ['operation', 'count'],
      numeric: [false, true],
      rows: Array.from({ length: 5 }, (_, index) => [`op ${index}`, String(index)]),
      total: 9,
    });
  });

  it('looks into a list of one', () => {
    const summary = summarise({ profiles: [{ name: 'cpu', functions: [{ name: 'a' }, { name: 'b' }] }] });
    expect(summary.scalars).toEqual([{ name: 'name', value: 'cpu' }]);
    expect(summary.table).toMatchObject({ name: 'functions', total: 2 });
  });

  it.each([[null], [5], ['text'], [[1, 2]]])('takes any JSON, such as %j', (result) => {
    expect(summarise(result).table).toBeNull();
  });
});
