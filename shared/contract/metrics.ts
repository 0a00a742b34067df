import { z } from 'zod';
import { seriesKinds } from '../domain/series.ts';
import { query, type KindContract } from './define.ts';

export const series = z.object({
  id: z.number().int(),
  sourceId: z.number().int(),
  /** Names the series whatever its id: `name{label="value"}@` and the first 12 digits of the source's SHA-256. */
  key: z.string(),
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  unit: z.string(),
  /** Id in the metric catalog, when the name says what is measured. */
  metric: z.string().nullable(),
  kind: z.enum(seriesKinds),
  count: z.number().int(),
  nullCount: z.number().int(),
  start: z.iso.datetime().nullable(),
  end: z.iso.datetime().nullable(),
  /** The regular step, or null where the times are irregular. */
  stepMs: z.number().nullable(),
  /** Holes longer than one and a half steps (of irregular times: of the usual distance). */
  gaps: z.number().int(),
});
export type Series = z.infer<typeof series>;

const f64 = z.instanceof(Float64Array);

/**
 * Min/max per bucket: what a chart of `buckets` columns can show, no more. NaN marks a bucket without samples, and in
 * raw mode a sample without a value or the place of a gap.
 */
export const chartSeries = z.object({
  seriesId: z.number().int(),
  /** Start of each bucket, or time of each sample; epoch ms. */
  timesMs: f64,
  min: f64,
  max: f64,
  /** NaN throughout for a percentile series in buckets: percentiles are never averaged. */
  mean: f64,
  /** Samples with a value in the window. */
  sampleCount: z.number().int(),
  /** True when each point is one sample. */
  raw: z.boolean(),
  /** Width of a bucket; of raw samples, the window divided by the buckets asked for. */
  bucketMs: z.number(),
  /** Points further apart than this have a gap between them; null where no usual distance is known. */
  gapMs: z.number().nullable(),
});
export type ChartSeries = z.infer<typeof chartSeries>;

/** Half-open window, epoch ms; an absent end is open. */
const window = { fromMs: z.number().optional(), toMs: z.number().optional() };

const metricMethods = {
  'series.list': query({
    input: z.object({ match: z.string().optional() }),
    output: z.object({ series: z.array(series) }),
  }),
  'series.chart': query({
    input: z.object({
      seriesIds: z.array(z.number().int()).max(64),
      ...window,
      buckets: z.number().int().min(1).max(8192),
    }),
    output: z.object({ series: z.array(chartSeries) }),
  }),
  'series.samples': query({
    input: z.object({
      seriesId: z.number().int(),
      ...window,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(10_000),
    }),
    /** In time order; NaN is "no value". */
    output: z.object({ total: z.number().int(), timesMs: f64, values: f64 }),
  }),
};

export const kind = {
  id: 'metrics',
  name: 'Metrics',
  file: 'metric file',
  place: '/metrics',
  methods: metricMethods,
} as const satisfies KindContract;
