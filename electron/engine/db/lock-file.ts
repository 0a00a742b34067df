// A small SQLite file that is locked by the operating system, so that the lock ends with its process, however that ends;
// a row in it says who holds it. A file of the same name that is no such file is never written to nor deleted.
//
// Nothing but SQLite may open one: by POSIX, closing any descriptor of a file ends the locks that the process has on it.
import { lstatSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { AssayError } from '../../../shared/domain/errors.ts';
import { identityOf, moveToFreeName, partPathFor } from './files.ts';

export interface Lock {
  /** Once; the file goes with it. */
  release(): void;
}

export interface Holder {
  /** Who, in words. */
  name: string;
  /** The path by which the holder opened what it locked; empty where it did not say. */
  path: string;
}

const holderTable = 'create table holder (name text not null, path text not null) strict';
/** Older builds made a table of this name, too, with a name alone. */
const ownSchema = /^create table holder \(/iu;
const unnamed: Holder = { name: 'another Assay', path: '' };
const patienceMs = 200;
/** Attempts to lock a file that its holders keep taking away. */
const mostAttempts = 50;

/** The lock, or who has it. Throws `audit.lock-name-taken` and errors of the file system and of SQLite. */
export function takeLock(path: string, holder: Holder): { lock: Lock } | { heldBy: Holder } {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    makeLockFile(path);
    const before = identityOf(path);
    const taken = tryToLock(path, holder);
    if (taken === null) continue;
    if (!('lock' in taken) || identityOf(path) === before) return taken;
    // Its last holder took it away before it was locked: this lock holds nobody off.
    taken.lock.release();
  }
  throw new Error(`${path} is taken away as often as it is made.`);
}

/**
 * Who holds the lock; null where nobody does, or where the file is not a lock of Assay's. Where that cannot be told, such
 * as of another user's, it is taken for held. Takes nothing and changes nothing.
 */
export function holderOf(path: string): Holder | null {
  if (!isLockFile(path)) return null;
  let db: Database.Database;
  try {
    db = new Database(path, { fileMustExist: true, timeout: 0 });
  } catch {
    return unnamed;
  }
  try {
    db.exec('begin immediate');
    db.exec('rollback');
    return null;
  } catch {
    return readHolder(db);
  } finally {
    db.close();
  }
}

/** Null where the file went away meanwhile. */
function tryToLock(path: string, holder: Holder): { lock: Lock } | { heldBy: Holder } | null {
  if (!isLockFile(path)) {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
    throw new AssayError({
      code: 'audit.lock-name-taken',
      message: `${basename(path)} has the name that Assay’s lock needs, and is not one that Assay made.`,
      file: path,
      hint: 'Give it another name or move it away. It was not changed.',
    });
  }
  let db: Database.Database;
  try {
    db = new Database(path, { fileMustExist: true, timeout: patienceMs });
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
    throw error;
  }
  try {
    // A lock needs no safety from power cuts, and leaves nothing beside it.
    db.pragma('journal_mode = memory');
    db.pragma('synchronous = off');
    db.exec('begin immediate');
    db.exec(`drop table if exists holder; ${holderTable}`);
    db.prepare('insert into holder (name, path) values (?, ?)').run(holder.name, holder.path);
    db.exec('commit');
    db.exec('begin immediate');
  } catch (error) {
    const heldBy = isBusy(error) ? readHolder(db) : null;
    db.close();
    if (heldBy !== null) return { heldBy };
    throw error;
  }
  let isHeld = true;
  return {
    lock: {
      release() {
        if (!isHeld) return;
        isHeld = false;
        // Taken away while it is held, so that nobody's new lock is. Windows deletes no file that is open.
        try {
          if (process.platform !== 'win32') rmSync(path, { force: true });
        } finally {
          db.close();
        }
        if (process.platform === 'win32') rmSync(path, { force: true });
      },
    },
  };
}

/** Whole from its first moment, so that one cut off in its making is not taken for somebody's own. */
function makeLockFile(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
  const part = partPathFor(path);
  try {
    writeFileSync(part, emptyLock(), { flag: 'wx' });
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  try {
    moveToFreeName(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    // Another made it first, or took the part for one that was left behind: the next attempt finds out.
    if (!['EEXIST', 'ENOENT'].includes(String((error as { code?: string }).code))) throw error;
  }
}

function emptyLock(): Buffer {
  const db = new Database(':memory:');
  try {
    db.exec(holderTable);
    return db.serialize();
  } finally {
    db.close();
  }
}

function isLockFile(path: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: patienceMs });
    try {
      const schema = db.prepare('select sql from sqlite_schema').pluck().all();
      return schema.length === 1 && ownSchema.test(String(schema[0]));
    } finally {
      db.close();
    }
  } catch (error) {
    // No SQLite file, or one that is being locked at this moment.
    return isBusy(error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function readHolder(db: Database.Database): Holder {
  try {
    const row = db.prepare('select * from holder').get() as Partial<Holder> | undefined;
    return { ...unnamed, ...row };
  } catch {
    return unnamed;
  }
}
