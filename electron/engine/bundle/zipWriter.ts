// Writes a bundle's zip beside its destination and moves it there when it is whole and on disk.
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { AssayError } from '../../../shared/domain/errors.ts';
import { placeFile } from '../db/place-file.ts';
import { asAuditError } from '../db/system-errors.ts';
import { bundleKind } from './ownKind.ts';
import { compareNames, layOut, localHeader, type Member } from './zipLayout.ts';

export interface Content extends Member {
  read(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface WriteOptions {
  /** An earlier bundle at the destination may be replaced; nothing else ever is. */
  replace?: boolean;
  signal: AbortSignal;
  /** Called with the bytes of content written so far. */
  onProgress(done: number): void;
}

/** Returns the size and SHA-256 of the file. A cancel or a failure leaves the destination as it was. */
export async function writeArchive(
  path: string,
  contents: readonly Content[],
  { replace = false, signal, onProgress }: WriteOptions,
): Promise<{ bytes: number; sha256: string }> {
  const sorted = contents.toSorted((a, b) => compareNames(a.name, b.name));
  const { tail } = layOut(sorted);
  const hash = createHash('sha256');
  let bytes = 0;

  async function writeTo(file: FileHandle): Promise<void> {
    const write = async (chunk: Uint8Array): Promise<void> => {
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    };
    let contentBytes = 0;
    for (const content of sorted) {
      await write(localHeader(content));
      let length = 0;
      let checksum = 0;
      for await (const chunk of content.read()) {
        if (signal.aborted) throw signingCancelled(path);
        length += chunk.length;
        checksum = crc32(chunk, checksum);
        await write(chunk);
        onProgress(contentBytes + length);
      }
      if (length !== content.bytes || checksum !== content.crc32) {
        throw new AssayError({
          code: 'bundle.content-changed',
          message: `${content.name} changed while the bundle was written.`,
          file: path,
          hint: 'Sign again; nothing was written.',
        });
      }
      contentBytes += length;
    }
    await write(tail);
    if (signal.aborted) throw signingCancelled(path);
  }

  try {
    await placeFile({ path, kind: bundleKind, replace }, writeTo);
    return { bytes, sha256: hash.digest('hex') };
  } catch (error) {
    throw asAuditError(error, path);
  }
}

export function signingCancelled(file: string): AssayError {
  return new AssayError({
    code: 'job.cancelled',
    message: 'Signing was cancelled; no bundle was written.',
    file,
  });
}
