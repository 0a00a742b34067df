// Rows of a metric CSV into columns of numbers. Almost every cell is plain digits, so they are read from the bytes
// without a string being made; a row that holds anything else is cut into cells and read with more patience.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { MetricBatch, SeriesHeader } from '../../kinds/metrics/batch.ts';
import type { ImportContext } from '../format.ts';
import { byAxis, tellApart } from './grouping.ts';
import { describeSeries, parseSeriesName } from '../../reading/header.ts';
import { headerText, type Layout } from './layout.ts';
import { inUnit, readCell } from '../../reading/numbers.ts';
import { decodeText, readRow, type Row } from '../../reading/row.ts';
import type { LocalClock } from '../../../../shared/domain/zone.ts';
import { readCalendar, readEpoch, type CalendarTime } from '../../reading/time.ts';
import { unitOf } from '../../reading/units.ts';

export interface RowReader {
  /** Reads rows from `from` until the bytes or the block end; returns where the next row begins. */
  read(bytes: Uint8Array, from: number, end: number, isLast: boolean): number;
  /** The next buffer begins this many bytes further into the file. */
  rebase(bytes: number): void;
  /** Where reading stands: 1-based line and byte offset of the next row. */
  position(): { line: number; offset: number };
  /** Takes what has been read since the last call, axes before their samples. */
  take(): Generator<MetricBatch>;
  isFull(): boolean;
  /** Tells the context what only shows at the end. */
  finish(): void;
}

/** Rows read before they are handed on: many in a long file, where they are shared out among its series. */
const wideBlockRows = 4096;
const longBlockRows = 65_536;
/** The last instant that has a calendar date in JavaScript. */
const maxEpochMs = 8.64e15;
/** More series than anyone can look at: a column of ids was taken for labels. */
const maxSeries = 200_000;

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
const roleCodes = { ignored: 0, time: 1, value: 2, key: 3 } as const;
const powersOfTen = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

interface Group {
  axis: number;
  /** The bytes of its key cells, to tell groups of the same hash apart. */
  keyBytes: Uint8Array;
}

