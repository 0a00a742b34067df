// What a file is wrapped in (gzip, zstd, a byte order mark, UTF-16) is undone here, so that importers see plain
// UTF-8 bytes. Recognised by bytes, never by name; wrappings may be nested.
import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { ByteStream } from './importer.ts';

/** How many decoded bytes a detector may look at. */
export const headBytes = 64 * 1024;

/** Nested deeper than this, a file is hostile rather than wrapped. */
const maxWrappings = 4;
/** A small file that unpacks to more than this many times its size is a decompression bomb. */
const maxExpansion = 2000;
const bombFloorBytes = 256 * 1024 * 1024;

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** The stream with every wrapping undone. Throws `import.truncated`, `import.corrupt` or `import.bomb`. */
export async function* decode(raw: ByteStream, fileName: string, depth = 0): AsyncGenerator<Uint8Array> {
  const { head, stream } = await peek(raw, 4);
  if (startsWith(head, 0x1f, 0x8b) || startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
    if (depth === maxWrappings) {
      throw new AssayError({
        code: 'import.bomb',
        message: `The file is compressed more than ${maxWrappings} times over.`,
        file: fileName,
        hint: 'Unpack it by hand and import what is inside.',
      });
    }
    const unpacker = head[0] === 0x1f ? createGunzip() : createZstdDecompress();
    yield* decode(unpack(stream, unpacker, fileName), fileName, depth + 1);
    return;
  }
  if (startsWith(head, 0xef, 0xbb, 0xbf)) yield* skip(stream, 3);
  else if (startsWith(head, 0xff, 0xfe)) yield* fromUtf16(skip(stream, 2), 'utf-16le');
  else if (startsWith(head, 0xfe, 0xff)) yield* fromUtf16(skip(stream, 2), 'utf-16be');
  else yield* stream;
}

/** The first `length` bytes (or all there are) and a stream that still holds them. */
export async function peek(
  stream: ByteStream,
  length: number,
): Promise<{ head: Uint8Array; stream: ByteStream }> {
  const iterator = stream[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let held = 0;
  while (held < length) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    held += next.value.length;
  }
  async function* replay(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
      while (true) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(chunks).subarray(0, length), stream: replay() };
}

async function* unpack(
  stream: ByteStream,
  unpacker: NodeJS.ReadWriteStream & { destroy(): void },
  fileName: string,
): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let unpacked = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      packed += chunk.length;
      yield chunk;
    }
  };
  const source = Readable.from(counted(), { objectMode: false });
  source.on('error', (error) => unpacker.emit('error', error));
  source.pipe(unpacker);
  try {
    for await (const chunk of unpacker as unknown as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > bombFloorBytes && unpacked > packed * maxExpansion) {
        throw new AssayError({
          code: 'import.bomb',
          message: `The file unpacks to more than ${maxExpansion} times its size.`,
          file: fileName,
          hint: 'Unpack it by hand and look at what it holds.',
        });
      }
      yield chunk;
    }
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'Z_BUF_ERROR') {
      throw new AssayError(
        {
          code: 'import.truncated',
          message: `The compressed file ends in the middle, after ${packed} bytes.`,
          file: fileName,
          offset: packed,
          hint: 'Copy it again from where it came from.',
        },
        error,
      );
    }
    if (code?.startsWith('Z_') || code?.startsWith('ZSTD_')) {
      throw new AssayError(
        {
          code: 'import.corrupt',
          message: `The compressed file is damaged near byte ${packed}: ${(error as Error).message}.`,
          file: fileName,
          offset: packed,
          hint: 'Copy it again from where it came from.',
        },
        error,
      );
    }
    throw error;
  } finally {
    source.destroy();
    unpacker.destroy();
  }
}

async function* skip(stream: ByteStream, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of stream) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left === 0 ? chunk : chunk.subarray(left);
      left = 0;
    }
  }
}

async function* fromUtf16(stream: ByteStream, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of stream) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  const rest = decoder.decode();
  if (rest.length > 0) yield Buffer.from(rest);
}
