// Opening and closing the audit file. While open it is in WAL mode with synchronous=FULL; closed it is one file
// with nothing beside it, so it can be copied to a stick.
import { accessSync, constants, existsSync, openSync, readSync, closeSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { AuditInfo } from '../../../shared/contract/audit.ts';
import { backUp, migratedCopy } from './ageing.ts';
import { connectForReading, type AuditDb, type OpenAudit } from './database.ts';
import { readImportMark, settleInterruptedImport } from './import-mark.ts';
import { appendJournal } from './journal.ts';
import { foldLog, release } from './closing.ts';
import { isBeingWritten, takeWriterLock, type WriterLock } from './lock.ts';
import { applicationId, migrate, refuseUnfinished, refuseUnknown, versionOf } from './migrate.ts';
import type { Schema } from './migration.ts';
import { removeStaging } from './staging.ts';
import { asAuditError, requireFolder, requireRegularFile } from './system-errors.ts';

export interface AuditDetails {
  name: string;
  client?: string | undefined;
  auditor?: string | undefined;
}

export interface AuditFiles {
  /** Makes a new audit and opens it. Throws `audit.exists` or a file error. */
  createAudit(file: string, details: AuditDetails): OpenAudit;
  /**
   * `required` throws `audit.locked` where `preferred` falls back to reading; `never` takes no lock. A file of an
   * older format is brought up to date when it is opened for writing, after a copy was made beside it; for reading it
   * is left as it is and read through a migrated copy.
   */
  openAudit(file: string, write: 'required' | 'preferred' | 'never'): OpenAudit;
}

/** How audits of one schema are made and opened. */
export const auditFiles = (schema: Schema): AuditFiles => ({
  createAudit: (file, details) => createAudit(schema, file, details),
  openAudit: (file, write) => openAudit(schema, file, write),
});

function createAudit(schema: Schema, file: string, details: AuditDetails): OpenAudit {
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
    beginWriting(db);
    migrate(db, schema, path);
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
    return asOpenAudit(db, { path, fileVersion: schema.version, lock });
  } catch (error) {
    lock.release();
    throw asAuditError(error, path);
  }
}

function openAudit(schema: Schema, file: string, write: 'required' | 'preferred' | 'never'): OpenAudit {
  const path = resolve(file);
  checkHeader(path);
  if (write === 'never' || !isWritable(path)) {
    if (write === 'required') throw notWritable(path);
    return openForReading(schema, path, null);
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
    return openForReading(schema, path, taken.heldBy);
  }
  try {
    removeStaging(path);
    const db = connect(path);
    try {
      const version = versionOf(db);
      refuseUnknown(version, schema, path);
      refuseUnfinished(version, path);
      const backup = version === schema.version ? null : backUp(db, path, version);
      beginWriting(db);
      const migrated = backup === null ? null : bringUpToDate(db, schema, path, version, backup);
      const interruptedImport = settleInterruptedImport(db);
      const { lock } = taken;
      return asOpenAudit(db, { path, fileVersion: schema.version, lock, migrated, interruptedImport });
    } catch (error) {
      foldLog(db, path);
      db.close();
      throw error;
    }
  } catch (error) {
    taken.lock.release();
    throw asAuditError(error, path);
  }
}

/** The file is as it was where this throws. */
function bringUpToDate(
  db: AuditDb,
  schema: Schema,
  path: string,
  from: number,
  backup: string,
): NonNullable<OpenAudit['migrated']> {
  migrate(db, schema, path, () =>
    appendJournal(
      db,
      'audit.migrated',
      `The audit was brought from file format ${from} to ${schema.version}; ${basename(backup)} is a copy of it as it was.`,
      { from, to: schema.version, backup: basename(backup) },
    ),
  );
  return { from, backup };
}

/** The audit's own properties, as the contract shows them. */
export function readAuditInfo(audit: OpenAudit): AuditInfo {
  const rows = audit.db.prepare('select key, value from audit').all() as { key: string; value: string }[];
  const values = new Map(rows.map((row) => [row.key, row.value]));
  const value = (key: string): string => values.get(key) ?? '';
  return {
    auditId: value('id'),
    path: audit.path,
    schemaVersion: audit.fileVersion,
    migrated: audit.migrated,
    name: value('name'),
    client: value('client'),
    auditor: value('auditor'),
    timeZone: value('timeZone') || 'UTC',
    createdAt: value('createdAt'),
    readOnly: audit.readOnly,
    lockedBy: audit.lockedBy,
    interruptedImport: audit.interruptedImport,
  };
}

function openForReading(schema: Schema, path: string, lockedBy: string | null): OpenAudit {
  let db: AuditDb | undefined;
  try {
    db = connectForReading(path);
    const version = versionOf(db);
    refuseUnknown(version, schema, path);
    refuseUnfinished(version, path);
    // An import that another process is at has not been cut off.
    const isWritten = lockedBy !== null || isBeingWritten(path);
    const interruptedImport = isWritten ? null : readImportMark(db);
    const opened = { path, fileVersion: version, lockedBy, interruptedImport };
    if (version === schema.version) return asOpenAudit(db, opened);
    const copy = migratedCopy(db, schema, path);
    db.close();
    const dataPath = copy.path;
    return asOpenAudit(connectForReading(dataPath), { ...opened, dataPath, afterClose: copy.remove });
  } catch (error) {
    db?.close();
    throw asAuditError(error, path);
  }
}

/** Before WAL mode begins, so that the mark is in the file itself from the first moment. */
function markAsAudit(path: string): void {
  const db = new Database(path);
  db.pragma(`application_id = ${applicationId}`);
  db.close();
}

/** The zone in which the audit's times are told. */
export const readTimeZone = (db: AuditDb): string =>
  (db.prepare("select value from audit where key = 'timeZone'").pluck().get() as string | undefined) || 'UTC';

function connect(path: string): AuditDb {
  const db = new Database(path, { fileMustExist: true });
  db.pragma('foreign_keys = on');
  db.pragma('trusted_schema = off');
  return db;
}

/** Changes the file, so it comes after all that may refuse it. */
function beginWriting(db: AuditDb): void {
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
}

interface Opened {
  path: string;
  fileVersion: number;
  dataPath?: string;
  migrated?: OpenAudit['migrated'];
  interruptedImport?: OpenAudit['interruptedImport'];
  lock?: WriterLock;
  lockedBy?: string | null;
  afterClose?: () => void;
}

function asOpenAudit(db: AuditDb, opened: Opened): OpenAudit {
  const { path, fileVersion, dataPath = path, lock, afterClose } = opened;
  const { migrated = null, interruptedImport = null, lockedBy = null } = opened;
  return {
    db,
    path,
    dataPath,
    fileVersion,
    migrated,
    interruptedImport,
    readOnly: lock === undefined,
    lockedBy,
    close: () => (db.open ? release(db, { path, dataPath, lock, afterClose }) : null),
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
