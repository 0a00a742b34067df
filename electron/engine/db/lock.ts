// One writer an audit. The writer holds two locks: one on the file itself, which links and a new name lead to as well,
// and one beside it, `NAME.assay.lock`, which other users and other machines find.
//
// SQLite's own locks on the audit cannot do this: one that would hold off a second writer would hold off readers too.
import { identityOf } from './files.ts';
import { describeThisProcess, lockFile, lockHolder } from './inode-lock.ts';
import { holderOf, takeLock, type Holder, type Lock } from './lock-file.ts';

export type { Holder } from './lock-file.ts';
export type WriterLock = Lock;

const besideOf = (auditPath: string): string => `${auditPath}.lock`;

/**
 * Takes the audit for writing, or names who has it; `path` leads through no link. Throws `audit.lock-name-taken`, and
 * errors of the file system and of SQLite, such as when the folder cannot be written.
 */
export function takeWriterLock(path: string): { lock: WriterLock } | { heldBy: Holder } {
  const file = lockFile(path);
  if ('heldBy' in file) return file;
  try {
    const beside = takeLock(besideOf(path), { name: describeThisProcess(), path: '' });
    if ('heldBy' in beside) {
      file.lock.release();
      return beside;
    }
    return {
      lock: {
        release() {
          try {
            beside.lock.release();
          } finally {
            file.lock.release();
          }
        },
      },
    };
  } catch (error) {
    file.lock.release();
    throw error;
  }
}

/** Whether anybody has the audit for writing. Takes nothing and changes nothing; true where that cannot be told. */
export const isBeingWritten = (path: string): boolean =>
  lockHolder(path) !== null || holderOf(besideOf(path)) !== null;

/**
 * The name under which an audit is read: where it is being written under another name, that one, because what was written
 * last lies beside it. Null where that name leads elsewhere by now, such as after a renaming.
 */
export function nameToRead(path: string): string | null {
  const writer = lockHolder(path);
  if (writer === null || writer.path === path) return path;
  return identityOf(writer.path) === identityOf(path) ? writer.path : null;
}
