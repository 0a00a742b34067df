// Count, extremes, mean, deviation and exact quantiles of one series over a window of time.
import { z } from 'zod';
import { formatCount, formatQuantity, formatValue } from '../domain/format.ts';
import { seriesKinds } from '../domain/series.ts';
import { declareAnalysis } from './declare.ts';
import { commaWindow } from './wording.ts';

const parameters = z.object({
  /** A series' key, which outlives its id; an id or a name serve too. */
  series: z.string().min(1),
  /** Half-open window, epoch ms; an absent end is open. */
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
});

const result = z.object({
  series: z.string(),
  seriesId: z.number().int(),
  unit: z.string(),
  kind: z.enum(seriesKinds),
  count: z.number().int(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** Null for a percentile series, as is the deviation: percentiles are never averaged. */
  mean: z.number().nullable(),
  stdev: z.number().nullable(),
  p50: z.number().nullable(),
  p75: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  p999: z.number().nullable(),
  quantileMethod: z.literal('type7'),
});

/** The series with its labels, where the parameters tell them: a key is `name{label="value"}@` and a part of a hash. */
const nameOf = (asked: string, name: string): string =>
  asked.startsWith(name) ? asked.replace(/@[0-9a-f]{12}$/u, '') : name;

export const declaration = declareAnalysis({
  id: 'series-statistics',
  version: 1,
  title: 'Series statistics',
  parameters,
  result,
  /** Of a percentile series none: the highest of reported percentiles is no maximum of what was measured. */
  figures: ({ kind, unit, ...values }) =>
    kind === 'percentile'
      ? []
      : (['p50', 'p95', 'p99', 'p999', 'max', 'mean'] as const).flatMap((statistic) => {
          const value = values[statistic];
          return value === null ? [] : [{ statistic, value, unit }];
        }),
  sentence({ series, unit, kind, count, min, max, p50, p99 }, asked, words) {
    const name = `${nameOf(asked.series, series)}${commaWindow(asked, words)}`;
    const figure = (value: number | null): string => formatValue(value, unit);
    if (count === 0) return `${name}: there is no sample.`;
    if (kind === 'percentile') {
      return `${name}: the reported values reach from ${figure(min)} to ${figure(max)}.`;
    }
    return `${name}: half of the samples are at or below ${figure(p50)}, 1 % above ${figure(p99)}, the highest is ${figure(max)}.`;
  },
  pinTitle({ series, unit, kind, count, min, max, p95 }, asked, words) {
    const name = `${nameOf(asked.series, series)}${commaWindow(asked, words)}`;
    if (count === 0) return `${name}: no sample`;
    const samples = formatQuantity(count, 'sample');
    return kind === 'percentile'
      ? `${name}: ${formatValue(min, unit)} to ${formatValue(max, unit)} in ${formatCount(count)} reported values`
      : `${name}: p95 ${formatValue(p95, unit)} of ${samples}`;
  },
});
