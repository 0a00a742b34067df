// The one place where bytes are inflated: never without a limit, because a few kilobytes may unpack to gigabytes. What
// is kept in an audit says how much it unpacks to, and that is the limit; a file that comes in is judged as it grows.
import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress, zstdDecompressSync } from 'node:zlib';

export type Compression = 'gzip' | 'zstd';

/** Throws where the bytes are not zstd, or unpack to more than `mostBytes`, which is found out before they do. */
export const inflateZstd = (packed: Uint8Array, mostBytes: number): Buffer =>
  // A limit of none is not one that zlib knows.
  zstdDecompressSync(packed, { maxOutputLength: Math.max(1, mostBytes) });

/**
 * Inflates a stream. `admit` is told of the bytes unpacked so far, with those of the chunk that is to come, and throws
 * where they are too many. Throws what zlib says of bytes that are damaged or end too soon.
 */
export async function* inflateStream(
  packed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  compression: Compression,
  admit: (unpackedBytes: number) => void,
): AsyncGenerator<Buffer> {
  const inflater = compression === 'gzip' ? createGunzip() : createZstdDecompress();
  const source = Readable.from(packed, { objectMode: false });
  source.on('error', (error) => inflater.destroy(error));
  source.pipe(inflater);
  let unpackedBytes = 0;
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length;
      admit(unpackedBytes);
      yield chunk;
    }
  } finally {
    source.destroy();
    inflater.destroy();
  }
}

/** Whether the bytes themselves are at fault: damaged, or cut off. */
export const isOfInflater = (error: unknown): boolean =>
  /^Z(?:STD)?_/u.test(String((error as { code?: unknown } | null)?.code));
