// Typed arrays as they lie in the audit: little-endian, as every platform that Assay runs on, and compressed.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** No column of a profile is larger: as many samples as fit into memory have less. */
const largestColumnBytes = 2 ** 31 - 1;

/** Two thirds of the time of the usual level, and no larger, on the columns of large profiles. */
const zstdOptions = { params: { [constants.ZSTD_c_compressionLevel]: 2 } };

export function pack(values: Int32Array | Float64Array): Buffer {
  return zstdCompressSync(Buffer.from(values.buffer, values.byteOffset, values.byteLength), zstdOptions);
}

/** Throws where the bytes are no whole column. */
export const unpackInt32 = (packed: Buffer): Int32Array => new Int32Array(unpack(packed));
export const unpackFloat64 = (packed: Buffer): Float64Array => new Float64Array(unpack(packed));

function unpack(packed: Buffer): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = zstdDecompressSync(packed, {
    maxOutputLength: largestColumnBytes,
  });
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
