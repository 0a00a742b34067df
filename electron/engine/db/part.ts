// A file that is being made. It has a name of its own until it is whole, so nothing half-made is ever read and nothing
// stands in the way of the next attempt; while it is made it is locked, so that what a killed process left is told from
// what another is writing, and is taken away by whoever makes a file in the same folder next.
import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isOwnFile, moveOver, moveToFreeName, partNameIn, partPathFor } from './files.ts';
import { lockFile, lockHolder } from './inode-lock.ts';

export interface Part {
  /** Where it is written: an empty file at first. */
  path: string;
  /** Gives it its name, where nothing has that name. Throws `EEXIST`. */
  becomeNew(): void;
  /** Gives it its name, in place of what has it. */
  replace(): void;
  /** Lets it go: away, unless it was given its name. Again does nothing. */
  end(): void;
}

/** Begins the file that becomes `target`. Throws errors of the file system. */
export function beginPart(target: string): Part {
  removeLeftParts(dirname(target));
  for (;;) {
    const path = partPathFor(target);
    closeSync(openSync(path, 'wx', 0o644));
    const taken = lockFileOrRemove(path);
    if (taken === null) continue;
    let isNamed = false;
    const name = (move: typeof moveOver): void => {
      move(path, target);
      isNamed = true;
    };
    return {
      path,
      becomeNew: () => name(moveToFreeName),
      replace: () => name(moveOver),
      end() {
        try {
          if (!isNamed) for (const suffix of ['', '-journal']) rmSync(path + suffix, { force: true });
        } finally {
          taken.release();
        }
      },
    };
  }
}

/** Null where the file was taken for one left behind before it was locked. */
function lockFileOrRemove(path: string): { release(): void } | null {
  try {
    const taken = lockFile(path);
    if ('lock' in taken && isOwnFile(path)) return taken.lock;
    if ('lock' in taken) taken.lock.release();
    return null;
  } catch (error) {
    if (!isOwnFile(path)) return null;
    rmSync(path, { force: true });
    throw error;
  }
}

/** Takes away what killed processes left in a folder; what is being written stays, and so does everything else. */
export function removeLeftParts(folder: string): void {
  for (const entry of namesIn(folder)) {
    const name = partNameIn(entry);
    if (name === null || !isOwnFile(join(folder, entry))) continue;
    if (isBeingMade(join(folder, name))) continue;
    // What cannot be taken away is in nobody's way.
    ignoringErrors(() => rmSync(join(folder, entry), { force: true }));
  }
}

function isBeingMade(path: string): boolean {
  try {
    return lockHolder(path) !== null;
  } catch {
    // Gone meanwhile, or what is left beside one that is.
    return false;
  }
}

/** None of a folder that may not be listed, or that is not there: whoever writes there next says so. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ignoringErrors(work: () => void): void {
  try {
    work();
  } catch {
    // See where it is called.
  }
}
