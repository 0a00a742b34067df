// From what the engine answers to what is drawn: the shape of lines and bands, and windows of time.
import type { ChartSeries } from '../../../shared/contract/metrics.ts';

export interface TimeWindow {
  fromMs: number;
  toMs: number;
}

/** One point of a line, with the band about it; null where the line breaks. */
export interface Point {
  timeMs: number;
  min: number;
  max: number;
  /** The mean of a bucket, or the sample; of percentiles the highest, which no averaging has touched. */
  line: number;
}

/**
 * Runs of points without a gap inside. A bucket without samples breaks the line only where samples really are
 * missing: buckets narrower than the distance of the samples are empty by nature.
 */
export function runsOf(chart: ChartSeries, isPercentile: boolean): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  let previousMs = Number.NaN;
  let broken = false;
  const longestBridge = chart.gapMs === null ? Number.POSITIVE_INFINITY : chart.gapMs + chart.bucketMs;
  chart.timesMs.forEach((startMs, index) => {
    const max = chart.max[index] as number;
    if (Number.isNaN(max)) {
      broken ||= chart.raw;
      return;
    }
    const timeMs = chart.raw ? startMs : startMs + chart.bucketMs / 2;
    if (run.length > 0 && (broken || timeMs - previousMs > longestBridge)) {
      runs.push(run);
      run = [];
    }
    broken = false;
    previousMs = timeMs;
    const mean = chart.mean[index] as number;
    run.push({ timeMs, min: chart.min[index] as number, max, line: isPercentile && !chart.raw ? max : mean });
  });
  if (run.length > 0) runs.push(run);
  return runs;
}

/** The window zoomed by a factor about a time, kept within `bounds`. */
export function zoomed(window: TimeWindow, bounds: TimeWindow, factor: number, aboutMs: number): TimeWindow {
  const width = Math.min(bounds.toMs - bounds.fromMs, Math.max(1, (window.toMs - window.fromMs) * factor));
  const share = (aboutMs - window.fromMs) / (window.toMs - window.fromMs);
  return within({ fromMs: aboutMs - width * share, toMs: aboutMs + width * (1 - share) }, bounds);
}

/** The window moved by a share of its width, kept within `bounds`. */
export function panned(window: TimeWindow, bounds: TimeWindow, share: number): TimeWindow {
  const by = (window.toMs - window.fromMs) * share;
  return within({ fromMs: window.fromMs + by, toMs: window.toMs + by }, bounds);
}

function within({ fromMs, toMs }: TimeWindow, bounds: TimeWindow): TimeWindow {
  const width = Math.min(toMs - fromMs, bounds.toMs - bounds.fromMs);
  const start = Math.min(Math.max(fromMs, bounds.fromMs), bounds.toMs - width);
  return { fromMs: Math.round(start), toMs: Math.round(start + width) };
}

/** True when the window shows all there is. */
export const showsAll = (window: TimeWindow, bounds: TimeWindow): boolean =>
  window.fromMs <= bounds.fromMs && window.toMs >= bounds.toMs;
