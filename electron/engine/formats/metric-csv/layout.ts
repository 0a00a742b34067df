// What a CSV is made of, told from its first 64 KB: separator, decimal mark, header, and the part each column plays.
import { AssayError } from '../../../../shared/domain/errors.ts';
import { readCell } from '../../reading/numbers.ts';
import { readRow } from '../../reading/row.ts';
import { chooseTimeColumn, pdhOffset, timeKindOf } from './time-column.ts';
import type { TimeFormat } from '../../reading/time.ts';

export type Role = 'time' | 'value' | 'key' | 'ignored';

export interface Column {
  header: string;
  role: Role;
  /** Unit found in the cells, or empty. */
  cellUnit: string;
}

export interface Layout {
  separator: number;
  decimal: '.' | ',';
  /** Byte offset of the first row of data, and its 1-based line. */
  dataOffset: number;
  dataLine: number;
  headerLine: number;
  hasHeader: boolean;
  columns: Column[];
  /** Index of the time column; -1 when there is none. */
  timeColumn: number;
  timeFormat: TimeFormat | null;
  /** Numeric dates whose day and month could be either. */
  dateOrderUnknown: boolean;
  /** Minutes east of UTC, where the header of a Windows performance log tells them. */
  headerOffsetMinutes: number | null;
  /** The key column that names the metric, or -1. */
  nameColumn: number;
  /** The key column that holds the unit, or -1. */
  unitColumn: number;
  decimalAssumed: boolean;
  /** Share of the first rows that have as many cells as the header. */
  consistency: number;
  timeByName: boolean;
}

const separatorNames: Record<string, number> = {
  ',': 44,
  comma: 44,
  ';': 59,
  semicolon: 59,
  '\t': 9,
  '\\t': 9,
  tab: 9,
};
const sampleRows = 200;
/** How much of the rows' likeness a separator that fits the first line may make up for. */
const firstLineWeight = 0.1;

const nameColumnName =
  /^(series|metric|metric[ _]?name|__name__|counter[ _]?name|counter|kpi|parameter|sensor|_?measurement|_?field|item)$/i;
const looseNameColumnName = /^(name|variable|key|legend|target)$/i;
const valueName = /^(_?value|val|metric[ _]?value|reading|wert|valeur|valor|samples?|measure(ment)?)$/i;
const idName = /^(cpu|core|p?pid|tid|uid|id|shard|partition|worker|thread|rank|node|replica)([ _]?id)?$/i;
const unitName = /^(unit|units|uom|einheit)$/i;

/** The separators a file may use, surest hint first. */
function candidateSeparators(options: Readonly<Record<string, string>>): number[] {
  const wanted = options['separator'];
  if (wanted === undefined) return [44, 59, 9];
  const separator = separatorNames[wanted.toLowerCase()];
  if (separator !== undefined) return [separator];
  throw new AssayError({
    code: 'usage.option',
    message: `The separator “${wanted}” is not known.`,
    hint: 'Use comma, semicolon or tab.',
  });
}

interface Sample {
  cells: string[];
  offset: number;
  line: number;
}

/** Null when the bytes are no table at all. Throws only for options that cannot be met. */
export function readLayout(
  head: Uint8Array,
  isWhole: boolean,
  options: Readonly<Record<string, string>>,
): Layout | null {
  if (!looksLikeText(head)) return null;
  const { start, line, separator: declared } = skipSeparatorLine(head);
  const separators = declared === undefined ? candidateSeparators(options) : [declared];
  let best: { separator: number; rows: Sample[]; width: number; alike: number; share: number } | null = null;
  for (const separator of separators) {
    const rows = firstTable(sampleOf(head, start, line, separator, isWhole));
    const { width, share: alike } = usualWidth(rows);
    if (width < 2) continue;
    // Decimal commas cut every row alike, but not the header: a separator that fits the first line goes before.
    const share = alike + (rows[0]?.cells.length === width ? firstLineWeight : 0);
    if (best === null || share > best.share + 0.02 || (share > best.share - 0.02 && width > best.width)) {
      best = { separator, rows, width, alike, share };
    }
  }
  if (best === null) return null;
  return layOut(best.separator, best.rows, best.width, best.alike, options);
}

function looksLikeText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  for (const byte of head) {
    if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) return false;
  }
  const first = head.find((byte) => byte > 32);
  // JSON and XML are never tables of cells, whatever their commas look like.
  return first !== undefined && first !== 123 && first !== 91 && first !== 60;
}

