import { describe, expect, it } from 'vitest';
import type { ChartSeries } from '../../../shared/contract/metrics.ts';
import { readAddress, writeAddress } from './address.ts';
import { panned, runsOf, zoomed } from './points.ts';

function chartOf(values: number[], given: Partial<ChartSeries> = {}): ChartSeries {
  const points = Float64Array.from(values);
  return {
    seriesId: 1,
    timesMs: points.map((_, index) => index * 1000),
    min: points,
    max: points,
    mean: points,
    sampleCount: values.length,
    raw: false,
    bucketMs: 1000,
    gapMs: 1500,
    ...given,
  };
}
const lines = (chart: ChartSeries, isPercentile = false): number[][] =>
  runsOf(chart, isPercentile).map((run) => run.map(({ line }) => line));

describe('the runs of a chart', () => {
  it('break where samples are missing', () => {
    expect(lines(chartOf([1, 2, NaN, NaN, NaN, 3]))).toEqual([[1, 2], [3]]);
  });

  it('go on over buckets that are narrower than the distance of the samples', () => {
    expect(lines(chartOf([1, NaN, 2, NaN, NaN, 3], { gapMs: 4500 }))).toEqual([[1, 2, 3]]);
    expect(lines(chartOf([1, NaN, NaN, NaN, 2], { gapMs: null }))).toEqual([[1, 2]]);
  });

  it('break at a raw sample without a value', () => {
    expect(lines(chartOf([1, NaN, 2], { raw: true, gapMs: 60_000 }))).toEqual([[1], [2]]);
  });

  it('put a bucket in its middle and a raw sample at its time', () => {
    expect(runsOf(chartOf([1]), false)[0]?.[0]?.timeMs).toBe(500);
    expect(runsOf(chartOf([1], { raw: true }), false)[0]?.[0]?.timeMs).toBe(0);
  });

  it('draw the highest of percentiles, never a mean', () => {
    expect(lines(chartOf([4, 5], { mean: Float64Array.of(NaN, NaN) }), true)).toEqual([[4, 5]]);
  });
});

describe('a window of time', () => {
  const bounds = { fromMs: 0, toMs: 1000 };

  it('zooms about the time under the pointer', () => {
    expect(zoomed(bounds, bounds, 0.5, 250)).toEqual({ fromMs: 125, toMs: 625 });
  });

  it('stays within what there is', () => {
    expect(zoomed({ fromMs: 0, toMs: 500 }, bounds, 4, 400)).toEqual(bounds);
    expect(panned({ fromMs: 800, toMs: 900 }, bounds, 5)).toEqual({ fromMs: 900, toMs: 1000 });
  });
});

describe('the address', () => {
  it('keeps series, window and view', () => {
    const address = { seriesIds: [3, 1], window: { fromMs: 10, toMs: 20 }, view: 'samples' } as const;
    const written = writeAddress({ ...address, seriesIds: [...address.seriesIds] });
    expect(readAddress(undefined, new URLSearchParams(written.split('?')[1]))).toEqual(address);
  });

  it('takes one series from its path, and leaves out what cannot be', () => {
    expect(readAddress('7', new URLSearchParams())).toMatchObject({ seriesIds: [7], window: null });
    expect(readAddress(undefined, new URLSearchParams('series=1,x,1&from=5&to=5'))).toMatchObject({
      seriesIds: [1],
      window: null,
    });
  });
});
