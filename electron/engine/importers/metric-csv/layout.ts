// What a CSV is made of, told from its first 64 KB: separator, decimal mark, header, and the part each column plays.
import { AssayError } from '../../../../shared/domain/errors.ts';
import { readCell } from './numbers.ts';
import { readRow } from './row.ts';
import {
  epochUnitOf,
  epochUnits,
  readCalendar,
  type DateOrder,
  type EpochUnit,
  type TimeFormat,
} from './time.ts';

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

const timeName =
  /^(#\s*)?(time|timestamp|date|datetime|date[ _]?time|date[ _]and[ _]time|@timestamp|_time|ts|t|epoch|unix[ _]?time|when|at|clock|utc|local[ _]?time|event[ _]?time|start[ _]?time|interval[ _]?(start|end)|time[ _]?stamp|zeit|zeitstempel|uhrzeit|datum|date heure|horodatage|fecha)([ _]?(\(.*\)|\[.*\]|utc|gmt|local|ms|s|us|ns|iso|unix|epoch))?$/i;
const nameColumnName =
  /^(series|metric|metric[ _]?name|__name__|counter[ _]?name|counter|kpi|parameter|sensor|_?measurement|_?field|item)$/i;
const looseNameColumnName = /^(name|variable|key|legend|target)$/i;
const valueName = /^(_?value|val|metric[ _]?value|reading|wert|valeur|valor|samples?|measure(ment)?)$/i;
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
  let best: { separator: number; rows: Sample[]; width: number; share: number } | null = null;
  for (const separator of separators) {
    const rows = sampleOf(head, start, line, separator, isWhole);
    const { width, share } = usualWidth(rows);
    if (width < 2) continue;
    if (best === null || share > best.share + 0.02 || (share > best.share - 0.02 && width > best.width)) {
      best = { separator, rows, width, share };
    }
  }
  if (best === null) return null;
  return layOut(best.separator, best.rows, best.width, best.share, options);
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
    rows.findIndex(({ cells }) => cells.length === width || cells.length === width - 1),
  );
  const first = rows[firstIndex] as Sample;
  const hasHeader = !first.cells.some((cell) => timeKindOf(cell) !== null);
  const body = rows.slice(firstIndex + (hasHeader ? 1 : 0)).filter(({ cells }) => cells.length >= width - 1);
  const headers = hasHeader
    ? uniqueHeaders(first.cells)
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

