// Sums of table rows: 32 bits that any flipped bit of a cell changes. They tell of failing disks and memory, not of a
// person who changes a file and its sums: against those stand the journal's chain and the signature.
import { crc32 } from 'node:zlib';

/** As SQLite stores it. A number and a bigint of the same value are the same cell. */
export type Cell = null | number | bigint | string | Uint8Array;

export interface Sum {
  rows: number;
  /** Signed 32 bits: of all cells of all rows, in any order. */
  sum: number;
}

const float = new Float64Array(1);
const integer = new BigInt64Array(float.buffer);
const words = new Int32Array(float.buffer);
/** High words of integers that a double holds exactly. */
const exactHigh = 2 ** 21;
/** Longer texts are faster in native code. */
const longestLoop = 48;

/** A change of either word, or of the column, changes the outcome. */
function mixed(column: number, low: number, high: number): number {
  let hash = Math.imul(low ^ column, 0x9e3779b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash ^ high, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function ofNumber(column: number, value: number): number {
  // SQLite keeps no negative zero, and null for what is no number.
  if (Number.isNaN(value)) return ofNull(column);
  float[0] = value + 0;
  return mixed(column, words[0] as number, words[1] as number);
}

function ofInteger(column: number, value: bigint): number {
  integer[0] = value;
  const low = words[0] as number;
  const high = words[1] as number;
  if (high >= -exactHigh && high < exactHigh) return ofNumber(column, high * 2 ** 32 + (low >>> 0));
  return mixed(~column, low, high);
}

function ofText(column: number, text: string): number {
  if (text.length > longestLoop) return mixed(~column, crc32(text), 1);
  // As it comes back from UTF-8.
  const kept = text.isWellFormed() ? text : text.toWellFormed();
  let hash = kept.length;
  for (let at = 0; at < kept.length; at += 1) hash = Math.imul(hash ^ kept.charCodeAt(at), 0x01000193);
  return mixed(~column, hash, 0);
}

const ofNull = (column: number): number => mixed(~column, 0, 2);

function ofCell(column: number, cell: Cell): number {
  switch (typeof cell) {
    case 'number':
      return ofNumber(column, cell);
    case 'string':
      return ofText(column, cell);
    case 'bigint':
      return ofInteger(column, cell);
    default:
      return cell === null ? ofNull(column) : mixed(~column, crc32(cell), 3);
  }
}

/** What stands for each column in the sums of its table, so that two cells of a row that change places are noticed. */
export const columnSeeds = (columns: readonly string[]): number[] => columns.map((name) => crc32(name) | 0);

/** The sum of one row, its cells in the order of `seeds`. */
export function sumOfRow(seeds: readonly number[], cells: readonly Cell[]): number {
  let sum = 0;
  for (let at = 0; at < cells.length; at += 1)
    sum = (sum + ofCell(seeds[at] as number, cells[at] as Cell)) | 0;
  return sum;
}

export function addRow(total: Sum, seeds: readonly number[], cells: readonly Cell[]): void {
  total.rows += 1;
  total.sum = (total.sum + sumOfRow(seeds, cells)) | 0;
}
