// An open audit as the rest of the engine sees it.
import Database from 'better-sqlite3';
import type { ClosingNotice, InterruptedImport } from '../../../shared/contract/audit.ts';

export type AuditDb = Database.Database;

export interface OpenAudit {
  db: AuditDb;
  /** The file the user chose. */
  path: string;
  /** Where the data is read from: the file itself, or the migrated copy of an older file that is only read. */
  dataPath: string;
  /** The file's own format: older than this build's when it is read through a migrated copy. */
  fileVersion: number;
  /** What was brought up to date when it was opened for writing, and the copy that was kept of it. */
  migrated: { from: number; backup: string } | null;
  /** An import that was found cut off when the audit was opened. */
  interruptedImport: InterruptedImport | null;
  readOnly: boolean;
  lockedBy: string | null;
  /** Releases everything, whatever happens, and returns what could not be done; null where all was, or was before. */
  close(): ClosingNotice | null;
}

/**
 * Every connection to an audit is made here. The file may come from anybody: nothing that it says of itself is run with
 * more rights than its data, a page is looked at before it is trusted, and its schema cannot be written as a table is
 * (better-sqlite3 opens all of them as defensive).
 */
function connect(path: string, options: Database.Options): AuditDb {
  const db = new Database(path, options);
  db.pragma('trusted_schema = off');
  db.pragma('cell_size_check = on');
  return db;
}

/** A connection of its own that cannot write, such as a worker thread's; `path` is an audit's `dataPath`. */
export const connectForReading = (path: string): AuditDb =>
  connect(path, { readonly: true, fileMustExist: true });

export function connectForWriting(path: string): AuditDb {
  const db = connect(path, { fileMustExist: true });
  db.pragma('foreign_keys = on');
  return db;
}

/** Makes the file where there is none. */
export const connectToNew = (path: string): AuditDb => connect(path, {});

/** A database that no file holds. */
export const connectToMemory = (): AuditDb => connect(':memory:', {});
