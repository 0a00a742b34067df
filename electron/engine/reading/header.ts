// What a column header says: the series' name, labels, unit, kind and place in the metric catalog.
import { metricCatalog, metricOfName, normaliseName } from '../../../shared/domain/catalog.ts';
import type { SeriesHeader } from '../kinds/metrics/batch.ts';
import { unitFromName } from './units.ts';

/**
 * Reads `up`, `up{instance="h"}` and Grafana's `{__name__="up", instance="h"}`. Text that only looks like labels
 * stays part of the name.
 */
export function parseSeriesName(text: string): { name: string; labels: Record<string, string> } {
  const trimmed = text.trim();
  const open = trimmed.indexOf('{');
  if (open < 0 || !trimmed.endsWith('}')) return { name: trimmed, labels: {} };
  const labels: Record<string, string> = {};
  const body = trimmed.slice(open + 1, -1);
  const pair = /\s*([A-Za-z_][\w.:-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",]*))\s*(?:,|$)/y;
  while (pair.lastIndex < body.length) {
    const match = pair.exec(body);
    if (match === null) return { name: trimmed, labels: {} };
    const [, key = '', quoted, bare] = match;
    labels[key] = quoted === undefined ? (bare ?? '').trim() : quoted.replaceAll(/\\(.)/gu, unescapeLabel);
  }
  const { __name__: inner, ...others } = labels;
  const name = trimmed.slice(0, open).trim() || inner || trimmed;
  return { name, labels: others };
}

const unescapeLabel = (_whole: string, character: string): string => (character === 'n' ? '\n' : character);

/** `p95`, `latency_p99`, `95%`, `99th percentile`, `quantile="0.95"`: already a percentile of something. */
function isPercentile(normalised: string, labels: Record<string, string>): boolean {
  return (
    'quantile' in labels ||
    /(^|_)p_?\d{2,4}(_|$)|(^|_)(\d+_)?\d{2}_?(th|st|nd|rd)?_?(percentile|perc)(_|$)|percentile|(^|_)median(_|$)|_\d{2}th(_|$)|^\d{2}(_\d+)?(_pct|th)$/u.test(
      normalised,
    )
  );
}

/**
 * A value that only rises, but for resets, by the naming rules of Prometheus. A bare `_count` is no sign: as many
 * gauges are called `thread_count`.
 */
const isCounter = (normalised: string): boolean =>
  /(_total|_bucket|_sum|(^|_)counter|(seconds|milliseconds|bytes|duration|latency|size)_count)$/u.test(
    normalised,
  );

/** The series a column holds. A unit given by the user or the cells goes before the one the name tells. */
export function describeSeries(
  header: string,
  extraLabels: Record<string, string>,
  knownUnit: string,
): SeriesHeader {
  const { name, labels } = parseSeriesName(header);
  const normalised = normaliseName(name);
  const percentile = isPercentile(normalised, labels);
  const metric = metricOfName(name);
  const fromName = percentile && name.trim().endsWith('%') ? '' : unitFromName(name, normalised);
  const usual = metricCatalog.find(({ id }) => id === metric)?.unit ?? '';
  return {
    name,
    labels: { ...labels, ...extraLabels },
    unit: knownUnit || fromName || usual,
    metric,
    kind: percentile ? 'percentile' : isCounter(normalised) ? 'counter' : 'gauge',
  };
}
