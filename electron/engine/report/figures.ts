// Pinned evidence as figures: each known analysis in the form that suits it, any other as its plain values.
import { criticalPath, operationSummary } from '../../../shared/contract/traces.ts';
import { topFunctions, type FunctionRow } from '../../../shared/contract/profiles.ts';
import { seriesStats } from '../../../shared/contract/metrics.ts';
import type { Evidence } from '../../../shared/contract/findings.ts';
import {
  formatCount,
  formatDurationNs,
  formatNumber,
  formatShare,
  formatValue,
} from '../../../shared/domain/format.ts';
import type { Figure, TableFigure } from '../../../shared/domain/figure.ts';
import { z } from 'zod';

const shownRows = 12;

type Present = (result: unknown) => Figure | null;

const presenters: readonly Present[] = [presentStats, presentPath, presentFunctions, presentOperations];

/** The figure of one piece of evidence. */
export function figureOf(evidence: Evidence): Figure {
  for (const present of presenters) {
    const figure = present(evidence.result);
    if (figure) return figure;
  }
  return plainValues(evidence.result);
}

function presentStats(result: unknown): Figure | null {
  const parsed = seriesStats.safeParse(result);
  if (!parsed.success) return null;
  const { series, unit, count, min, p50, p75, p90, p95, p99, p999, max } = parsed.data;
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
}

function presentPath(result: unknown): Figure | null {
  const parsed = criticalPath.safeParse(result);
  if (!parsed.success) return null;
  const path = parsed.data;
  const segments = path.segments.map((segment) => ({
    label: `${segment.service}: ${segment.operation}`,
    startNs: Number(BigInt(segment.startNs) - BigInt(path.startNs)),
    durationNs: Number(BigInt(segment.endNs) - BigInt(segment.startNs)),
  }));
  const byLabel = Map.groupBy(segments, ({ label }) => label);
  const parts = [...byLabel]
    .map(([label, group]) => ({
      label,
      count: group.length,
      ns: group.reduce((sum, { durationNs }) => sum + durationNs, 0),
    }))
    .toSorted((a, b) => b.ns - a.ns || (a.label < b.label ? -1 : 1));
  const share = (ns: number): number => (path.durationNs > 0 ? ns / path.durationNs : 0);
  return {
    kind: 'timeline',
    totalNs: path.durationNs,
    segments,
    table: cutTable({
      headers: ['On the critical path', 'Segments', 'Time', 'Share'],
      numeric: [false, true, true, true],
      rows: parts.map(({ label, count, ns }) => [
        label,
        formatCount(count),
        formatDurationNs(ns),
        formatShare(share(ns)),
      ]),
      shares: parts.map(({ ns }) => share(ns)),
    }),
  };
}

/** V8 names files by URL; the scheme says nothing to a reader. */
const placeOf = ({ file, line }: FunctionRow): string => {
  const path = file.replace(/^file:\/\//, '');
  return line === null ? path : `${path}:${line}`;
};

function presentFunctions(result: unknown): Figure | null {
  const parsed = topFunctions.safeParse(result);
  const [profile] = parsed.success ? parsed.data.profiles : [];
  if (!profile) return null;
  const share = (value: number): number => (profile.total > 0 ? value / profile.total : 0);
  const ranked = profile.functions.toSorted((a, b) => b.self - a.self);
  // Folded stacks carry no files; an empty column would only take room.
  const placed = ranked.some(({ file }) => file !== '');
  return cutTable({
    headers: ['Function', ...(placed ? ['Where'] : []), `Self (${profile.weight})`, 'Self', 'With callees'],
    numeric: [false, ...(placed ? [false] : []), true, true, true],
    rows: ranked.map((row) => [
      row.name,
      ...(placed ? [placeOf(row)] : []),
      formatValue(row.self, profile.unit),
      formatShare(share(row.self)),
      formatShare(share(row.total)),
    ]),
    shares: ranked.map(({ self }) => share(self)),
  });
}

const operationsResult = z.object({ operations: z.array(operationSummary) });

function presentOperations(result: unknown): Figure | null {
  const parsed = operationsResult.safeParse(result);
  if (!parsed.success) return null;
  const ranked = parsed.data.operations.toSorted((a, b) => b.selfTimeMs - a.selfTimeMs);
  const totalMs = ranked.reduce((sum, { selfTimeMs }) => sum + selfTimeMs, 0);
  return cutTable({
    headers: ['Operation', 'Calls', 'Errors', 'p50', 'p95', 'p99', 'Own time'],
    numeric: [false, true, true, true, true, true, true],
    rows: ranked.map((row) => [
      `${row.service}: ${row.operation}`,
      formatCount(row.count),
      formatCount(row.errorCount),
      ...[row.p50Ms, row.p95Ms, row.p99Ms, row.selfTimeMs].map((ms) => formatValue(ms, 'ms')),
    ]),
    shares: ranked.map(({ selfTimeMs }) => (totalMs > 0 ? selfTimeMs / totalMs : 0)),
  });
}

/** Any result: a list of like records as a table, all else as names and values. */
function plainValues(result: unknown): TableFigure {
  const values = Object.entries(
    result !== null && typeof result === 'object' && !Array.isArray(result) ? result : { result },
  );
  const lists = values.filter((entry): entry is [string, Record<string, unknown>[]] => isRecords(entry[1]));
  const [only] = lists;
  if (only && lists.length === 1) {
    const [, records] = only;
    const headers = Object.keys(records[0] ?? {});
    return cutTable({
      headers,
      numeric: headers.map((header) => records.every((record) => typeof record[header] === 'number')),
      rows: records.map((record) => headers.map((header) => plain(record[header]))),
      shares: null,
    });
  }
  return cutTable({
    headers: ['Value', 'Result'],
    numeric: [false, true],
    rows: values.map(([name, value]) => [name, plain(value)]),
    shares: null,
  });
}

const isRecords = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => item !== null && typeof item === 'object' && !Array.isArray(item));

function plain(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `${formatCount(value.length)} entries`;
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

function cutTable(table: Omit<TableFigure, 'kind' | 'omitted'>): TableFigure {
  return {
    ...table,
    kind: 'table',
    rows: table.rows.slice(0, shownRows),
    shares: table.shares && table.shares.slice(0, shownRows),
    omitted: Math.max(0, table.rows.length - shownRows),
  };
}
