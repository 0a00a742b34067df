import { describe, expect, it } from 'vitest';
import { drawMetric, niceTicks } from './drawings.ts';

describe('charts', () => {
  it('have ticks of 1, 2 or 5 times a power of ten inside the range', () => {
    expect(niceTicks(0, 870, 4)).toEqual([0, 500]);
    expect(niceTicks(0, 1000, 4)).toEqual([0, 500, 1000]);
    expect(niceTicks(0, 4, 4)).toEqual([0, 1, 2, 3, 4]);
    expect(niceTicks(5, 5, 4)).toEqual([5]);
  });

  it('break the line where there is no sample', () => {
    const chart = {
      seriesId: 1,
      name: 'p95',
      unit: 'ms',
      fromMs: 0,
      toMs: 4000,
      raw: true,
      bucketMs: 1000,
      sampleCount: 4,
      windows: [],
      changes: [],
      points: [
        [0, 1, 1],
        [1000, 2, 2],
        [2000, null, null],
        [3000, 3, 3],
        [4000, 4, 4],
      ] as [number, number | null, number | null][],
    };
    const { markup } = drawMetric({ chart, timeZone: 'UTC', sentence: 'Between 1 and 4.' });
    expect(markup.match(/class="trend"/g)).toHaveLength(2);
    expect(markup).toContain('role="img"');
    expect(markup).toContain('<desc id="chart-1-desc">Between 1 and 4.</desc>');
    expect(markup).toMatch(/<title id="chart-1-title">\s*p95\s*<\/title>/);
  });
});
