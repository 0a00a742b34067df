// A lock for a file itself, device and inode: links and a new name lead to the same lock. It lies in a folder of this
// user and machine, because a lock beside the file would follow its path.
import { lstatSync, mkdirSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '../../../shared/domain/errors.ts';
import { identityOf } from './files.ts';
import { holderOf, takeLock, type Holder, type Lock } from './lock-file.ts';
import { asAuditError } from './system-errors.ts';

/** The lock on the file that `path` leads to, or who has it. Throws `file.missing` and errors of the file system. */
export function lockFile(path: string): { lock: Lock } | { heldBy: Holder } {
  return takeLock(lockPathOf(path, folderForLocks()), { name: describeThisProcess(), path });
}

/** Who has locked the file that `path` leads to; null where nobody of this user has. */
export function lockHolder(path: string): Holder | null {
  return holderOf(lockPathOf(path, folderOfUser()));
}

function lockPathOf(path: string, folder: string): string {
  const identity = identityOf(path);
  if (identity !== null) return join(folder, `${identity}.lock`);
  throw asAuditError(Object.assign(new Error('There is no such file.'), { code: 'ENOENT' }), path);
}

const folderOfUser = (): string => join(tmpdir(), `assay-locks-${process.getuid?.() ?? 'user'}`);

/** Made where it is not there. Throws `file.no-permission` where another user made it. */
function folderForLocks(): string {
  const folder = folderOfUser();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder);
    if (stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid()))
      return folder;
  } catch (error) {
    throw asAuditError(error, folder);
  }
  throw new AssayError({
    code: 'file.no-permission',
    message: 'The folder for Assay’s locks belongs to another user.',
    file: folder,
    hint: 'Remove it, or have its owner remove it; Assay makes its own.',
  });
}

export function describeThisProcess(): string {
  return `${safeUserName()} on ${hostname()}, process ${process.pid}, since ${new Date().toISOString()}`;
}

function safeUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'an unnamed user';
  }
}