/** Excel's `sep=;` line. */
function skipSeparatorLine(head: Uint8Array): { start: number; line: number; separator?: number } {
  const row = readRow(head, 0, Math.min(head.length, 64), 256, true);
  const match = /^"?sep=(.)"?$/iu.exec(row?.cells[0]?.replace(/\r$/u, '').split('\n')[0] ?? '');
  if (!match) return { start: 0, line: 1 };
  const start = head.indexOf(10) + 1;
  const separator = separatorNames[match[1] as string];
  return separator === undefined ? { start, line: 2 } : { start, line: 2, separator };
}

function sampleOf(
  head: Uint8Array,
  from: number,
  fromLine: number,
  separator: number,
  isWhole: boolean,
): Sample[] {
  const rows: Sample[] = [];
  let at = from;
  let line = fromLine;
  while (at < head.length && rows.length < sampleRows) {
    const row = readRow(head, at, head.length, separator, isWhole);
    if (row === null) break;
    if (row.cells.length > 1 || (row.cells[0] ?? '').trim() !== '') {
      rows.push({ cells: row.cells.map((cell) => cell.replace(/\r$/u, '')), offset: at, line });
    }
    at = row.next;
    line += row.lineBreaks;
  }
  return rows;
}

/** The commonest number of cells, and the share of rows that have it. */
function usualWidth(rows: Sample[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  return { width, share: rows.length === 0 ? 0 : count / rows.length };
}

function layOut(
  separator: number,
  rows: Sample[],
  width: number,
  consistency: number,
  options: Readonly<Record<string, string>>,
): Layout {
  const firstIndex = Math.max(
    0,
    rows.findIndex(({ cells }) => cells.length === width || (cells.length === width - 1 && width > 2)),
  );
  const first = rows[firstIndex] as Sample;
  const hasHeader = !first.cells.some((cell) => timeKindOf(cell) !== null);
  const body = rows
    .slice(firstIndex + (hasHeader ? 1 : 0))
    .filter(({ cells }) => cells.length >= width - 1 && (!hasHeader || cells.join() !== first.cells.join()));
  const headers = hasHeader
    ? namedHeaders(first.cells)
    : first.cells.map((_, index) => `column ${index + 1}`);
  const columnCells = headers.map((_, index) => body.map(({ cells }) => (cells[index] ?? '').trim()));
  const { decimal, assumed } = decimalMark(separator, columnCells, options);
  const time = chooseTimeColumn(headers, columnCells, options);
  const wanted = options['value-columns']?.split(',').map((name) => name.trim());
  const columns = headers.map((header, index): Column => {
    const cells = columnCells[index] as string[];
    const role = index === time.column ? 'time' : roleOf(header, cells, decimal, wanted);
    return { header, role, cellUnit: role === 'value' ? unitInCells(cells, decimal) : '' };
  });
  checkWanted(wanted, headers);
  labelRepeatedRows(columns, columnCells, time.column);
  const nameColumn = findNameColumn(columns);
  const unitColumn = columns.findIndex(({ role, header }) => role === 'key' && unitName.test(header));
  if (nameColumn >= 0) keepNamedValueOnly(columns);
  const data = hasHeader ? rows[firstIndex + 1] : first;
  return {
    separator,
    decimal,
    decimalAssumed: assumed,
    dataOffset: data?.offset ?? Number.MAX_SAFE_INTEGER,
    dataLine: data?.line ?? first.line + 1,
    headerLine: first.line,
    hasHeader,
    columns,
    timeColumn: time.column,
    timeFormat: time.format,
    timeByName: time.byName,
    dateOrderUnknown: time.orderUnknown,
    headerOffsetMinutes: pdhOffset(headers[time.column] ?? ''),
    nameColumn,
    unitColumn,
    consistency,
  };
}

/** Of tables below one another, each under a header marked as a comment, the rows of the first. */
function firstTable(rows: Sample[]): Sample[] {
  const isMarked = (row: Sample | undefined): boolean => row?.cells[0]?.startsWith('#') === true;
  if (!isMarked(rows[0]) || isMarked(rows[1]) || (rows[0]?.cells.length ?? 0) < 3) return rows;
  const header = rows[0]?.cells.join();
  const end = rows.findIndex((row) => isMarked(row) && row.cells.join() !== header);
  return end < 0 ? rows : rows.slice(0, end);
}

/**
 * Several rows of one time mean that another column tells them apart. Where that is a number, only its name can say
 * so, as in `CPU` of sadf or `pid` of pidstat.
 */
function labelRepeatedRows(columns: Column[], columnCells: string[][], timeColumn: number): void {
  const rowCount = columnCells[timeColumn]?.length ?? 0;
  const known = columns.flatMap(({ role }, index) => (role === 'time' || role === 'key' ? [index] : []));
  const rowKeys = Array.from({ length: rowCount }, (_, row) =>
    JSON.stringify(known.map((index) => columnCells[index]?.[row])),
  );
  if (timeColumn < 0 || rowCount < 2 || new Set(rowKeys).size > rowCount * 0.8) return;
  columns.forEach((column, index) => {
    const isId =
      idName.test(column.header) && (columnCells[index] ?? []).every((cell) => /^-?\d+$/u.test(cell));
    if (column.role === 'value' && isId) column.role = 'key';
  });
}

/** A header as it is shown; the comment mark before sadf's header is no part of it. */
export const headerText = (cell: string, index: number): string =>
  index === 0 ? cell.trim().replace(/^#\s*/u, '') : cell.trim();

/** A column without a name is called by its place. */
function namedHeaders(cells: string[]): string[] {
  return cells.map((cell, index) => {
    const header = headerText(cell, index);
    return header === '' ? `column ${index + 1}` : header;
  });
}

function roleOf(header: string, cells: string[], decimal: '.' | ',', wanted: string[] | undefined): Role {
  if (wanted !== undefined) {
    if (wanted.includes(header)) return 'value';
    return cells.every((cell) => readCell(cell, decimal).kind !== 'unreadable') ? 'ignored' : textRole(cells);
  }
  const filled = cells.filter((cell) => cell !== '');
  const readable = filled.filter((cell) => readCell(cell, decimal).kind !== 'unreadable').length;
  return readable * 2 >= filled.length ? 'value' : textRole(filled);
}

/** Text that hardly repeats is a message or an id, which would make a series of every row. */
function textRole(cells: string[]): Role {
  const distinct = new Set(cells).size;
  return distinct > 50 && distinct > cells.length * 0.8 ? 'ignored' : 'key';
}

function checkWanted(wanted: string[] | undefined, headers: string[]): void {
  const missing = wanted?.find((name) => !headers.includes(name));
  if (missing === undefined) return;
  throw new AssayError({
    code: 'usage.option',
    message: `There is no column “${missing}”; found ${headers.join(', ')}.`,
    hint: 'Name the value columns as the header does, divided by commas.',
  });
}

function findNameColumn(columns: Column[]): number {
  const strict = columns.findIndex(({ role, header }) => role === 'key' && nameColumnName.test(header));
  if (strict >= 0) return strict;
  const values = columns.filter(({ role }) => role === 'value');
  const soleValue = values.length === 1 || values.some(({ header }) => valueName.test(header));
  return soleValue
    ? columns.findIndex(({ role, header }) => role === 'key' && looseNameColumnName.test(header))
    : -1;
}

/** Beside a metric's name, a column called "value" holds the samples; other numbers there are not metrics. */
function keepNamedValueOnly(columns: Column[]): void {
  const named = columns.filter(({ role, header }) => role === 'value' && valueName.test(header));
  if (named.length !== 1) return;
  for (const column of columns) {
    if (column.role === 'value' && column !== named[0]) column.role = 'ignored';
  }
}

function unitInCells(cells: string[], decimal: '.' | ','): string {
  for (const cell of cells) {
    const reading = readCell(cell, decimal);
    if (reading.kind === 'number' && reading.unit !== '') return reading.unit;
  }
  return '';
}

/** A comma can be the decimal mark only where it does not separate cells, or where cells that hold it are quoted. */
function decimalMark(
  separator: number,
  columnCells: string[][],
  options: Readonly<Record<string, string>>,
): { decimal: '.' | ','; assumed: boolean } {
  const wanted = options['decimal'];
  if (wanted === ',' || wanted === 'comma') return { decimal: ',', assumed: false };
  if (wanted === '.' || wanted === 'point') return { decimal: '.', assumed: false };
  let commas = 0;
  let points = 0;
  let either = 0;
  for (const cell of columnCells.flat()) {
    const text = cell.replace(/\s*[^\d\s.,]*$/u, '');
    if (/^[+-]?(\d{1,3}(\.\d{3})+,\d+|0,\d+|\d+,(\d{1,2}|\d{4,})|\d{4,},\d+)$/u.test(text)) commas += 1;
    else if (separator !== 44 && /^[+-]?\d{1,3}\.\d{3}$/u.test(text)) continue;
    else if (/^[+-]?(\d{1,3}(,\d{3})+\.\d+|\d*\.\d+|\d{1,3}(,\d{3}){2,})$/u.test(text)) points += 1;
    else if (/^[+-]?\d{1,3},\d{3}$/u.test(text)) either += 1;
  }
  if (commas > points) return { decimal: ',', assumed: false };
  if (points > 0 || either === 0 || separator === 44) return { decimal: '.', assumed: false };
  return { decimal: separator === 59 ? ',' : '.', assumed: true };
}
