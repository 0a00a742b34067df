// Rows that hold anything but plain cells: cut into texts, read with patience, and refused with a reason.
import { inUnit, readCell } from '../../reading/numbers.ts';
import type { Row } from '../../reading/row.ts';
import type { TimeFormat } from '../../reading/time.ts';
import type { ImportContext } from '../format.ts';
import type { Axes } from './axes.ts';
import { keepRow, type RowBlock } from './block.ts';
import type { ColumnPlan } from './columns.ts';
import { headerText, type Layout } from './layout.ts';
import { offsetOf, type Place } from './place.ts';
import { describeTimeFormat, type TimeReader } from './row-time.ts';

export interface SlowRowReader {
  /** Reads the row into the block, or rejects it. `isLastOfFile` says that no byte comes behind it. */
  read(row: Row, isLastOfFile: boolean): void;
  /** True while the rows of another table are passed over: until the header of ours comes again. */
  isInOtherTable(): boolean;
  /** Tells the context what only shows at the end. */
  finish(): void;
}

export function createSlowRowReader(
  layout: Layout & { timeFormat: TimeFormat },
  plan: ColumnPlan,
  block: RowBlock,
  axes: Axes,
  timeOf: TimeReader,
  context: ImportContext,
  place: Place,
): SlowRowReader {
  const { columns, timeColumn, decimal } = layout;
  const { valueColumns, keyColumns } = plan;
  let infinities = 0;
  let repeatedHeaders = 0;
  /** Line of the header of another table, while rows of that table are passed over; else 0. */
  let otherTable = 0;

  const reject = (reason: string): void => context.reject(place.line, offsetOf(place), reason);

  function read(row: Row, isLastOfFile: boolean): void {
    const cells = withoutEmptyEnd(row.cells, columns.length);
    if (row.unclosedQuote) {
      const lost = row.lineBreaks > 0 ? `, and takes the ${row.lineBreaks} lines after it with it` : '';
      return reject(`a quoted cell of this row is never closed${lost}`);
    }
    // A spreadsheet ends in rows of separators alone.
    if (cells.every((cell) => cell.trim() === '')) return;
    const isHeader = layout.hasHeader && hasHeaderMark(cells, layout);
    if (isHeader) noteHeader(cells);
    if (otherTable > 0) {
      return reject(`belongs to another table, whose header stands on line ${otherTable}`);
    }
    if (isHeader) return;
    if (cells.length !== columns.length) {
      const isCut = isLastOfFile && cells.length < columns.length;
      const where = isCut ? 'the file ends in the middle of this row: ' : '';
      return reject(`${where}found ${cells.length} cells, expected ${columns.length}`);
    }
    readCells(cells);
  }

  function noteHeader(cells: readonly string[]): void {
    const isOurs = isHeaderOf(cells, layout);
    if (isOurs) repeatedHeaders += 1;
    otherTable = isOurs ? 0 : place.line;
  }

  function readCells(cells: readonly string[]): void {
    const timeText = cells[timeColumn] ?? '';
    const timeCell = Buffer.from(timeText.trim());
    const timeMs = timeOf(timeCell, 0, timeCell.length);
    if (timeMs !== timeMs) {
      const expected = describeTimeFormat(layout.timeFormat);
      return reject(`unreadable time: found ${shown(timeText)}, expected ${expected}`);
    }
    const axis = axes.ofTexts(keyColumns.map((index) => (cells[index] ?? '').trim()));
    const unreadable: string[] = [];
    let hasValue = false;
    valueColumns.forEach((index, slot) => {
      const cell = cells[index] ?? '';
      const value = readValue(cell, axes.unitOf(axis, slot));
      if (value === undefined) unreadable.push(`“${columns[index]?.header}” holds ${shown(cell)}`);
      else if (value === value) hasValue = true;
      (block.values[slot] as Float64Array)[block.rows] = value ?? Number.NaN;
    });
    if (unreadable.length > 0) {
      const kept = hasValue ? '; the other cells of the row are used' : '';
      reject(`unreadable value: ${unreadable.slice(0, 3).join(', ')}, expected a number${kept}`);
      if (!hasValue) return;
    }
    block.timesMs[block.rows] = timeMs;
    keepRow(block, axis);
  }

  /** The value in the series' unit; NaN is "no value", undefined is unreadable. */
  function readValue(cell: string, seriesUnit: string): number | undefined {
    const reading = readCell(cell, decimal);
    if (reading.kind === 'unreadable') return undefined;
    if (reading.kind === 'infinite') {
      infinities += 1;
      return Number.NaN;
    }
    return inUnit(reading, seriesUnit);
  }

  return {
    read,
    isInOtherTable: () => otherTable > 0,
    finish() {
      if (infinities > 0) {
        context.warn('csv.infinite-values', `Infinite values, read as “no value”: ${infinities}.`);
      }
      if (repeatedHeaders > 0) {
        const message = `Repetitions of the header inside the file, passed over: ${repeatedHeaders}.`;
        context.warn('csv.header-repeated', message);
      }
    },
  };
}

/** The cells but for empty ones beyond the width of the table. */
function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
  let length = cells.length;
  while (length > width && (cells[length - 1] ?? '').trim() === '') length -= 1;
  return length === cells.length ? cells : cells.slice(0, length);
}

/** A comment mark, or the name of the time column in its place. */
function hasHeaderMark(cells: readonly string[], { columns, timeColumn }: Layout): boolean {
  return (
    (cells[0] ?? '').startsWith('#') ||
    (timeColumn < cells.length &&
      headerText(cells[timeColumn] ?? '', timeColumn) === columns[timeColumn]?.header)
  );
}

const isHeaderOf = (cells: readonly string[], { columns }: Layout): boolean =>
  cells.length === columns.length &&
  cells.every((cell, index) => headerText(cell, index) === columns[index]?.header);

const shown = (cell: string): string =>
  cell === '' ? 'nothing' : `“${cell.length > 60 ? `${cell.slice(0, 60)}…` : cell}”`;
