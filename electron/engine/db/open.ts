// Opening and closing the audit file. While open it is in WAL mode with synchronous=FULL; closed it is one file
// with nothing beside it, so it can be copied to a stick.
import { accessSync, constants, existsSync, openSync, readSync, closeSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { AuditInfo } from '../../../shared/contract/audit.ts';
import { appendJournal } from './journal.ts';
import { takeWriterLock, type WriterLock } from './lock.ts';
import { applicationId, migrate, newerAudit, schemaVersion } from './migrate.ts';
import { removeStaging } from './staging.ts';
import { asAuditError, requireFolder, requireRegularFile } from './system-errors.ts';

export { asAuditError };

export type AuditDb = Database.Database;

export interface OpenAudit {
  db: AuditDb;
  path: string;
  readOnly: boolean;
  lockedBy: string | null;
  close(): void;
}

export function createAudit(
  file: string,
  details: { name: string; client?: string | undefined; auditor?: string | undefined },
): OpenAudit {
  const path = resolve(file);
  if (existsSync(path)) {
    throw new AssayError({
      code: 'audit.exists',
      message: 'A file of this name is already there.',
      file: path,
      hint: 'Choose another name, or open the existing audit.',
    });
  }
  requireFolder(dirname(path));
  const lock = lockForWriting(path);
  try {
    markAsAudit(path);
    const db = connect(path);
    migrate(db, path);
    const values: Record<string, string> = {
      id: randomUUID(),
      name: details.name,
      client: details.client ?? '',
      auditor: details.auditor ?? '',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      createdAt: new Date().toISOString(),
    };
    const insert = db.prepare('insert into audit (key, value) values (?, ?)');
    db.transaction(() => {
      for (const [key, value] of Object.entries(values)) insert.run(key, value);
      appendJournal(db, 'audit.created', `Audit “${details.name}” was created.`, {
        auditId: values['id'] ?? '',
      });
    })();
    return asOpenAudit(db, path, lock, null);
  } catch (error) {
    lock.release();
    throw asAuditError(error, path);
  }
}

/** `required` throws `audit.locked` where `preferred` falls back to reading; `never` takes no lock. */
export function openAudit(file: string, write: 'required' | 'preferred' | 'never'): OpenAudit {
  const path = resolve(file);
  checkHeader(path);
  if (write === 'never' || !isWritable(path)) {
    if (write === 'required') throw notWritable(path);
    return openForReading(path, null);
  }
  const taken = tryLock(path);
  if ('heldBy' in taken) {
    if (write === 'required') {
      throw new AssayError({
        code: 'audit.locked',
        message: `The audit is open for writing by ${taken.heldBy}.`,
        file: path,
        hint: 'Close it there first, or open it here for reading only.',
      });
    }
    return openForReading(path, taken.heldBy);
  }
  try {
    removeStaging(path);
    const db = connect(path);
    migrate(db, path);
    return asOpenAudit(db, path, taken.lock, null);
  } catch (error) {
    taken.lock.release();
    throw asAuditError(error, path);
  }
}

/** The audit's own properties, as the contract shows them. */
export function readAuditInfo(audit: OpenAudit): AuditInfo {
  const rows = audit.db.prepare('select key, value from audit').all() as { key: string; value: string }[];
  const values = new Map(rows.map((row) => [row.key, row.value]));
  const value = (key: string): string => values.get(key) ?? '';
  return {
    auditId: value('id'),
    path: audit.path,
    schemaVersion,
    name: value('name'),
    client: value('client'),
    auditor: value('auditor'),
    timeZone: value('timeZone') || 'UTC',
    createdAt: value('createdAt'),
    readOnly: audit.readOnly,
    lockedBy: audit.lockedBy,
  };
}

function openForReading(path: string, lockedBy: string | null): OpenAudit {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    db.pragma('trusted_schema = off');
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version > schemaVersion) {
      db.close();
      throw newerAudit(path, version);
    }
    return asOpenAudit(db, path, null, lockedBy);
  } catch (error) {
    throw asAuditError(error, path);
  }
}

/** Before WAL mode begins, so that the mark is in the file itself from the first moment. */
function markAsAudit(path: string): void {
  const db = new Database(path);
  db.pragma(`application_id = ${applicationId}`);
  db.close();
}

function connect(path: string): AuditDb {
  const db = new Database(path, { fileMustExist: true });
  db.pragma('foreign_keys = on');
  db.pragma('trusted_schema = off');
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > schemaVersion) {
    db.close();
    throw newerAudit(path, version);
  }
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  return db;
}

function asOpenAudit(db: AuditDb, path: string, lock: WriterLock | null, lockedBy: string | null): OpenAudit {
  return {
    db,
    path,
    readOnly: lock === null,
    lockedBy,
    close() {
      if (!db.open) return;
      if (lock) {
        db.pragma('wal_checkpoint(truncate)');
        db.pragma('journal_mode = delete');
      }
      db.close();
      lock?.release();
    },
  };
}

function lockForWriting(path: string): WriterLock {
  const taken = tryLock(path);
  if ('lock' in taken) return taken.lock;
  throw new AssayError({
    code: 'audit.locked',
    message: `An audit of this name is being written by ${taken.heldBy}.`,
    file: path,
    hint: 'Choose another name.',
  });
}

function tryLock(path: string): ReturnType<typeof takeWriterLock> {
  try {
    return takeWriterLock(path);
  } catch (error) {
    throw asAuditError(error, path);
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function notWritable(path: string): AssayError {
  return new AssayError({
    code: 'audit.read-only',
    message: 'The audit file cannot be written.',
    file: path,
    hint: 'Check its permissions, or copy it to a folder of your own.',
  });
}

/** Looks at the first bytes before SQLite does, so that any other file gets a clear word. */
function checkHeader(path: string): void {
  const head = Buffer.alloc(72);
  let length: number;
  try {
    const stats = statSync(path);
    requireRegularFile(stats, path);
    if (stats.isDirectory()) {
      throw new AssayError({
        code: 'audit.not-an-audit',
        message: 'This is a folder, not an audit file.',
        file: path,
        hint: 'Choose a file whose name ends in .assay.',
      });
    }
    const descriptor = openSync(path, 'r');
    length = readSync(descriptor, head, 0, head.length, 0);
    closeSync(descriptor);
  } catch (error) {
    throw asAuditError(error, path);
  }
  const isSqlite = length === head.length && head.toString('latin1', 0, 16) === 'SQLite format 3\0';
  if (isSqlite && head.readUInt32BE(68) === applicationId) return;
  throw new AssayError({
    code: 'audit.not-an-audit',
    message: isSqlite
      ? 'This is a SQLite database, but not an Assay audit.'
      : 'This file is not an Assay audit: it does not begin as a SQLite database does.',
    file: path,
    offset: isSqlite ? 68 : 0,
    hint: 'Choose a file made by “New audit” or `assay init`. To use it as evidence, import it into an audit instead.',
  });
}
