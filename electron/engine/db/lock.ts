// One writer an audit. The lock is an operating-system lock on a small SQLite file beside the audit, so a
// killed process leaves no stale lock; a reader can still ask the file who holds it.
import { existsSync, rmSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import Database from 'better-sqlite3';

export interface WriterLock {
  release(): void;
}

const lockPathOf = (auditPath: string): string => `${auditPath}.lock`;

/** Takes the audit for writing, or names who has it. Throws when the folder cannot be written. */
export function takeWriterLock(auditPath: string): { lock: WriterLock } | { heldBy: string } {
  const path = lockPathOf(auditPath);
  const db = new Database(path, { timeout: 200 });
  try {
    db.pragma('journal_mode = delete');
    db.exec('begin immediate');
    db.exec('create table if not exists holder (name text not null) strict');
    db.exec('delete from holder');
    db.prepare('insert into holder (name) values (?)').run(describeThisProcess());
    db.exec('commit');
    db.exec('begin immediate');
  } catch (error) {
    const heldBy = isBusy(error) ? readHolder(db) : null;
    db.close();
    if (heldBy !== null) return { heldBy };
    // Nobody holds it, so the file is this call's own, such as an empty one on a full disk.
    rmSync(path, { force: true });
    throw error;
  }
  return {
    lock: {
      release() {
        db.close();
        rmSync(path, { force: true });
      },
    },
  };
}

/** Whether a process has the audit for writing. Takes nothing and changes nothing; true where that cannot be told. */
export function isBeingWritten(auditPath: string): boolean {
  const path = lockPathOf(auditPath);
  if (!existsSync(path)) return false;
  try {
    const db = new Database(path, { fileMustExist: true, timeout: 0 });
    try {
      db.exec('begin immediate');
      db.exec('rollback');
      return false;
    } finally {
      db.close();
    }
  } catch {
    return true;
  }
}

function describeThisProcess(): string {
  return `${safeUserName()} on ${hostname()}, process ${process.pid}, since ${new Date().toISOString()}`;
}

function safeUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'an unnamed user';
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function readHolder(db: Database.Database): string {
  try {
    const row = db.prepare('select name from holder').get() as { name: string } | undefined;
    return row?.name ?? 'another Assay';
  } catch {
    return 'another Assay';
  }
}
