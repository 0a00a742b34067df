// Typed arrays as they lie in the audit: little-endian, as every platform that Assay runs on, and compressed.
import { constants, zstdCompressSync } from 'node:zlib';
import { inflateZstd } from '../../inflate.ts';

/** Stacks or frames of one profile: more are refused when they come in, and when they are read. */
export const mostRows = 2 ** 26;

/** Two thirds of the time of the usual level, and no larger, on the columns of large profiles. */
const zstdOptions = { params: { [constants.ZSTD_c_compressionLevel]: 2 } };

export function pack(values: Int32Array | Float64Array): Buffer {
  return zstdCompressSync(Buffer.from(values.buffer, values.byteOffset, values.byteLength), zstdOptions);
}

/** Throws where the bytes are no whole column, or hold more than `most` values. */
export const unpackInt32 = (packed: Buffer, most: number): Int32Array =>
  new Int32Array(unpack(packed, most * Int32Array.BYTES_PER_ELEMENT));
export const unpackFloat64 = (packed: Buffer, most: number): Float64Array =>
  new Float64Array(unpack(packed, most * Float64Array.BYTES_PER_ELEMENT));

function unpack(packed: Buffer, mostBytes: number): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = inflateZstd(packed, mostBytes);
  const isWhole = byteOffset === 0 && byteLength === buffer.byteLength;
  // A small result lies within a buffer that others share; a copy begins where 8-byte elements may.
  return (isWhole ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
}

/** The columns of several weights one after another, and back. */
export function joinColumns(columns: readonly Float64Array[]): Float64Array {
  const length = columns[0]?.length ?? 0;
  const joined = new Float64Array(columns.length * length);
  for (const [index, column] of columns.entries()) joined.set(column, index * length);
  return joined;
}

export function splitColumns(joined: Float64Array, count: number): Float64Array[] {
  const length = count === 0 ? 0 : joined.length / count;
  return Array.from({ length: count }, (_, index) => joined.subarray(index * length, (index + 1) * length));
}
