// What a file is wrapped in (gzip, zstd, a byte order mark, UTF-16) is undone here, so that importers see plain
// UTF-8 bytes. Recognised by bytes, never by name; wrappings may be nested.
import { AssayError } from '../../../shared/domain/errors.ts';
import { inflateStream, isOfInflater, type Compression } from '../inflate.ts';
import { peek, type ByteStream } from '../reading/stream.ts';

/** Nested deeper than this, a file is hostile rather than wrapped. */
const maxWrappings = 4;
/** A file that unpacks, all wrappings together, to more than this many times its size is a decompression bomb. */
const maxExpansion = 250;
const bombFloorBytes = 256 * 1024 * 1024;

export const isBomb = (unpacked: number, packed: number): boolean =>
  unpacked > bombFloorBytes && unpacked > packed * maxExpansion;

export const bomb = (fileName: string): AssayError =>
  new AssayError({
    code: 'import.bomb',
    message: `The file unpacks to more than ${maxExpansion} times its size.`,
    file: fileName,
    hint: 'Unpack it by hand, look at what it holds, and import that.',
  });

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

export type Wrapping = Compression;

/**
 * The stream with every wrapping undone; the compressions among them are written into `wrappings`, outermost first,
 * before the first bytes come. Throws `import.truncated`, `import.corrupt` or `import.bomb`.
 */
export async function* decode(
  raw: ByteStream,
  fileName: string,
  wrappings: Wrapping[] = [],
): AsyncGenerator<Uint8Array> {
  const file = { name: fileName, bytesRead: 0, wrappings };
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of raw) {
      file.bytesRead += chunk.length;
      yield chunk;
    }
  };
  yield* unwrap(counted(), file);
}

interface WrappedFile {
  name: string;
  /** Of the file itself, before anything is undone. */
  bytesRead: number;
  wrappings: Wrapping[];
}

async function* unwrap(stream: ByteStream, file: WrappedFile): AsyncGenerator<Uint8Array> {
  const { head, stream: whole } = await peek(stream, 4);
  if (startsWith(head, 0x1f, 0x8b) || startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
    if (file.wrappings.length === maxWrappings) {
      throw new AssayError({
        code: 'import.bomb',
        message: `The file is compressed more than ${maxWrappings} times over.`,
        file: file.name,
        hint: 'Unpack it by hand and import what is inside.',
      });
    }
    const wrapping = head[0] === 0x1f ? 'gzip' : 'zstd';
    file.wrappings.push(wrapping);
    yield* unwrap(unpack(whole, wrapping, file), file);
    return;
  }
  if (startsWith(head, 0xef, 0xbb, 0xbf)) yield* skip(whole, 3);
  else if (startsWith(head, 0xff, 0xfe)) yield* fromUtf16(skip(whole, 2), 'utf-16le');
  else if (startsWith(head, 0xfe, 0xff)) yield* fromUtf16(skip(whole, 2), 'utf-16be');
  else yield* whole;
}

async function* unpack(
  stream: ByteStream,
  wrapping: Wrapping,
  file: WrappedFile,
): AsyncGenerator<Uint8Array> {
  try {
    yield* inflateStream(stream, wrapping, (unpacked) => {
      if (isBomb(unpacked, file.bytesRead)) throw bomb(file.name);
    });
  } catch (error) {
    throw asUnpackError(error, file);
  }
}

function asUnpackError(error: unknown, { name, bytesRead }: WrappedFile): unknown {
  const code = (error as { code?: string }).code;
  const hint = 'Copy it again from where it came from.';
  if (code === 'Z_BUF_ERROR') {
    const message = `The compressed file ends in the middle, after ${bytesRead} bytes.`;
    return new AssayError({ code: 'import.truncated', message, file: name, offset: bytesRead, hint }, error);
  }
  if (isOfInflater(error)) {
    const message = `The compressed file is damaged before byte ${bytesRead}: ${(error as Error).message}.`;
    return new AssayError({ code: 'import.corrupt', message, file: name, offset: bytesRead, hint }, error);
  }
  return error;
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
