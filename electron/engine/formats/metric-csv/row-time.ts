// The time of a row, by the file's format and the zone it was written in.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { LocalClock } from '../../../../shared/domain/zone.ts';
import { decodeText } from '../../reading/row.ts';
import { readCalendar, readEpoch, type CalendarTime, type TimeFormat } from '../../reading/time.ts';
import type { ImportContext } from '../format.ts';
import type { RowBlock } from './block.ts';
import { offsetOf, type Place } from './place.ts';

/** The last instant that has a calendar date in JavaScript. */
const maxEpochMs = 8.64e15;

/**
 * Epoch ms of the cell in [from, to), or NaN when it is no time of the file's format. Throws `csv.time-zone-missing`.
 */
export type TimeReader = (bytes: Uint8Array, from: number, to: number) => number;

/** `block` knows the time of the row before, which tells the hour that repeats in autumn apart. */
export function createTimeReader(
  format: TimeFormat,
  clock: LocalClock | null,
  context: ImportContext,
  place: Place,
  block: RowBlock,
): TimeReader {
  const calendar: CalendarTime = { localMs: 0, offsetMinutes: 0 };
  if (format.kind === 'epoch') {
    const { unit } = format;
    return (bytes, from, to) => {
      const timeMs = readEpoch(bytes, from, to, unit);
      return Math.abs(timeMs) <= maxEpochMs ? timeMs : Number.NaN;
    };
  }
  const { order } = format;
  return (bytes, from, to) => {
    if (!readCalendar(bytes, from, to, order, calendar)) return Number.NaN;
    const { localMs, offsetMinutes } = calendar;
    if (offsetMinutes === offsetMinutes) return localMs - offsetMinutes * 60_000;
    if (clock !== null) return clock.toEpoch(localMs, block.previousMs);
    throw new AssayError({
      code: 'csv.time-zone-missing',
      message: `Line ${place.line}: the time “${decodeText(bytes, from, to)}” names no time zone.`,
      file: context.fileName,
      line: place.line,
      offset: offsetOf(place),
      hint: 'Say in which zone the file was written: --tz Europe/Berlin, or --tz UTC.',
    });
  };
}

/** The format in words, for whoever reads that a time is none. */
export function describeTimeFormat(format: TimeFormat): string {
  if (format.kind === 'epoch') return `epoch time in ${format.unit}`;
  return { ymd: 'ISO 8601', dmy: 'day, month, year', mdy: 'month, day, year' }[format.order];
}

/** Warns of the local times that a change of the clocks made doubtful. */
export function warnOfChangedClocks(clock: LocalClock | null, context: ImportContext): void {
  const { repeated = 0, skipped = 0 } = clock?.counts ?? {};
  if (repeated > 0) {
    context.warn(
      'csv.repeated-hour',
      `Local times in the hour that repeats when daylight saving ends: ${repeated}. They were told apart by file order.`,
    );
  }
  if (skipped > 0) {
    context.warn(
      'csv.skipped-hour',
      `Local times in the hour that daylight saving leaves out: ${skipped}. Is the time zone right?`,
    );
  }
}
