// Rows of a metric CSV into columns of numbers. Almost every cell is plain digits, so they are read from the bytes
// without a string being made; a row that holds anything else is cut into cells and read with more patience.
import type { LocalClock } from '../../../../shared/domain/zone.ts';
import type { MetricBatch } from '../../kinds/metrics/batch.ts';
import { readRow } from '../../reading/row.ts';
import type { TimeFormat } from '../../reading/time.ts';
import type { ImportContext } from '../format.ts';
import { createAxes } from './axes.ts';
import { createRowBlock, takeRows } from './block.ts';
import { planColumns } from './columns.ts';
import { createFastRowReader } from './fast-row.ts';
import type { Layout } from './layout.ts';
import { offsetOf, type Place } from './place.ts';
import { createTimeReader, warnOfChangedClocks } from './row-time.ts';
import { createSlowRowReader } from './slow-row.ts';

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
/** A file of very many columns is handed on sooner. */
const blockValues = 4 * 1024 * 1024;

const lineFeed = 10;

/** `clock` reads times that name no zone; `hasKeys` says that columns of text tell series apart. */
export function createRowReader(
  layout: Layout & { timeFormat: TimeFormat },
  clock: LocalClock | null,
  context: ImportContext,
  hasKeys: boolean,
): RowReader {
  const { separator } = layout;
  const place: Place = { line: layout.dataLine, bufferOffset: 0, rowStart: 0 };
  const plan = planColumns(layout, hasKeys);
  const isLong = plan.keyColumns.length > 0;
  const slots = plan.valueColumns.length;
  const roomRows = Math.floor(blockValues / Math.max(1, slots));
  const block = createRowBlock(slots, Math.min(isLong ? longBlockRows : wideBlockRows, roomRows));
  const axes = createAxes(layout, plan, context, place);
  const timeOf = createTimeReader(layout.timeFormat, clock, context, place, block);
  const decimalMark = layout.decimal.charCodeAt(0);
  const readFastRow = createFastRowReader(separator, decimalMark, plan, block, axes, timeOf);
  const slowRow = createSlowRowReader(layout, plan, block, axes, timeOf, context, place);
  if (!isLong) axes.ofTexts([]);

  return {
    isFull: () => block.rows >= block.capacity,
    read(bytes, from, end, isLast) {
      let at = from;
      while (at < end && block.rows < block.capacity) {
        if (bytes[at] === lineFeed) {
          at += 1;
          place.line += 1;
          continue;
        }
        place.rowStart = at;
        const next = slowRow.isInOtherTable() ? -1 : readFastRow(bytes, at);
        if (next > 0) {
          at = next;
          place.line += 1;
          continue;
        }
        const row = readRow(bytes, at, end, separator, isLast);
        if (row === null) break;
        slowRow.read(row, isLast && row.next >= end);
        at = row.next;
        place.line += row.lineBreaks;
      }
      place.rowStart = at;
      return at;
    },
    rebase(consumed) {
      place.bufferOffset += consumed;
      place.rowStart -= consumed;
    },
    position: () => ({ line: place.line, offset: offsetOf(place) }),
    *take() {
      yield* axes.announce();
      yield* takeRows(block, axes.count());
    },
    finish() {
      slowRow.finish();
      warnOfChangedClocks(clock, context);
    },
  };
}
