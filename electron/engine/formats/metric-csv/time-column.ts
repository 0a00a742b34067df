// Which column holds the times, and how they are written: told by its name and by what the cells could be.
import { AssayError } from '../../../../shared/domain/errors.ts';
import {
  epochUnitOf,
  epochUnits,
  readCalendar,
  type DateOrder,
  type EpochUnit,
  type TimeFormat,
} from '../../reading/time.ts';

const timeName =
  /^(#\s*)?(time|timestamp|date|datetime|date[ _]?time|date[ _]and[ _]time|@timestamp|_time|ts|t|epoch|unix[ _]?time|when|at|clock|utc|local[ _]?time|event[ _]?time|start[ _]?time|interval[ _]?(start|end)|time[ _]?stamp|zeit|zeitstempel|uhrzeit|datum|date heure|horodatage|fecha)([ _]?(\(.*\)|\[.*\]|utc|gmt|local|ms|s|us|ns|iso|unix|epoch))?$/i;

/** Windows performance logs tell UTC minus local time in the header of the time column; here minutes east of UTC. */
export function pdhOffset(header: string): number | null {
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
export function timeKindOf(cell: string): 'epoch' | 'calendar' | null {
  const text = cell.trim();
  if (epochDigits.test(text) && epochUnitOf(Number(text.replace(',', '.'))) !== undefined) return 'epoch';
  return isCalendar(text, 'ymd') || isCalendar(text, 'dmy') || isCalendar(text, 'mdy') ? 'calendar' : null;
}

export interface TimeChoice {
  column: number;
  format: TimeFormat | null;
  byName: boolean;
  orderUnknown: boolean;
}

export function chooseTimeColumn(
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
  // A column of that name whose cells cannot be read is still where the times are; the import says what it found.
  if (format === null) return named ? 0.5 : 0;
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
