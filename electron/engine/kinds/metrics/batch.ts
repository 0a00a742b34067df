// What a format of metrics yields.

/** A group of series on one time axis: every column of a wide file, or one series of a long one. */
export interface SeriesHeader {
  name: string;
  labels: Record<string, string>;
  unit: string;
  metric: string | null;
  kind: 'gauge' | 'counter' | 'percentile';
}
export type MetricBatch =
  | { kind: 'metrics'; type: 'axis'; axis: number; series: SeriesHeader[] }
  /** Rows of one axis, times in epoch ms in file order; NaN is "no value". The arrays may be reused after the call. */
  | { kind: 'metrics'; type: 'samples'; axis: number; timesMs: Float64Array; columns: Float64Array[] };
