// What a chart draws: minimum, maximum and mean of each column of pixels, exactly. A chunk that lies within one
// bucket is answered by its own totals; the others are decoded.
import type { ChartSeries } from '../../../../shared/contract/metrics.ts';
import type { AuditDb } from '../../db/database.ts';
import {
  lowerBound,
  readChunks,
  readSamples,
  seriesById,
  timesOf,
  valuesOf,
  type TimeWindow,
} from './series.ts';

/** Charts one series over a half-open window, by default all of it. Throws `series.unknown`. */
export function readChart(db: AuditDb, seriesId: number, window: TimeWindow, buckets: number): ChartSeries {
  const { kind } = seriesById(db, seriesId);
  const axis = readAxis(db, seriesId);
  const fromMs = window.fromMs ?? axis.start_ms ?? 0;
  const toMs = Math.max(window.toMs ?? behindTheLast(axis), fromMs);
  const bucketMs = (toMs - fromMs) / buckets;
  const shape = { seriesId, bucketMs, gapMs: axis.gap_ms };
  const raw = readSamples(db, seriesId, { fromMs, toMs }, 0, buckets);
  if (raw.total <= buckets) return { ...shape, ...withGaps(raw.timesMs, raw.values, axis.gap_ms) };
  return { ...shape, ...inBuckets(db, seriesId, fromMs, toMs, buckets, kind !== 'percentile') };
}

interface AxisRow {
  count: number;
  start_ms: number | null;
  end_ms: number | null;
  step_ms: number | null;
  gap_ms: number | null;
}

function readAxis(db: AuditDb, seriesId: number): AxisRow {
  return db
    .prepare(
      `select axis.count, start_ms, end_ms, step_ms, gap_ms
       from axis join series on series.axis_id = axis.id where series.id = ?`,
    )
    .get(seriesId) as AxisRow;
}

/** One step after the last sample, so that it lies inside the window. */
function behindTheLast({ count, start_ms, end_ms, step_ms }: AxisRow): number {
  if (start_ms === null || end_ms === null) return 0;
  const usual = step_ms ?? (end_ms - start_ms) / Math.max(1, count - 1);
  return end_ms + (usual > 0 ? usual : 1);
}

type Points = Pick<ChartSeries, 'timesMs' | 'min' | 'max' | 'mean' | 'sampleCount' | 'raw'>;

/** Samples as they are, with one NaN in each gap. */
function withGaps(times: Float64Array, values: Float64Array, gapMs: number | null): Points {
  const drawnTimes: number[] = [];
  const drawn: number[] = [];
  let sampleCount = 0;
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index] as number;
    const previous = times[index - 1];
    if (gapMs !== null && previous !== undefined && time - previous > gapMs) {
      drawnTimes.push(previous + (time - previous) / 2);
      drawn.push(Number.NaN);
    }
    const value = values[index] as number;
    if (value === value) sampleCount += 1;
    drawnTimes.push(time);
    drawn.push(value);
  }
  const points = Float64Array.from(drawn);
  return {
    timesMs: Float64Array.from(drawnTimes),
    min: points,
    max: points.slice(),
    mean: points.slice(),
    sampleCount,
    raw: true,
  };
}

function inBuckets(
  db: AuditDb,
  seriesId: number,
  fromMs: number,
  toMs: number,
  buckets: number,
  averaged: boolean,
): Points {
  const min = new Float64Array(buckets).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(buckets).fill(Number.NEGATIVE_INFINITY);
  const sum = new Float64Array(buckets);
  const counts = new Float64Array(buckets);
  const perMs = buckets / (toMs - fromMs);
  const bucketOf = (ms: number): number => Math.min(buckets - 1, Math.floor((ms - fromMs) * perMs));
  for (const chunk of readChunks(db, seriesId, { fromMs, toMs })) {
    if (chunk.count === 0) continue;
    const isInside = chunk.start_ms >= fromMs && chunk.end_ms < toMs;
    const first = bucketOf(chunk.start_ms);
    if (isInside && first === bucketOf(chunk.end_ms)) {
      min[first] = Math.min(min[first] as number, chunk.min as number);
      max[first] = Math.max(max[first] as number, chunk.max as number);
      sum[first]! += chunk.sum;
      counts[first]! += chunk.count;
      continue;
    }
    const times = timesOf(chunk, seriesId);
    const values = valuesOf(chunk, seriesId);
    const behind = lowerBound(times, toMs);
    for (let row = lowerBound(times, fromMs); row < behind; row += 1) {
      const value = values[row] as number;
      if (value !== value) continue;
      const bucket = bucketOf(times[row] as number);
      if (value < (min[bucket] as number)) min[bucket] = value;
      if (value > (max[bucket] as number)) max[bucket] = value;
      sum[bucket]! += value;
      counts[bucket]! += 1;
    }
  }
  const timesMs = new Float64Array(buckets);
  const mean = new Float64Array(buckets);
  let sampleCount = 0;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const count = counts[bucket] as number;
    timesMs[bucket] = fromMs + bucket / perMs;
    mean[bucket] = averaged && count > 0 ? (sum[bucket] as number) / count : Number.NaN;
    sampleCount += count;
    if (count > 0) continue;
    min[bucket] = Number.NaN;
    max[bucket] = Number.NaN;
  }
  return { timesMs, min, max, mean, sampleCount, raw: false };
}