/** A column without a name is called by its place; the comment mark of sadf is no part of a name. */
function uniqueHeaders(cells: string[]): string[] {
  return cells.map((cell, index) => {
    const header = index === 0 ? cell.trim().replace(/^#\s*/u, '') : cell.trim();
    return header === '' ? `column ${index + 1}` : header;
  });
}

/** Windows performance logs tell UTC minus local time in the header of the time column; here minutes east of UTC. */
function pdhOffset(header: string): number | null {
  const match = /^\(PDH-CSV 4\.0\) \(.*\)\((-?\d+)\)$/u.exec(header);
  return match ? -Number(match[1]) : null;
}

const scratch: { localMs: number; offsetMinutes: number } = { localMs: 0, offsetMinutes: 0 };
const isCalendar = (cell: string, order: DateOrder): boolean => {
  const bytes = Buffer.from(cell);
  return bytes.length >= 8 && bytes.length < 64 && readCalendar(bytes, 0, bytes.length, order, scratch);
};
const epochDigits = /^-?\d{9,19}([.,]\d{1,9})?$/u;

/** What kind of time a cell could be, if any. */
function timeKindOf(cell: string): 'epoch' | 'calendar' | null {
  const text = cell.trim();
  if (epochDigits.test(text) && epochUnitOf(Number(text.replace(',', '.'))) !== undefined) return 'epoch';
  return isCalendar(text, 'ymd') || isCalendar(text, 'dmy') || isCalendar(text, 'mdy') ? 'calendar' : null;
}

interface TimeChoice {
  column: number;
  format: TimeFormat | null;
  byName: boolean;
  orderUnknown: boolean;
}

function chooseTimeColumn(
  headers: string[],
  columnCells: string[][],
  options: Readonly<Record<string, string>>,
): TimeChoice {
  const forced = formatOption(options['time-format']);
  const wanted = options['time-column'];
  if (wanted !== undefined) {
    const index = headers.findIndex((header) => header.toLowerCase() === wanted.toLowerCase());
    const column = index >= 0 ? index : /^\d+$/u.test(wanted) ? Number(wanted) - 1 : -1;
    if (column < 0 || column >= headers.length) {
      throw new AssayError({
        code: 'usage.option',
        message: `There is no column “${wanted}”; found ${headers.join(', ')}.`,
        hint: 'Name the time column as the header does, or give its number, counted from 1.',
      });
    }
    const guess = forced
      ? { format: forced, orderUnknown: false }
      : timeFormatOf(columnCells[column] ?? [], 0.5);
    return {
      column,
      format: guess?.format ?? null,
      orderUnknown: guess?.orderUnknown ?? false,
      byName: true,
    };
  }
  let best: TimeChoice = { column: -1, format: null, byName: false, orderUnknown: false };
  let bestScore = 0;
  headers.forEach((header, column) => {
    const named = timeName.test(header) || pdhOffset(header) !== null;
    const cells = columnCells[column] ?? [];
    const guess =
      named && forced ? { format: forced, orderUnknown: false } : timeFormatOf(cells, named ? 0.5 : 0.8);
    const score = scoreTime(named, guess?.format ?? null, cells);
    if (score <= bestScore) return;
    bestScore = score;
    best = {
      column,
      format: guess?.format ?? null,
      byName: named,
      orderUnknown: guess?.orderUnknown ?? false,
    };
  });
  return best;
}

function scoreTime(named: boolean, format: TimeFormat | null, cells: string[]): number {
  if (format === null) return named && cells.every((cell) => cell === '') ? 0.5 : 0;
  if (format.kind === 'calendar') return named ? 4 : 2;
  if (named) return 3;
  // An unnamed number is a time only when it lies in this century and never falls.
  const numbers = cells.filter((cell) => cell !== '').map(Number);
  const perSecond = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 }[format.unit];
  const plausible = numbers.every(
    (value) => value / perSecond > 946_684_800 && value / perSecond < 4_102_444_800,
  );
  const rising = numbers.every((value, index) => index === 0 || value >= (numbers[index - 1] as number));
  return numbers.length > 1 && plausible && rising && numbers.at(-1) !== numbers[0] ? 1 : 0;
}

/** The format most cells of a column have; null when fewer than `share` of them are times. */
function timeFormatOf(cells: string[], share: number): { format: TimeFormat; orderUnknown: boolean } | null {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return null;
  const enough = (count: number): boolean => count >= filled.length * share;
  const units = filled
    .filter((cell) => epochDigits.test(cell))
    .map((cell) => epochUnitOf(Number(cell.replace(',', '.'))))
    .filter((unit) => unit !== undefined);
  const commonest = epochUnits
    .map((unit) => ({ unit, count: units.filter((other) => other === unit).length }))
    .sort((a, b) => b.count - a.count)[0] as { unit: EpochUnit; count: number };
  if (enough(commonest.count)) {
    return { format: { kind: 'epoch', unit: commonest.unit }, orderUnknown: false };
  }
  const fitting = (order: DateOrder): number => filled.filter((cell) => isCalendar(cell, order)).length;
  if (enough(fitting('ymd'))) return { format: { kind: 'calendar', order: 'ymd' }, orderUnknown: false };
  const [dayFirst, monthFirst] = [fitting('dmy'), fitting('mdy')];
  if (!enough(Math.max(dayFirst, monthFirst))) return null;
  const dotted = /^\d{1,2}\./u.test(filled[0] as string);
  const order = dotted || dayFirst > monthFirst ? 'dmy' : 'mdy';
  return { format: { kind: 'calendar', order }, orderUnknown: !dotted && dayFirst === monthFirst };
}

function formatOption(text: string | undefined): TimeFormat | null {
  if (text === undefined) return null;
  if (text === 'iso') return { kind: 'calendar', order: 'ymd' };
  if (text === 'ymd' || text === 'dmy' || text === 'mdy') return { kind: 'calendar', order: text };
  const unit = epochUnits.find((known) => text === `epoch-${known}`);
  if (unit) return { kind: 'epoch', unit };
  throw new AssayError({
    code: 'usage.option',
    message: `The time format “${text}” is not known.`,
    hint: 'Use iso, ymd, dmy, mdy, epoch-s, epoch-ms, epoch-us or epoch-ns.',
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
