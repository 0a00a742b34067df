// The metrics a report draws: the series the auditor named as carrying the baseline, else those pinned as evidence.
import type { Baseline } from '../../../shared/contract/method.ts';
import { declaration as seriesStatistics } from '../../../shared/analyses/series-statistics.ts';
import { rowsAt, valueAt } from '../../../shared/playbook/values.ts';
import { readEvidence } from '../evidence/evidence.ts';
import type { AuditDb } from '../db/database.ts';
import { listSeries, seriesTitle } from '../kinds/metrics/series.ts';
import { readChart } from '../kinds/metrics/series-chart.ts';
import type { MetricChart } from './blocks.ts';

/** More would make a catalogue of the report; the data holds them all. */
const maxCharts = 8;
/** One bucket every two units of the drawing. */
const buckets = 340;

export interface ChartContext {
  /** Field values by key. */
  values: ReadonlyMap<string, unknown>;
  baselines: readonly Baseline[];
}

export function chartsOf(db: AuditDb, { values, baselines }: ChartContext): MetricChart[] {
  const series = new Map(listSeries(db).map((item) => [item.id, item]));
  const chosen = chosenSeries(db, values).filter((id) => series.has(id));
  const changes = changesIn(values);
  return chosen.slice(0, maxCharts).flatMap((id) => {
    const item = series.get(id);
    if (!item || item.start === null || item.end === null) return [];
    const fromMs = Date.parse(item.start);
    const toMs = Date.parse(item.end);
    const chart = readChart(db, id, {}, buckets);
    return {
      seriesId: id,
      name: seriesTitle(item.name, item.labels),
      unit: item.unit,
      fromMs,
      toMs,
      raw: chart.raw,
      bucketMs: chart.bucketMs,
      sampleCount: chart.sampleCount,
      points: Array.from(chart.timesMs, (time, index): MetricChart['points'][number] => [
        time,
        numberOrNull(chart.min[index]),
        numberOrNull(chart.max[index]),
      ]),
      windows: baselines
        .filter((baseline) => baseline.series.some((frozen) => frozen.id === id))
        .map(({ name, from, to }) => ({ label: name, fromMs: Date.parse(from), toMs: Date.parse(to) })),
      changes: changes.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs),
    };
  });
}

/** The series named in phase 2, then those of pinned statistics, else the first ones there are. */
function chosenSeries(db: AuditDb, values: ChartContext['values']): number[] {
  const named = valueAt({ values }, '2.metrics.series') ?? [];
  const pinned = readEvidence(db).flatMap(({ analysis, result }) => {
    const parsed = seriesStatistics.result.safeParse(result);
    return analysis === seriesStatistics.id && parsed.success ? [parsed.data.seriesId] : [];
  });
  const chosen = [...new Set([...named, ...pinned])];
  return chosen.length > 0
    ? chosen
    : listSeries(db)
        .slice(0, maxCharts / 2)
        .map(({ id }) => id);
}

const changesIn = (values: ChartContext['values']): MetricChart['changes'] =>
  rowsAt({ values }, '6.changes.list').flatMap(({ title, appliedAt }) =>
    title && appliedAt ? [{ label: title, atMs: Date.parse(appliedAt) }] : [],
  );

const numberOrNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
