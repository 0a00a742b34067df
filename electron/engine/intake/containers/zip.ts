// A zip: its directory is read twice, first to know how much it holds, then a member at a time.
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { getFileNameLowLevel, openPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl';
import type { ByteStream } from '../../reading/stream.ts';
import { bomb, isBomb } from '../decode.ts';
import {
  asContainerError,
  createTally,
  leftBecause,
  type Container,
  type ContainerLimits,
  type Entry,
} from './container.ts';
import { readMemberName } from './member-name.ts';

const open = (path: string): Promise<ZipFile> =>
  // Names come as bytes and are judged here: the library would refuse the whole archive for one of them.
  openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });

const nameOf = (entry: ZipEntry): string =>
  getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);

const unixMadeIt = 3;
const typeBits = 0o170000;
/** Of the Unix file type, where the archive was made on Unix; 0 elsewhere. */
const typeOf = (entry: ZipEntry): number =>
  entry.versionMadeBy >>> 8 === unixMadeIt ? (entry.externalFileAttributes >>> 16) & typeBits : 0;
const isFolder = (entry: ZipEntry): boolean => nameOf(entry).endsWith('/') || typeOf(entry) === 0o040000;

/** Throws `container.too-many-members`, `container.too-large` or `container.corrupt`. */
export async function openZip(path: string, limits: ContainerLimits): Promise<Container> {
  const tally = createTally(limits);
  const counted = await openZipFile(path);
  try {
    for await (const entry of counted.eachEntry()) {
      if (!isFolder(entry)) tally.add(entry.uncompressedSize);
    }
  } catch (error) {
    throw asContainerError(error);
  } finally {
    counted.close();
  }
  const zip = await openZipFile(path);
  let done = 0;
  return {
    name: basename(path),
    async *entries() {
      try {
        for await (const entry of zip.eachEntry()) {
          if (isFolder(entry)) continue;
          const before = done;
          yield readEntry(zip, entry, (bytes) => (done += bytes));
          done = before + entry.uncompressedSize;
        }
      } catch (error) {
        throw asContainerError(error);
      }
    },
    progress: () => ({ done, total: tally.bytes() }),
    close: async () => zip.close(),
  };
}

async function openZipFile(path: string): Promise<ZipFile> {
  try {
    return await open(path);
  } catch (error) {
    throw asContainerError(error);
  }
}

function readEntry(zip: ZipFile, entry: ZipEntry, read: (bytes: number) => void): Entry {
  const name = readMemberName(nameOf(entry));
  const bytes = entry.uncompressedSize;
  const left = (member: string, error: ReturnType<typeof leftBecause>): Entry => ({
    state: 'left',
    member,
    bytes,
    error,
  });
  if (name.state === 'hidden') return name;
  if (name.state === 'unsafe') return left(name.shown, leftBecause('unsafe-name'));
  const member = name.name;
  const type = typeOf(entry);
  if (type === 0o120000) return left(member, leftBecause('link'));
  if (type !== 0 && type !== 0o100000) return left(member, leftBecause('device'));
  if (entry.isEncrypted()) return left(member, leftBecause('encrypted'));
  if (!entry.canDecodeFileData()) return left(member, leftBecause('compression'));
  if (isBomb(bytes, entry.compressedSize)) return left(member, bomb(member));
  return { state: 'file', member, bytes, open: () => contentOf(zip, entry, read) };
}

async function* contentOf(zip: ZipFile, entry: ZipEntry, read: (bytes: number) => void): ByteStream {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    try {
      let checksum = 0;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        checksum = crc32(chunk, checksum);
        read(chunk.length);
        yield chunk;
      }
      if (checksum !== entry.crc32) throw new Error('the checksum of a member does not fit its bytes');
    } finally {
      stream.destroy();
    }
  } catch (error) {
    throw asContainerError(error);
  }
}
