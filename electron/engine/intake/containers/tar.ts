// A tar, plain or packed with gzip or zstd: read once from front to back, so that what it holds is known only at its
// end.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ReadableStream, type ReadableStreamDefaultReader, type ReadableWritablePair } from 'node:stream/web';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import type { ByteStream } from '../../reading/stream.ts';
import { decode } from '../decode.ts';
import {
  asContainerError,
  createTally,
  leftBecause,
  type Container,
  type ContainerLimits,
  type Entry,
} from './container.ts';
import { readMemberName } from './member-name.ts';

const readBytes = 1024 * 1024;

export async function openTar(path: string, limits: ContainerLimits): Promise<Container> {
  const name = basename(path);
  const total = (await stat(path)).size;
  const tally = createTally(limits);
  const raw = createReadStream(path, { highWaterMark: readBytes });
  const decoded = decode(raw, name);
  // The library's types are those of the page's streams, which are built alike.
  const decoder = createTarDecoder({ strict: true }) as ReadableWritablePair<ParsedTarEntry, Uint8Array>;
  return {
    name,
    async *entries() {
      const reader = ReadableStream.from(decoded).pipeThrough(decoder).getReader();
      try {
        while (true) {
          const { done, value: entry } = await reader.read();
          if (done) return;
          const { type, size, name: raw } = entry.header;
          if (type === 'directory') continue;
          tally.add(size);
          const body = entry.body.getReader() as BodyReader;
          yield readEntry(body, type, readMemberName(raw), size);
          await passOver(body);
        }
      } catch (error) {
        throw asContainerError(error);
      } finally {
        await reader.cancel().catch(() => undefined);
      }
    },
    progress: () => ({ done: raw.bytesRead, total }),
    async close() {
      raw.destroy();
    },
  };
}

/**
 * Reads what nobody read of a member. It is not cancelled: the decoder may already be at the next member and would
 * take the cancel for that one's.
 */
async function passOver(body: BodyReader): Promise<void> {
  try {
    while (!(await body.read()).done);
  } catch {
    // The next entry meets it again.
  }
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

function readEntry(
  body: BodyReader,
  type: ParsedTarEntry['header']['type'],
  name: ReturnType<typeof readMemberName>,
  bytes: number,
): Entry {
  if (name.state === 'hidden') return name;
  if (name.state === 'unsafe') {
    return { state: 'left', member: name.shown, bytes, error: leftBecause('unsafe-name') };
  }
  const member = name.name;
  if (type === 'link' || type === 'symlink')
    return { state: 'left', member, bytes, error: leftBecause('link') };
  if (type !== 'file') return { state: 'left', member, bytes, error: leftBecause('device') };
  return { state: 'file', member, bytes, open: () => contentOf(body) };
}

async function* contentOf(body: BodyReader): ByteStream {
  try {
    while (true) {
      const { done, value } = await body.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw asContainerError(error);
  }
}
