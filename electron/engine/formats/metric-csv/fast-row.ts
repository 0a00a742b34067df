// Rows of plain cells, read from the bytes without a string being made. Every function here takes the place where a
// cell begins and returns the place behind it, or -1 when the row holds something that `slow-row.ts` must look at.
// A zero byte stands behind the last byte read so far: a cell that ends there may go on.
import { createKeyCells, type Axes, type KeyCells } from './axes.ts';
import { keepRow, type RowBlock } from './block.ts';
import { roleCodes, type ColumnPlan } from './columns.ts';
import type { TimeReader } from './row-time.ts';

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
const minus = 45;
const point = 46;
const upperE = 69;
const lowerE = 101;
/** FNV-1a, as signed 32 bits, which stay small integers. */
const hashSeed = 0x811c_9dc5 | 0;
const hashPrime = 0x0100_0193;

/** The longest run of digits that is an exact integer for certain. */
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, exponent) => Number(`1e${exponent}`));

/** Reads the row at `from` into the block; returns where the next row begins, or -1 and leaves the block as it was. */
export type FastRowReader = (bytes: Uint8Array, from: number) => number;

/** `separator` and `decimalMark` are bytes. */
export function createFastRowReader(
  separator: number,
  decimalMark: number,
  plan: ColumnPlan,
  block: RowBlock,
  axes: Axes,
  timeOf: TimeReader,
): FastRowReader {
  const { roles, slotOf, runLengths } = plan;
  const lastColumn = roles.length - 1;
  const keys = createKeyCells(plan.keyColumns.length);
  const hasKeys = plan.keyColumns.length > 0;
  // A mark that divides cells stands inside none.
  const mark = decimalMark === separator ? -1 : decimalMark;

  function readTimeCell(bytes: Uint8Array, from: number, row: number): number {
    const isQuoted = bytes[from] === quote;
    const start = isQuoted ? from + 1 : from;
    const end = endOfCell(bytes, start, isQuoted ? quote : separator);
    if (end < 0) return -1;
    const timeMs = timeOf(bytes, start, end);
    if (timeMs !== timeMs) return -1;
    block.timesMs[row] = timeMs;
    if (isQuoted) return bytes[end] === quote ? end + 1 : -1;
    return bytes[end] === quote ? -1 : end;
  }

  return (bytes, from) => {
    const row = block.rows;
    let at = from;
    let keyIndex = 0;
    keys.hash = hashSeed;
    for (let column = 0; column <= lastColumn; column += 1) {
      const role = roles[column] as number;
      if (role === roleCodes.value) {
        const slot = slotOf[column] as number;
        const count = runLengths[column] as number;
        at =
          count === 1
            ? readValueCell(bytes, at, mark, block.values[slot] as Float64Array, row)
            : readValueCells(bytes, at, separator, mark, block.values, slot, count, row);
        column += count - 1;
      } else if (role === roleCodes.key) {
        at = readKeyCell(bytes, at, separator, keys, keyIndex);
        keyIndex += 1;
      } else if (role === roleCodes.time) at = readTimeCell(bytes, at, row);
      else at = passCell(bytes, at, separator);
      if (at < 0) return -1;
      const byte = bytes[at];
      if (column < lastColumn) {
        if (byte !== separator) return -1;
        at += 1;
      } else if (byte === lineFeed) at += 1;
      else if (byte === carriageReturn && bytes[at + 1] === lineFeed) at += 2;
      else return -1;
    }
    keepRow(block, hasKeys ? axes.ofBytes(bytes, keys) : 0);
    return at;
  };
}

/**
 * Columns of values that stand side by side: one call for all of them, as there are hundreds in a wide file. The one
 * value of a long row is read without it.
 */
function readValueCells(
  bytes: Uint8Array,
  from: number,
  separator: number,
  mark: number,
  values: Float64Array[],
  slot: number,
  count: number,
  row: number,
): number {
  let at = readValueCell(bytes, from, mark, values[slot] as Float64Array, row);
  for (let index = 1; index < count; index += 1) {
    if (at < 0 || bytes[at] !== separator) return -1;
    at = readValueCell(bytes, at + 1, mark, values[slot + index] as Float64Array, row);
  }
  return at;
}

/** A number, perhaps in quotes, or nothing, into `values[row]`. `mark` is the byte of the decimal mark. */
function readValueCell(
  bytes: Uint8Array,
  from: number,
  mark: number,
  values: Float64Array,
  row: number,
): number {
  let at = from;
  let byte = bytes[at] as number;
  const isQuoted = byte === quote;
  if (isQuoted) byte = bytes[(at += 1)] as number;
  const start = at;
  const isNegative = byte === minus;
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
  if (byte === mark) {
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
    if (isNegative || isQuoted || byte === mark) return -1;
    value = Number.NaN;
  } else if (digits > exactDigits || byte === lowerE || byte === upperE) {
    // More digits than an exact integer holds, or an exponent: Number rounds them correctly.
    while (isNumberByte(byte)) byte = bytes[(at += 1)] as number;
    const text = latin1(bytes, start, at);
    value = Number(mark === point ? text : text.replace(',', '.'));
    if (!(Math.abs(value) <= Number.MAX_VALUE)) return -1;
  } else {
    // Both are exact, so that the quotient is the nearest double to what was written.
    value = places === 0 ? mantissa : mantissa / (powersOfTen[places] as number);
    if (isNegative) value = -value;
  }
  if (isQuoted) {
    if (byte !== quote) return -1;
    at += 1;
  }
  values[row] = value;
  return at;
}

/** A bare text, whose place is noted and whose bytes go into the hash of the row's keys. */
function readKeyCell(
  bytes: Uint8Array,
  from: number,
  separator: number,
  keys: KeyCells,
  index: number,
): number {
  let at = from;
  let byte = bytes[at] as number;
  let { hash } = keys;
  while (byte !== separator && byte !== lineFeed && byte !== carriageReturn && byte !== 0) {
    if (byte === quote) return -1;
    hash = Math.imul(hash ^ byte, hashPrime);
    byte = bytes[(at += 1)] as number;
  }
  keys.hash = Math.imul(hash ^ 0x1f, hashPrime);
  keys.starts[index] = from;
  keys.ends[index] = at;
  return at;
}

/** A bare text that nobody needs. */
function passCell(bytes: Uint8Array, from: number, separator: number): number {
  const end = endOfCell(bytes, from, separator);
  return end < 0 || bytes[end] === quote ? -1 : end;
}

/** The first `stop`, quote or line end from `from` on. */
function endOfCell(bytes: Uint8Array, from: number, stop: number): number {
  let at = from;
  let byte = bytes[at] as number;
  while (byte !== stop && byte !== lineFeed && byte !== carriageReturn && byte !== 0 && byte !== quote) {
    byte = bytes[(at += 1)] as number;
  }
  return byte === 0 ? -1 : at;
}

/** Digits, the sign and the mark of an exponent. */
const isNumberByte = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || byte === lowerE || byte === upperE || byte === 43 || byte === minus;

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
