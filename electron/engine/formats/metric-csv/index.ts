// Metric CSVs. Wide: a time column and one column a series. Long: rows told apart by text columns, such as
// time, metric, host, value. Both are one grammar; a file is long as soon as a column of text divides its rows.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { MetricBatch } from '../../kinds/metrics/batch.ts';
import { explainsOnly, type ImportContext, type Format } from '../format.ts';
import { headBytes, type ByteStream } from '../../reading/stream.ts';
import { readLayout, type Layout } from './layout.ts';
import { createRowReader } from './reader.ts';
import { fixedClock, zoneClock, type LocalClock } from '../../../../shared/domain/zone.ts';
import { openWindow, type ByteWindow } from '../../reading/window.ts';
import { howToExportLong, howToExportWide } from './how-to-export.ts';

const lineFeed = 10;
/** A row longer than this is an unclosed quote or no table. */
const maxRowBytes = 8 * 1024 * 1024;
/** Each column of values is a series that is held in memory; more come of a table that was turned on its side. */
const maxColumns = 50_000;
const separators = [44, 59, 9];
const quote = 34;

type Shape = 'wide' | 'long';

const hasKeys = ({ columns }: Layout): boolean => columns.some(({ role }) => role === 'key');
const valueCount = ({ columns }: Layout): number => columns.filter(({ role }) => role === 'value').length;

/**
 * Sure with a named time column, less so with one told by its content. A table of numbers without any time, and one
 * of times without any number, score low but not zero, so that the import says what is missing.
 */
function detect(head: Uint8Array, shape: Shape): number {
  // A header longer than the head is read as far as it goes.
  const isHeaderCut = head.length >= headBytes && !head.includes(lineFeed);
  const layout = readLayout(head, head.length < headBytes || isHeaderCut, {});
  if (layout === null || layout.consistency < 0.5) return 0;
  const isTable = !isHeaderCut && layout.hasHeader && layout.consistency > 0.9;
  if (valueCount(layout) === 0) {
    return isTable && layout.timeFormat !== null && shape === 'wide' ? explainsOnly : 0;
  }
  if (layout.timeColumn < 0) return isTable && shape === 'wide' ? explainsOnly : 0;
  if (layout.timeFormat === null && layout.dataOffset !== Number.MAX_SAFE_INTEGER) {
    return shape === 'wide' ? explainsOnly : 0;
  }
  if (shape !== (hasKeys(layout) ? 'long' : 'wide')) return 0;
  const sureness = layout.timeByName ? 0.85 : layout.hasHeader ? 0.6 : 0.4;
  return shape === 'wide' || layout.nameColumn >= 0 ? sureness : sureness - 0.1;
}

async function* parse(stream: ByteStream, context: ImportContext, shape: Shape): AsyncGenerator<MetricBatch> {
  const window = openWindow(stream);
  try {
    const layout = await layoutOf(window, context);
    checkLayout(layout, context, shape);
    warnOfGuesses(layout, context, shape);
    const reader = createRowReader(layout, clockOf(layout, context), context, shape === 'long');
    let at = Math.min(layout.dataOffset, window.length);
    while (true) {
      at = reader.read(window.bytes, at, window.length, window.ended);
      if (reader.isFull()) {
        yield* reader.take();
        continue;
      }
      if (window.ended) break;
      if (window.length - at > maxRowBytes) throw rowTooLong(context, reader.position());
      window.drop(at);
      reader.rebase(at);
      at = 0;
      await window.more();
    }
    yield* reader.take();
    reader.finish();
  } finally {
    await window.close();
  }
}

/** From the first 64 KB; from more where a header of many columns leaves no room there for a row of data. */
async function layoutOf(window: ByteWindow, context: ImportContext): Promise<Layout | null> {
  for (let length = headBytes; ; length *= 4) {
    while (!window.ended && window.length < length) await window.more();
    const isWhole = window.ended && window.length <= length;
    const head = window.bytes.subarray(0, Math.min(window.length, length));
    refuseColumnsOf(head, context);
    const layout = readLayout(head, isWhole, context.options);
    const hasData = layout !== null && layout.dataOffset !== Number.MAX_SAFE_INTEGER;
    if (hasData || isWhole) return layout;
    if (length > maxRowBytes) {
      throw rowTooLong(context, layout === null ? { line: 1, offset: 0 } : { line: layout.dataLine });
    }
  }
}

/** Before the cells of a first line of that many columns are cut. */
function refuseColumnsOf(head: Uint8Array, context: ImportContext): void {
  const counts = new Uint32Array(256);
  let isQuoted = false;
  for (const byte of head) {
    if (byte === quote) isQuoted = !isQuoted;
    else if (!isQuoted) counts[byte] = (counts[byte] as number) + 1;
    if (byte === lineFeed && !isQuoted) break;
  }
  refuseColumns(Math.max(...separators.map((separator) => counts[separator] as number)), 1, context);
}

function refuseColumns(count: number, line: number, context: ImportContext): void {
  if (count <= maxColumns) return;
  throw new AssayError({
    code: 'csv.too-many-columns',
    message: `The table has more than ${maxColumns} columns.`,
    file: context.fileName,
    line,
    hint: 'Export fewer metrics at a time; a table with a metric a row and a time a column must be turned first.',
  });
}