export function createRowReader(
  layout: Layout,
  clock: LocalClock | null,
  context: ImportContext,
  layoutKeys: boolean,
): RowReader {
  const { separator, columns, timeColumn } = layout;
  const columnCount = columns.length;
  const lastColumn = columnCount - 1;
  const decimal = layout.decimal.charCodeAt(0);
  const roles = Uint8Array.from(columns, ({ role }) =>
    role === 'key' && !layoutKeys ? roleCodes.ignored : roleCodes[role],
  );
  const valueColumns = columns.flatMap(({ role }, index) => (role === 'value' ? [index] : []));
  const keyColumns = layoutKeys ? columns.flatMap(({ role }, index) => (role === 'key' ? [index] : [])) : [];
  const slotOf = Int32Array.from(columns, (_, index) => valueColumns.indexOf(index));
  const seriesUnits = valueColumns.map((index) => columns[index]?.cellUnit ?? '');
  const wantedUnit = context.options['unit'] ?? '';
  const chosenUnit = unitOf(wantedUnit) ?? wantedUnit;
  const timeFormat = layout.timeFormat;
  if (timeFormat === null) throw new Error('A row reader needs a time format.');

  const blockRows = keyColumns.length === 0 ? wideBlockRows : longBlockRows;
  const times = new Float64Array(blockRows);
  const axisOf = new Int32Array(blockRows);
  const values = valueColumns.map(() => new Float64Array(blockRows));
  let rows = 0;

  const groupsByHash = new Map<number, Group>();
  const axesByKey = new Map<string, number>();
  const seriesOfAxis: SeriesHeader[][] = [];
  let announced = 0;

  const keyStarts = new Int32Array(keyColumns.length);
  const keyEnds = new Int32Array(keyColumns.length);
  const calendar: CalendarTime = { localMs: 0, offsetMinutes: 0 };
  let line = layout.dataLine;
  /** Decoded bytes before the buffer that is being read, and where in it the current row begins. */
  let bufferOffset = 0;
  let rowStart = 0;
  let previousMs = Number.NEGATIVE_INFINITY;
  let infinities = 0;
  let repeatedHeaders = 0;
  /** Line of the header of another table, while rows of that table are passed over; else 0. */
  let otherTable = 0;

  if (keyColumns.length === 0) axisFor([]);

  /** The axis of these key cells; a new one is described and announced with the next batch. */
  function axisFor(keys: string[]): number {
    const id = JSON.stringify(keys);
    const known = axesByKey.get(id);
    if (known !== undefined) return known;
    const axis = seriesOfAxis.length;
    if (axis * valueColumns.length >= maxSeries) {
      throw new AssayError({
        code: 'csv.too-many-series',
        message: `The file would make more than ${maxSeries} series; a column of ids seems to be taken for labels.`,
        file: context.fileName,
        line,
        hint: 'Name the columns that hold values (--option value-columns=…).',
      });
    }
    axesByKey.set(id, axis);
    seriesOfAxis.push(describeAxis(keys));
    return axis;
  }

  function describeAxis(keys: string[]): SeriesHeader[] {
    const labels: Record<string, string> = {};
    let named = { name: '', labels: {} as Record<string, string> };
    let unitCell = '';
    keyColumns.forEach((column, index) => {
      const cell = (keys[index] ?? '').trim();
      if (column === layout.nameColumn) named = parseSeriesName(cell);
      else if (column === layout.unitColumn) unitCell = unitOf(cell) ?? cell;
      else if (cell !== '') labels[columns[column]?.header ?? ''] = cell;
    });
    const headers = valueColumns.map((column, slot) => {
      const header = columns[column]?.header ?? '';
      const unit = chosenUnit || unitCell || (seriesUnits[slot] ?? '');
      if (named.name === '') return describeSeries(header, labels, unit);
      const statistic = valueColumns.length > 1 ? { statistic: header } : {};
      return describeSeries(named.name, { ...named.labels, ...labels, ...statistic }, unit);
    });
    return tellApart(headers, valueColumns);
  }

  function readFastRow(bytes: Uint8Array, from: number): number {
    let at = from;
    let keyHash = 0x811c_9dc5;
    let keyIndex = 0;
    for (let column = 0; column < columnCount; column += 1) {
      const role = roles[column] as number;
      let byte = bytes[at] as number;
      if (role === roleCodes.value) {
        const isQuoted = byte === quote;
        if (isQuoted) byte = bytes[(at += 1)] as number;
        const isNegative = byte === 45;
        const start = at;
        if (isNegative) byte = bytes[(at += 1)] as number;
        const digitsFrom = at;
        let mantissa = 0;
        let digit = byte - 48;
        while (digit >= 0 && digit <= 9) {
          mantissa = mantissa * 10 + digit;
          byte = bytes[(at += 1)] as number;
          digit = byte - 48;
        }
        let digits = at - digitsFrom;
        let places = 0;
        if (byte === decimal && separator !== decimal) {
          byte = bytes[(at += 1)] as number;
          digit = byte - 48;
          const placesFrom = at;
          while (digit >= 0 && digit <= 9) {
            mantissa = mantissa * 10 + digit;
            byte = bytes[(at += 1)] as number;
            digit = byte - 48;
          }
          places = at - placesFrom;
          digits += places;
        }
        let value: number;
        if (digits === 0) {
          if (isNegative || isQuoted || byte === decimal) return -1;
          value = Number.NaN;
        } else if (digits > 15 || byte === 101 || byte === 69) {
          // More digits than an exact integer holds, or an exponent: Number rounds them correctly.
          while (isNumberByte(byte)) byte = bytes[(at += 1)] as number;
          const text = latin1(bytes, start, at);
          value = Number(decimal === 46 ? text : text.replace(',', '.'));
          if (!(Math.abs(value) <= Number.MAX_VALUE)) return -1;
        } else {
          // Both are exact, so that the quotient is the nearest double to what was written.
          value = places === 0 ? mantissa : mantissa / (powersOfTen[places] as number);
          if (isNegative) value = -value;
        }
        if (isQuoted) {
          if (byte !== quote) return -1;
          byte = bytes[(at += 1)] as number;
        }
        (values[slotOf[column] as number] as Float64Array)[rows] = value;
      } else {
        const isQuoted = byte === quote;
        if (isQuoted) {
          if (role !== roleCodes.time) return -1;
          byte = bytes[(at += 1)] as number;
        }
        const start = at;
        if (role === roleCodes.key) {
          while (byte !== separator && byte !== lineFeed && byte !== carriageReturn && byte !== 0) {
            if (byte === quote) return -1;
            keyHash = Math.imul(keyHash ^ byte, 0x0100_0193);
            byte = bytes[(at += 1)] as number;
          }
          keyHash = Math.imul(keyHash ^ 0x1f, 0x0100_0193);
          keyStarts[keyIndex] = start;
          keyEnds[keyIndex] = at;
          keyIndex += 1;
        } else {
          const stop = isQuoted ? quote : separator;
          while (
            byte !== stop &&
            byte !== lineFeed &&
            byte !== carriageReturn &&
            byte !== 0 &&
            byte !== quote
          ) {
            byte = bytes[(at += 1)] as number;
          }
          // Zero stands behind the last byte read so far: the cell may go on.
          if (byte === 0) return -1;
          if (role === roleCodes.time) {
            const time = readTime(bytes, start, at);
            if (time !== time) return -1;
            times[rows] = time;
          }
          if (isQuoted) {
            if (byte !== quote) return -1;
            byte = bytes[(at += 1)] as number;
          } else if (byte === quote) return -1;
        }
      }
      if (column < lastColumn) {
        if (byte !== separator) return -1;
        at += 1;
      } else if (byte === lineFeed) at += 1;
      else if (byte === carriageReturn && bytes[at + 1] === lineFeed) at += 2;
      else return -1;
    }
    axisOf[rows] = keyColumns.length === 0 ? 0 : axisOfBytes(bytes, keyHash);
    previousMs = times[rows] as number;
    rows += 1;
    return at;
  }

  function axisOfBytes(bytes: Uint8Array, hash: number): number {
    const group = groupsByHash.get(hash);
    if (group !== undefined && isSameKey(group.keyBytes, bytes, keyStarts, keyEnds)) return group.axis;
    const keys = Array.from(keyStarts, (start, index) =>
      decodeText(bytes, start, keyEnds[index] as number).trim(),
    );
    const axis = axisFor(keys);
    if (group === undefined) {
      const parts = Array.from(keyStarts, (start, index) =>
        bytes.slice(start, (keyEnds[index] as number) + 1),
      );
      for (const part of parts) part[part.length - 1] = 0x1f;
      groupsByHash.set(hash, { axis, keyBytes: Buffer.concat(parts) });
    }
    return axis;
  }

  /** Epoch ms, or NaN when the bytes are no time of the file's format. Throws when its zone is not known. */
  function readTime(bytes: Uint8Array, from: number, to: number): number {
    if (timeFormat?.kind === 'epoch') {
      const time = readEpoch(bytes, from, to, timeFormat.unit);
      return Math.abs(time) <= maxEpochMs ? time : Number.NaN;
    }
    const order = timeFormat?.order ?? 'ymd';
    if (!readCalendar(bytes, from, to, order, calendar)) return Number.NaN;
    const { localMs, offsetMinutes } = calendar;
    if (offsetMinutes === offsetMinutes) return localMs - offsetMinutes * 60_000;
    if (clock !== null) return clock.toEpoch(localMs, previousMs);
    throw new AssayError({
      code: 'csv.time-zone-missing',
      message: `Line ${line}: the time “${decodeText(bytes, from, to)}” names no time zone.`,
      file: context.fileName,
      line,
      offset: bufferOffset + rowStart,
      hint: 'Say in which zone the file was written: --tz Europe/Berlin, or --tz UTC.',
    });
  }

  function reject(reason: string): void {
    context.reject(line, bufferOffset + rowStart, reason);
  }

  function readSlowRow(row: Row, isLast: boolean): void {
    const { cells } = row;
    while (cells.length > columnCount && (cells.at(-1) ?? '').trim() === '') cells.pop();
    if (row.unclosedQuote) {
      const lost = row.lineBreaks > 0 ? `, and takes the ${row.lineBreaks} lines after it with it` : '';
      return reject(`a quoted cell of this row is never closed${lost}`);
    }
    // A spreadsheet ends in rows of separators alone.
    if (cells.every((cell) => cell.trim() === '')) return;
    const isHeader = layout.hasHeader && hasHeaderMark(cells);
    if (isHeader) {
      const isOurs =
        cells.length === columnCount &&
        cells.every((cell, index) => headerText(cell, index) === columns[index]?.header);
      if (isOurs) repeatedHeaders += 1;
      otherTable = isOurs ? 0 : line;
    }
    if (otherTable > 0) {
      return reject(`belongs to another table, whose header stands on line ${otherTable}`);
    }
    if (isHeader) return;
    if (cells.length !== columnCount) {
      const where = isLast && cells.length < columnCount ? 'the file ends in the middle of this row: ' : '';
      return reject(`${where}found ${cells.length} cells, expected ${columnCount}`);
    }
    const timeCell = Buffer.from((cells[timeColumn] ?? '').trim());
    const time = readTime(timeCell, 0, timeCell.length);
    if (time !== time) {
      return reject(`unreadable time: found ${shown(cells[timeColumn] ?? '')}, expected ${expectedTime()}`);
    }
    const axis = axisFor(keyColumns.map((index) => (cells[index] ?? '').trim()));
    const unreadable: string[] = [];
    valueColumns.forEach((index, slot) => {
      const value = readValue(cells[index] ?? '', seriesOfAxis[axis]?.[slot]?.unit ?? '');
      if (value === undefined)
        unreadable.push(`“${columns[index]?.header}” holds ${shown(cells[index] ?? '')}`);
      (values[slot] as Float64Array)[rows] = value ?? Number.NaN;
    });
    if (unreadable.length > 0) {
      const usable = values.some((column) => column[rows] === column[rows]);
      const kept = usable ? '; the other cells of the row are used' : '';
      reject(`unreadable value: ${unreadable.slice(0, 3).join(', ')}, expected a number${kept}`);
      if (!usable) return;
    }
    times[rows] = time;
    axisOf[rows] = axis;
    previousMs = time;
    rows += 1;
  }

  /** A comment mark, or the name of the time column in its place. */
  function hasHeaderMark(cells: readonly string[]): boolean {
    return (
      (cells[0] ?? '').startsWith('#') ||
      (timeColumn < cells.length &&
        headerText(cells[timeColumn] ?? '', timeColumn) === columns[timeColumn]?.header)
    );
  }

  /** The value in the series' unit; NaN is "no value", undefined is unreadable. */
  function readValue(cell: string, seriesUnit: string): number | undefined {
    const reading = readCell(cell, layout.decimal);
    if (reading.kind === 'unreadable') return undefined;
    if (reading.kind === 'infinite') {
      infinities += 1;
      return Number.NaN;
    }
    return inUnit(reading, seriesUnit);
  }

  function expectedTime(): string {
    if (timeFormat?.kind === 'epoch') return `epoch time in ${timeFormat.unit}`;
    return { ymd: 'ISO 8601', dmy: 'day, month, year', mdy: 'month, day, year' }[timeFormat?.order ?? 'ymd'];
  }

  return {
    isFull: () => rows >= blockRows,
    read(bytes, from, end, isLast) {
      let at = from;
      while (at < end && rows < blockRows) {
        const byte = bytes[at];
        if (byte === lineFeed) {
          at += 1;
          line += 1;
          continue;
        }
        rowStart = at;
        const next = otherTable > 0 ? -1 : readFastRow(bytes, at);
        if (next > 0) {
          at = next;
          line += 1;
          continue;
        }
        const row = readRow(bytes, at, end, separator, isLast);
        if (row === null) break;
        readSlowRow(row, isLast && row.next >= end);
        at = row.next;
        line += row.lineBreaks;
      }
      rowStart = at;
      return at;
    },
    rebase(consumed) {
      bufferOffset += consumed;
      rowStart -= consumed;
    },
    position: () => ({ line, offset: bufferOffset + rowStart }),
    *take() {
      for (; announced < seriesOfAxis.length; announced += 1) {
        yield {
          kind: 'metrics',
          type: 'axis',
          axis: announced,
          series: seriesOfAxis[announced] as SeriesHeader[],
        };
      }
      const count = rows;
      rows = 0;
      if (count === 0) return;
      if (keyColumns.length === 0) {
        yield {
          kind: 'metrics',
          type: 'samples',
          axis: 0,
          timesMs: times.subarray(0, count),
          columns: values.map((column) => column.subarray(0, count)),
        };
        return;
      }
      yield* byAxis(count, seriesOfAxis.length, times, axisOf, values);
    },
    finish() {
      if (infinities > 0) {
        context.warn('csv.infinite-values', `Infinite values, read as “no value”: ${infinities}.`);
      }
      if (repeatedHeaders > 0) {
        context.warn(
          'csv.header-repeated',
          `Repetitions of the header inside the file, passed over: ${repeatedHeaders}.`,
        );
      }
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
    },
  };
}

function isSameKey(key: Uint8Array, bytes: Uint8Array, starts: Int32Array, ends: Int32Array): boolean {
  let at = 0;
  for (let index = 0; index < starts.length; index += 1) {
    for (let byte = starts[index] as number; byte < (ends[index] as number); byte += 1, at += 1) {
      if (key[at] !== bytes[byte]) return false;
    }
    if (key[at] !== 0x1f) return false;
    at += 1;
  }
  return at === key.length;
}

/** Digits, the sign and the mark of an exponent. */
const isNumberByte = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || byte === 101 || byte === 69 || byte === 43 || byte === 45;

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');

const shown = (cell: string): string =>
  cell === '' ? 'nothing' : `“${cell.length > 60 ? `${cell.slice(0, 60)}…` : cell}”`;
