// A pinned result of any analysis as something one can read at a glance: its scalars, and its first list as a table.
// Analyses name their units in their keys (`durationNs`, `p95Ms`), so figures can be written with them.
import {
  formatDurationMs,
  formatDurationNs,
  formatNumber,
  formatTime,
} from '../../../shared/domain/format.ts';

export interface ResultSummary {
  scalars: { name: string; value: string }[];
  table: { name: string; headers: string[]; numeric: boolean[]; rows: string[][]; total: number } | null;
}

const scalarsShown = 12;
const rowsShown = 5;
const columnsShown = 6;

type Json = unknown;
type JsonRecord = Record<string, Json>;
const isRecord = (value: Json): value is JsonRecord =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isScalar = (value: Json): boolean => value === null || typeof value !== 'object';
const isIdentifier = (key: string): boolean => /(^i|I)d$/.test(key);

/** `selfTimeMs` as `self time`: the unit stands with the figure. */
const nameOf = (key: string): string =>
  key
    .replace(/([a-z0-9])(Ns|Ms)$/, '$1')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();

function textOf(key: string, value: Json): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') {
    if (key.endsWith('Ms')) return formatDurationMs(value);
    return key.endsWith('Ns') ? formatDurationNs(value) : formatNumber(value);
  }
  // Instants exceed what a number holds and travel as decimal strings of nanoseconds.
  if (typeof value === 'string' && key.endsWith('Ns') && /^\d+$/.test(value)) {
    return `${formatTime(Number(BigInt(value) / 1_000_000n), 'UTC', 'ms')} UTC`;
  }
  return String(value);
}

/** Summarises a result; lists are cut to their first rows and say how many there are. */
export function summarise(result: Json): ResultSummary {
  const root = isRecord(result) ? result : { result };
  const first = Object.entries(root).find(
    (entry): entry is [string, Json[]] => Array.isArray(entry[1]) && entry[1].some(isRecord),
  );
  // A list of one, such as the only profile of a file, is no list worth a table: what it holds is.
  if (first && first[1].length === 1 && isRecord(first[1][0])) {
    const inner = summarise(first[1][0]);
    return { scalars: [...scalarsOf(root), ...inner.scalars].slice(0, scalarsShown), table: inner.table };
  }
  return { scalars: scalarsOf(root), table: first ? tableOf(first[0], first[1].filter(isRecord)) : null };
}

const scalarsOf = (root: JsonRecord): ResultSummary['scalars'] =>
  Object.entries(root)
    .filter(([key, value]) => isScalar(value) && key !== 'id' && key !== 'sourceId')
    .slice(0, scalarsShown)
    .map(([key, value]) => ({ name: nameOf(key), value: textOf(key, value) }));

/** Columns that say what a row is, before all others. */
const leading = ['name', 'service', 'operation'];

/** Words first, figures after; identifiers and columns that are mostly empty not at all. */
function tableOf(name: string, records: JsonRecord[]): ResultSummary['table'] {
  const top = records.slice(0, rowsShown);
  const isNumber = (key: string): boolean => top.some((record) => typeof record[key] === 'number');
  const isFilled = (key: string): boolean =>
    top.filter((record) => record[key] !== null && record[key] !== '').length * 2 > top.length;
  const shown = Object.keys(records[0] ?? {}).filter(
    (key) => top.every((record) => isScalar(record[key])) && !isIdentifier(key) && isFilled(key),
  );
  const keys = [
    ...leading.filter((key) => shown.includes(key)),
    ...shown.filter((key) => !isNumber(key) && !leading.includes(key)),
    ...shown.filter(isNumber),
  ].slice(0, columnsShown);
  return {
    name: nameOf(name),
    headers: keys.map(nameOf),
    numeric: keys.map(isNumber),
    rows: top.map((record) => keys.map((key) => textOf(key, record[key]))),
    total: records.length,
  };
}