function rowTooLong(context: ImportContext, position: { line: number; offset?: number }): AssayError {
  return new AssayError({
    code: 'csv.row-too-long',
    message: `The row that begins on line ${position.line} does not end within ${maxRowBytes / 1024 / 1024} MiB.`,
    file: context.fileName,
    ...position,
    hint: 'Look there for a quote that is never closed, or for a file that is no CSV.',
  });
}

/** Throws where nothing could be read: no table, no time column, no value column, an order of dates unknown. */
function checkLayout(
  layout: Layout | null,
  context: ImportContext,
  shape: Shape,
): asserts layout is Layout & { timeFormat: NonNullable<Layout['timeFormat']> } {
  const file = context.fileName;
  if (layout === null) {
    throw new AssayError({
      code: 'csv.not-a-table',
      message: 'The file is no table: no separator divides its lines into the same number of cells.',
      file,
      line: 1,
      offset: 0,
      hint: 'Expected lines such as “time,latency_ms” and “2024-03-01T12:00:00Z,12.5”; name another separator with --option separator=….',
    });
  }
  refuseColumns(layout.columns.length, layout.headerLine, context);
  const found = layout.columns.map(({ header }) => `“${header}”`).join(', ');
  const line = layout.headerLine;
  if (layout.timeColumn < 0) {
    throw new AssayError({
      code: 'csv.time-column-missing',
      message: `No column holds times. Found ${found}; expected one named time, timestamp or date, with ISO 8601 or epoch times.`,
      file,
      line,
      offset: 0,
      hint: 'Export the time with the values, or name the column: --option time-column=NAME.',
    });
  }
  const timeHeader = layout.columns[layout.timeColumn]?.header;
  if (layout.timeFormat === null && layout.dataOffset !== Number.MAX_SAFE_INTEGER) {
    throw new AssayError({
      code: 'csv.time-format-unknown',
      message: `The times in column “${timeHeader}” cannot be read; expected ISO 8601, a calendar date or epoch numbers.`,
      file,
      line: layout.dataLine,
      offset: layout.dataOffset,
      hint: 'Name the format: --option time-format=iso, ymd, dmy, mdy, epoch-s, epoch-ms, epoch-us or epoch-ns.',
    });
  }
  if (layout.dateOrderUnknown && layout.headerOffsetMinutes === null) {
    throw new AssayError({
      code: 'csv.date-order-ambiguous',
      message: `The dates in column “${timeHeader}” could begin with the day or with the month.`,
      file,
      line: layout.dataLine,
      offset: layout.dataOffset,
      hint: 'Say which: --option time-format=dmy or --option time-format=mdy.',
    });
  }
  if (valueCount(layout) === 0) {
    throw new AssayError({
      code: 'csv.value-column-missing',
      message: `No column beside “${timeHeader}” holds numbers. Found ${found}.`,
      file,
      line,
      offset: 0,
      hint: 'Check the separator and the decimal mark (--option separator=…, --option decimal=…).',
    });
  }
  if (shape === 'long' && !hasKeys(layout)) {
    throw new AssayError({
      code: 'csv.metric-column-missing',
      message: `No column of text names the metric of each row. Found ${found}.`,
      file,
      line,
      offset: 0,
      hint: 'Import it as metric-csv-wide.',
    });
  }
  layout.timeFormat ??= { kind: 'calendar', order: 'ymd' };
}

function warnOfGuesses(layout: Layout, context: ImportContext, shape: Shape): void {
  const ignored = layout.columns.filter(
    ({ role }) => role === 'ignored' || (role === 'key' && shape === 'wide'),
  );
  if (ignored.length > 0) {
    const names = ignored.map(({ header }) => `“${header}”`).join(', ');
    context.warn('csv.column-ignored', `Not imported, because they hold no metric: ${names}.`);
  }
  if (layout.decimalAssumed) {
    const mark = layout.decimal === ',' ? 'decimal comma' : 'thousands separator';
    context.warn(
      'csv.decimal-mark-assumed',
      `Numbers such as “1,234” could be read in two ways; the comma was taken for a ${mark}.`,
    );
  }
  if (!layout.hasHeader) {
    context.warn('csv.header-missing', 'The file has no header; its columns are named by their place.');
  }
}

function clockOf(layout: Layout, context: ImportContext): LocalClock | null {
  if (layout.headerOffsetMinutes !== null) return fixedClock(layout.headerOffsetMinutes);
  return context.timeZone === undefined ? null : zoneClock(context.timeZone);
}

const importerOf = (shape: Shape, title: string): Format<MetricBatch> => ({
  id: `metric-csv-${shape}`,
  kinds: ['metrics'],
  title,
  version: 2,
  // Version 1 was one unit in the last place off for cells of µs and s in a column of ns, and of ms in one of µs.
  earlierVersions: [1],
  howToExport: shape === 'wide' ? howToExportWide : howToExportLong,
  detect: (head) => detect(head, shape),
  parse: (stream, context) => parse(stream, context, shape),
});

export const formats = [
  importerOf('wide', 'Metric CSV, one column a series'),
  importerOf('long', 'Metric CSV, one row a sample'),
] as const;
