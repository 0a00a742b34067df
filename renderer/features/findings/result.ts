// A pinned result of any analysis as something one can read at a glance: its scalars, and its first list as a table.
import { formatNumber } from '../../../shared/domain/format.ts';

export interface ResultSummary {
  scalars: { name: string; value: string }[];
  table: { name: string; headers: string[]; numeric: boolean[]; rows: string[][]; total: number } | null;
}

const scalarsShown = 12;
const rowsShown = 5;
const columnsShown = 6;

type Json = unknown;
const isRecord = (value: Json): value is Record<string, Json> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isScalar = (value: Json): boolean => value === null || typeof value !== 'object';

/** `selfTimeMs` as `self time ms`. */
const nameOf = (key: string): string => key.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

function textOf(value: Json): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return formatNumber(value);
  if (Array.isArray(value)) return `${value.length} entries`;
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([key, inner]) => `${key}=${textOf(inner)}`)
      .join(', ');
  }
  return String(value);
}

/** Summarises a result; lists are cut to their first rows and say how many there are. */
export function summarise(result: Json): ResultSummary {
  const root = isRecord(result) ? result : { result };
  const entries = Object.entries(root);
  const list = entries.find(([, value]) => Array.isArray(value) && value.some(isRecord)) as
    | [string, Json[]]
    | undefined;
  return {
    scalars: entries
      .filter(([, value]) => isScalar(value))
      .slice(0, scalarsShown)
      .map(([key, value]) => ({ name: nameOf(key), value: textOf(value) })),
    table: list ? tableOf(list[0], list[1].filter(isRecord)) : null,
  };
}

function tableOf(name: string, records: Record<string, Json>[]): ResultSummary['table'] {
  const keys = Object.keys(records[0] ?? {}).slice(0, columnsShown);
  return {
    name: nameOf(name),
    headers: keys.map(nameOf),
    numeric: keys.map((key) => typeof records[0]?.[key] === 'number'),
    rows: records.slice(0, rowsShown).map((record) => keys.map((key) => textOf(record[key]))),
    total: records.length,
  };
}
