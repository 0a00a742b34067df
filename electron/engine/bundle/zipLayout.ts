// The one way a bundle's zip is laid out. Members are stored, sorted and contiguous, with fixed times and modes, so
// the bytes around their contents follow from names, sizes and checksums alone: the writer writes them, and the
// verifier makes them again and compares. That leaves nothing for an attacker, or for two zip tools, to differ on.
// Field names and values: PKWARE APPNOTE 6.3.10.

export interface Member {
  /** ASCII, `/` between folders. */
  name: string;
  bytes: number;
  crc32: number;
}

export interface PlacedMember extends Member {
  /** Where the local header begins. */
  offset: number;
}

export interface Layout {
  members: PlacedMember[];
  centralOffset: number;
  /** Central directory and end records: all that follows the last member. */
  tail: Buffer;
}

export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const;
export const localHeaderBytes = 30;
export const centralRecordBytes = 46;
export const endRecordBytes = 22;
export const end64RecordBytes = 56;
export const locator64Bytes = 20;
export const zip64ExtraTag = 0x0001;
/** In a 32-bit field: see the zip64 record. */
export const saturated32 = 0xffffffff;
export const saturated16 = 0xffff;

const versionNeeded = 20;
const versionNeeded64 = 45;
/** Made by: Unix, so that the mode below is read as one. */
const madeBy = (3 << 8) | 63;
const namesAreUtf8 = 0x0800;
/** 1980-01-01 00:00, the earliest there is, and the same in every time zone. */
const dosTime = 0;
const dosDate = 0x0021;
/** A regular file, readable by all. */
export const regularFileAttributes = (0o100644 << 16) >>> 0;

/** Sorts by bytes, which for ASCII names is the order of UTF-8 and of `LC_ALL=C sort`. */
export const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function layOut(members: readonly Member[]): Layout {
  let offset = 0;
  const placed = members.map((member) => {
    const at = offset;
    offset += localHeader(member).length + member.bytes;
    return { ...member, offset: at };
  });
  const central = Buffer.concat(placed.map((member) => centralRecord(member)));
  return {
    members: placed,
    centralOffset: offset,
    tail: Buffer.concat([central, endRecords(placed.length, offset, central.length)]),
  };
}

export function localHeader(member: Member): Buffer {
  const is64 = member.bytes >= saturated32;
  const name = Buffer.from(member.name, 'ascii');
  const header = Buffer.alloc(localHeaderBytes);
  header.writeUInt32LE(signatures.local, 0);
  writeCommon(header, 4, member, is64);
  header.writeUInt16LE(name.length, 26);
  const extra = is64 ? zip64Extra([member.bytes, member.bytes]) : Buffer.alloc(0);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function centralRecord(member: PlacedMember): Buffer {
  const is64 = member.bytes >= saturated32 || member.offset >= saturated32;
  const name = Buffer.from(member.name, 'ascii');
  const record = Buffer.alloc(centralRecordBytes);
  record.writeUInt32LE(signatures.central, 0);
  record.writeUInt16LE(madeBy, 4);
  writeCommon(record, 6, member, is64);
  record.writeUInt16LE(name.length, 28);
  const extra = is64 ? zip64Extra([member.bytes, member.bytes, member.offset]) : Buffer.alloc(0);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(regularFileAttributes, 38);
  record.writeUInt32LE(is64 ? saturated32 : member.offset, 42);
  return Buffer.concat([record, name, extra]);
}

/** The fields that local header and central record share, from "version needed" to "uncompressed size". */
function writeCommon(target: Buffer, at: number, { bytes, crc32 }: Member, is64: boolean): void {
  target.writeUInt16LE(is64 ? versionNeeded64 : versionNeeded, at);
  target.writeUInt16LE(namesAreUtf8, at + 2);
  target.writeUInt16LE(0, at + 4);
  target.writeUInt16LE(dosTime, at + 6);
  target.writeUInt16LE(dosDate, at + 8);
  target.writeUInt32LE(crc32, at + 10);
  target.writeUInt32LE(is64 ? saturated32 : bytes, at + 14);
  target.writeUInt32LE(is64 ? saturated32 : bytes, at + 18);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(zip64ExtraTag, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return extra;
}

function endRecords(count: number, centralOffset: number, centralBytes: number): Buffer {
  const is64 = count >= saturated16 || centralOffset >= saturated32 || centralBytes >= saturated32;
  const end = Buffer.alloc(endRecordBytes);
  end.writeUInt32LE(signatures.end, 0);
  const shownCount = Math.min(count, saturated16);
  end.writeUInt16LE(shownCount, 8);
  end.writeUInt16LE(shownCount, 10);
  end.writeUInt32LE(Math.min(centralBytes, saturated32), 12);
  end.writeUInt32LE(Math.min(centralOffset, saturated32), 16);
  if (!is64) return end;
  const end64 = Buffer.alloc(end64RecordBytes);
  end64.writeUInt32LE(signatures.end64, 0);
  end64.writeBigUInt64LE(BigInt(end64RecordBytes - 12), 4);
  end64.writeUInt16LE(madeBy, 12);
  end64.writeUInt16LE(versionNeeded64, 14);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(centralBytes), 40);
  end64.writeBigUInt64LE(BigInt(centralOffset), 48);
  const locator = Buffer.alloc(locator64Bytes);
  locator.writeUInt32LE(signatures.locator64, 0);
  locator.writeBigUInt64LE(BigInt(centralOffset + centralBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end64, locator, end]);
}
