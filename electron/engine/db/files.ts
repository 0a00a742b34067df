// Files that come into being whole: made under a name of Assay's own beside the place, moved there when they are on disk.
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  type BigIntStats,
} from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/** Device and inode: the file itself, whatever it is called. Null where there is none. */
export function identityOf(path: string): string | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : identityIn(stats);
}

export const identityIn = ({ dev, ino }: Pick<BigIntStats, 'dev' | 'ino'>): string => `${dev}-${ino}`;

const hostTag = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const ownPart = new RegExp(String.raw`^(\.assay-${hostTag}-[0-9a-f]{16}\.part)(?:-journal)?$`, 'u');

/** A name beside `target` that nothing has, and that tells what it is and on which machine it was made. */
export const partPathFor = (target: string): string =>
  join(dirname(target), `.assay-${hostTag}-${randomBytes(8).toString('hex')}.part`);

/** The part that a name in a folder belongs to; null for every name that this machine's Assay did not make. */
export const partNameIn = (name: string): string | null => ownPart.exec(name)?.[1] ?? null;

/** Moves a file to a name that nothing has. Throws `EEXIST` where something has it. */
export function moveToFreeName(from: string, to: string): void {
  try {
    linkSync(from, to);
    rmSync(from);
  } catch (error) {
    // FAT has no links: there the name is taken first, then the file is moved over what took it.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(String((error as { code?: string }).code))) {
      throw error;
    }
    closeSync(openSync(to, 'wx'));
    try {
      renameSync(from, to);
    } catch (failure) {
      rmSync(to, { force: true });
      throw failure;
    }
  }
  syncFolder(dirname(to));
}

/** Moves a file to a name that may be taken: what has it is replaced, and a link is replaced itself, not what it leads to. */
export function moveOver(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** Makes names durable, where the system lets a folder be opened. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Whether this user made this file itself: no link, no folder, nobody else's. */
export function isOwnFile(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && (process.getuid === undefined || stats.uid === process.getuid());
}
