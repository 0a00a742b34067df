// Count, extremes, mean, deviation and exact quantiles of one series over a window of time.
import { z } from 'zod';
import type { Series, SeriesStats } from '../../../../shared/contract/metrics.ts';
import type { AuditDb } from '../../db/database.ts';
import { findSeries, readValues, type TimeWindow } from '../../kinds/metrics/series.ts';
import { moments } from '../../stats/moments.ts';
import { quantilesInPlace } from '../../stats/quantiles.ts';
import type { Analysis } from '../analysis.ts';

const parameters = z.object({
  /** A series' key, which outlives its id; an id or a name serve too. */
  series: z.string().min(1),
  /** Half-open window, epoch ms; an absent end is open. */
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
});
type Parameters = z.output<typeof parameters>;

const probabilities = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999] as const;
const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Throws `audit.chunk-corrupt`. A window without samples gives nulls. */
export function seriesStatistics(db: AuditDb, series: Series, window: TimeWindow): SeriesStats {
  const values = readValues(db, series.id, window);
  const { count, min, max, mean, stdev } = moments(values);
  const [p50, p75, p90, p95, p99, p999] = quantilesInPlace(values, probabilities).map(orNull);
  const isAveraged = series.kind !== 'percentile';
  return {
    series: series.name,
    seriesId: series.id,
    unit: series.unit,
    kind: series.kind,
    count,
    min: orNull(min),
    max: orNull(max),
    mean: isAveraged ? orNull(mean) : null,
    stdev: isAveraged ? orNull(stdev) : null,
    p50: p50 ?? null,
    p75: p75 ?? null,
    p90: p90 ?? null,
    p95: p95 ?? null,
    p99: p99 ?? null,
    p999: p999 ?? null,
    quantileMethod: 'type7',
  };
}

export const seriesStatisticsAnalysis: Analysis<typeof parameters> = {
  id: 'series-statistics',
  version: 1,
  title: 'Series statistics',
  parameters,
  inputs: (db, { series }) => [findSeries(db, series).sourceId],
  run: (db, { series, fromMs, toMs }: Parameters) =>
    seriesStatistics(db, findSeries(db, series), { fromMs, toMs }),
};
