import { declaration } from '../../../../shared/analyses/series-statistics.ts';
import { formatCount, formatValue } from '../../../../shared/domain/format.ts';
import { findSeries, readValues } from '../../kinds/metrics/series.ts';
import { moments } from '../../stats/moments.ts';
import { quantilesInPlace } from '../../stats/quantiles.ts';
import type { Analysis } from '../analysis.ts';

const probabilities = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999] as const;
const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Throws `series.unknown`, `series.ambiguous` or `audit.damaged`. A window without samples gives nulls. */
export const analysis: Analysis<typeof declaration> = {
  declaration,
  inputs: (db, { series }) => [findSeries(db, series).sourceId],
  run(db, { series: reference, fromMs, toMs }) {
    const series = findSeries(db, reference);
    const values = readValues(db, series.id, { fromMs, toMs });
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
  },
  figure({ series, unit, count, min, p50, p75, p90, p95, p99, p999, max }) {
    const quantiles: [string, number | null][] = [
      ['min', min],
      ['p50', p50],
      ['p75', p75],
      ['p90', p90],
      ['p95', p95],
      ['p99', p99],
      ['p99.9', p999],
      ['max', max],
    ];
    return {
      kind: 'table',
      headers: ['Series', 'Samples', ...quantiles.map(([name]) => name)],
      numeric: [false, true, ...quantiles.map(() => true)],
      rows: [[series, formatCount(count), ...quantiles.map(([, value]) => formatValue(value, unit))]],
      shares: null,
      omitted: 0,
    };
  },
};
