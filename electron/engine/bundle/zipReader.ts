// Reads a bundle's zip without trust. Anything that another zip tool could read differently is a named problem; only
// what is no zip at all, or is cut off, is an error. Nothing is ever unpacked by the names inside.
import { open, stat, type FileHandle } from 'node:fs/promises';
import { AssayError } from '../../../shared/domain/errors.ts';
import { asAuditError, requireRegularFile } from '../db/system-errors.ts';
import type { Archive } from './archive.ts';
import { openRepacked } from './zipRepacked.ts';
import {
  centralRecordBytes,
  compareNames,
  end64RecordBytes,
  endRecordBytes,
  layOut,
  localHeader,
  localHeaderBytes,
  locator64Bytes,
  regularFileAttributes,
  saturated16,
  saturated32,
  signatures,
  zip64ExtraTag,
  type PlacedMember,
} from './zipLayout.ts';

const maxCommentBytes = 0xffff;
const maxCentralBytes = 64 * 1024 * 1024;
const readBytes = 1024 * 1024;
const maxNameLength = 255;

/** Folders and file names a bundle may use: plain ASCII that means the same on every system. */
const safeName = /^[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;
const reservedOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Throws `bundle.not-a-zip`, `bundle.truncated` or a file error. */
export async function openArchive(path: string): Promise<Archive> {
  let file: FileHandle;
  try {
    requireRegularFile(await stat(path), path);
    file = await open(path, 'r');
  } catch (error) {
    throw asAuditError(error, path);
  }
  try {
    const archive = await readLayout(file, path);
    // No member stands where a bundle puts it: another program wrote the archive.
    const isForeign = archive.members.size > 0 && archive.suspect.size === archive.members.size;
    const repacked = isForeign ? await openRepacked(path) : null;
    if (repacked === null) return archive;
    await archive.close();
    return repacked;
  } catch (error) {
    await file.close();
    throw asAuditError(error, path);
  }
}

async function readLayout(file: FileHandle, path: string): Promise<Archive> {
  const stats = await file.stat();
  if (!stats.isFile()) throw notAZip(path);
  const size = stats.size;
  const read = (at: number, length: number): Promise<Buffer> => readExactly(file, path, at, length);
  const problems: string[] = [];
  const suspect = new Set<string>();

  const end = await findEnd(read, size, path);
  const endsAt = end.at + endRecordBytes;
  if (endsAt !== size) problems.push(`${size - endsAt} bytes follow the end of the archive.`);
  const shift = end.directoryEnd - end.centralOffset - end.centralBytes;
  if (shift !== 0) {
    problems.push(
      `The central directory lies ${Math.abs(shift)} bytes away from where the archive says it does.`,
    );
  }
  const centralBytes = Math.min(end.at, end.centralOffset + end.centralBytes) - end.centralOffset;
  if (centralBytes < 0 || centralBytes !== end.centralBytes || centralBytes > maxCentralBytes) {
    throw truncated(path, end.at);
  }
  const central = await read(end.centralOffset, centralBytes);
  const listed = parseCentral(central, end.count, size, problems);
  checkNames(listed, problems);

  // All that a sound archive may hold beside its contents follows from the list; compare it byte for byte.
  const layout = layOut(listed);
  const tailAt = end.centralOffset;
  const tail = await read(tailAt, Math.min(size - tailAt, layout.tail.length));
  if (!tail.equals(layout.tail)) problems.push('The central directory is not written as a bundle writes it.');
  if (end.centralOffset !== layout.centralOffset) {
    problems.push(
      `The members should take ${layout.centralOffset} bytes, but the central directory begins at byte ${end.centralOffset}.`,
    );
  }
  for (const [index, member] of listed.entries()) {
    const expectedOffset = layout.members[index]?.offset ?? 0;
    const expected = localHeader(member);
    const sound =
      member.offset === expectedOffset &&
      member.offset + expected.length + member.bytes <= end.centralOffset &&
      (await read(member.offset, expected.length)).equals(expected);
    if (sound) continue;
    suspect.add(member.name);
    problems.push(`${shown(member.name)}: its own header and the central directory do not agree.`);
  }
  const members = new Map<string, PlacedMember>();
  for (const member of listed) if (!members.has(member.name)) members.set(member.name, member);
  return {
    bytes: size,
    members,
    problems,
    suspect,
    async *read(member) {
      const head = await read(member.offset, localHeaderBytes);
      let at = member.offset + localHeaderBytes + head.readUInt16LE(26) + head.readUInt16LE(28);
      const stop = at + member.bytes;
      if (stop > size) throw truncated(path, size);
      while (at < stop) {
        const chunk = await read(at, Math.min(readBytes, stop - at));
        at += chunk.length;
        yield chunk;
      }
    },
    close: () => file.close(),
  };
}

interface End {
  at: number;
  /** Where the central directory should end, because its end records begin there. */
  directoryEnd: number;
  count: number;
  centralOffset: number;
  centralBytes: number;
}

/** The end record: the last 22 bytes of a sound archive, else the last place that looks like one. */
async function findEnd(
  read: (at: number, length: number) => Promise<Buffer>,
  size: number,
  path: string,
): Promise<End> {
  const head = await read(0, Math.min(size, 4));
  const isZip = head.length === 4 && head.readUInt32LE() === signatures.local;
  const scanned = Math.min(size, endRecordBytes + maxCommentBytes);
  const ending = await read(size - scanned, scanned);
  const marker = Buffer.alloc(4);
  marker.writeUInt32LE(signatures.end);
  const index = ending.lastIndexOf(marker);
  if (index === -1 || ending.length - index < endRecordBytes) {
    throw isZip ? truncated(path, size) : notAZip(path);
  }
  const record = ending.subarray(index, index + endRecordBytes);
  const at = size - scanned + index;
  const end = {
    at,
    directoryEnd: at,
    count: record.readUInt16LE(10),
    centralBytes: record.readUInt32LE(12),
    centralOffset: record.readUInt32LE(16),
  };
  const is64 =
    end.count === saturated16 || end.centralBytes === saturated32 || end.centralOffset === saturated32;
  const at64 = at - locator64Bytes - end64RecordBytes;
  if (!is64 || at64 < 0) return end;
  const end64 = await read(at64, end64RecordBytes);
  if (end64.readUInt32LE() !== signatures.end64) return end;
  return {
    at,
    directoryEnd: at64,
    count: Number(end64.readBigUInt64LE(32)),
    centralBytes: Number(end64.readBigUInt64LE(40)),
    centralOffset: Number(end64.readBigUInt64LE(48)),
  };
}

function parseCentral(
  central: Buffer,
  count: number,
  archiveBytes: number,
  problems: string[],
): PlacedMember[] {
  const members: PlacedMember[] = [];
  let at = 0;
  while (at < central.length) {
    if (central.length - at < centralRecordBytes || central.readUInt32LE(at) !== signatures.central) {
      problems.push('The central directory is damaged.');
      break;
    }
    const nameLength = central.readUInt16LE(at + 28);
    const extraLength = central.readUInt16LE(at + 30);
    const next = at + centralRecordBytes + nameLength + extraLength + central.readUInt16LE(at + 32);
    if (next > central.length) {
      problems.push('The central directory is damaged.');
      break;
    }
    const nameAt = at + centralRecordBytes;
    const extra = central.subarray(nameAt + nameLength, nameAt + nameLength + extraLength);
    const member = {
      name: central.toString('latin1', nameAt, nameAt + nameLength),
      crc32: central.readUInt32LE(at + 16),
      bytes: central.readUInt32LE(at + 24),
      offset: central.readUInt32LE(at + 42),
    };
    const is64 = member.bytes === saturated32 || member.offset === saturated32;
    if (is64 && extra.length === 28 && extra.readUInt16LE(0) === zip64ExtraTag) {
      member.bytes = Number(extra.readBigUInt64LE(4));
      member.offset = Number(extra.readBigUInt64LE(20));
    }
    if (member.bytes > archiveBytes) {
      problems.push(`${shown(member.name)} says it is larger than the whole archive.`);
      member.bytes = 0;
    }
    if (central.readUInt16LE(at + 10) !== 0) problems.push(`${shown(member.name)} is compressed.`);
    if (central.readUInt32LE(at + 38) !== regularFileAttributes) {
      problems.push(`${shown(member.name)} is not marked as a plain file.`);
    }
    members.push(member);
    at = next;
  }
  if (members.length !== count) {
    problems.push(`The archive says it holds ${count} members; its directory lists ${members.length}.`);
  }
  return members;
}

function checkNames(members: readonly PlacedMember[], problems: string[]): void {
  const seen = new Map<string, string>();
  for (const { name } of members) {
    const folded = name.toLowerCase();
    const twin = seen.get(folded);
    if (twin === name) problems.push(`${shown(name)} appears twice.`);
    else if (twin !== undefined) problems.push(`${shown(twin)} and ${shown(name)} differ in capitals only.`);
    seen.set(folded, name);
    const parts = name.split('/');
    const unsafe =
      name.length > maxNameLength ||
      !safeName.test(name) ||
      parts.some((part) => reservedOnWindows.test(part) || part.endsWith('.'));
    if (unsafe) problems.push(`${shown(name)} is not a name a bundle may use.`);
  }
  for (const { name } of members) {
    const folders = name.toLowerCase().split('/').slice(0, -1);
    for (let depth = 1; depth <= folders.length; depth += 1) {
      const twin = seen.get(folders.slice(0, depth).join('/'));
      if (twin !== undefined) problems.push(`${shown(twin)} is both a file and a folder.`);
    }
  }
  const sorted = members.every(
    ({ name }, index) => index === 0 || compareNames(members[index - 1]?.name ?? '', name) < 0,
  );
  if (!sorted) problems.push('The members are not in order.');
}

/** A name for a message: what is not printable ASCII is shown as `?`, so that it cannot pose as another. */
export function shown(name: string): string {
  const printable = name.replaceAll(/[^\x20-\x7e]/g, '?');
  return printable.length > 120 ? `${printable.slice(0, 117)}...` : printable || '(no name)';
}

async function readExactly(file: FileHandle, path: string, at: number, length: number): Promise<Buffer> {
  if (!Number.isSafeInteger(at) || at < 0 || length < 0) throw truncated(path, 0);
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, at + filled);
    if (bytesRead === 0) throw truncated(path, at + filled);
    filled += bytesRead;
  }
  return buffer;
}

function notAZip(file: string): AssayError {
  return new AssayError({
    code: 'bundle.not-a-zip',
    message: 'This file is not a bundle: it is no zip archive.',
    file,
    offset: 0,
    hint: 'Choose the .zip that `assay bundle` or “Sign” wrote.',
  });
}

function truncated(file: string, offset: number): AssayError {
  return new AssayError({
    code: 'bundle.truncated',
    message: `The archive is cut off: it ends at byte ${offset}, before its directory is complete.`,
    file,
    offset,
    hint: 'Copy it again from where it came from.',
  });
}
