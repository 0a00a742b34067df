// The figure of a result that no analysis of this Assay accounts for, such as one pinned by a newer Assay: its plain
// values.
import { formatCount, formatNumber } from '../../../shared/domain/format.ts';
import type { TableFigure } from '../../../shared/domain/figure.ts';
import { cutTable } from './table.ts';

/** Any JSON: a list of like records as a table, all else as names and values. */
export function plainFigure(result: unknown): TableFigure {
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
      of: records,
      cells: (record) => headers.map((header) => plain(record[header])),
    });
  }
  return cutTable({
    headers: ['Value', 'Result'],
    numeric: [false, true],
    of: values,
    cells: ([name, value]) => [name, plain(value)],
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
