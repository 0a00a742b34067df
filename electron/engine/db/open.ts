// Opening and closing the audit file. While open it is in WAL mode with synchronous=FULL; closed it is one file
// with nothing beside it, so it can be copied to a stick.
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { AssayError } from '../../../shared/domain/errors.ts';
import { auditInfo, type AuditInfo } from '../../../shared/contract/audit.ts';
import { backUp, migratedCopy } from './ageing.ts';
import { fillChecksums, keepRowSums } from './checksums.ts';
import { connectForReading, connectForWriting, type AuditDb, type OpenAudit } from './database.ts';
import { refuseForeignSchema } from './foreign-schema.ts';
import { readImportMark, settleInterruptedImport } from './import-mark.ts';
import { createAudit, type AuditDetails } from './create.ts';
import { appendJournal } from './journal.ts';
import { damaged } from './damaged.ts';
import { foldLog, release } from './closing.ts';
import { isBeingWritten, nameToRead, takeWriterLock, type WriterLock } from './lock.ts';
import { applicationId, migrate, refuseUnfinished, refuseUnknown, versionOf } from './migrate.ts';
import type { Schema } from './migration.ts';
import { openReadable, type Readable } from './reading.ts';
import { removeLeftParts } from './part.ts';
import { settleInterruptedSigning } from './signing-mark.ts';
import { removeStaging } from './staging.ts';
import { asAuditError, requireRegularFile } from './system-errors.ts';

export interface AuditFiles {
  /** Makes a new audit and opens it. Throws `audit.exists` or a file error. */
  createAudit(file: string, details: AuditDetails): OpenAudit;
  /**
   * `required` throws `audit.locked` where `preferred` falls back to reading; `never` takes no lock. A file of an
   * older format is brought up to date when it is opened for writing, after a copy was made beside it; for reading it
   * is left as it is and read through a migrated copy. Throws `audit.foreign-schema` before anything of a file is run
   * that is not, table by table, what Assay makes.
   */
  openAudit(file: string, write: 'required' | 'preferred' | 'never'): OpenAudit;
}

/** How audits of one schema are made and opened. */
export const auditFiles = (schema: Schema): AuditFiles => ({
  createAudit(file, details) {
    const path = resolve(file);
    return createAudit(schema, path, details, () => openAudit(schema, path, 'required'));
  },
  openAudit: (file, write) => openAudit(schema, file, write),
});

function openAudit(schema: Schema, file: string, write: 'required' | 'preferred' | 'never'): OpenAudit {
  const path = resolve(file);
  const real = checkHeader(path);
  if (write === 'never' || !isWritable(path)) {
    if (write === 'required') throw notWritable(path);
    return openForReading(schema, path, real, null);
  }
  const taken = tryLock(real);
  if ('heldBy' in taken) {
    const { name } = taken.heldBy;
    if (write === 'preferred') return openForReading(schema, path, real, name);
    throw new AssayError({
      code: 'audit.locked',
      message: `The audit is open for writing by ${name}.`,
      file: path,
      hint: 'Close it there first, or open it here for reading only.',
    });
  }
  try {
    removeStaging(real);
    removeLeftParts(dirname(real));
    const db = connectForWriting(real);
    try {
      const version = versionOf(db);
      refuseUnknown(version, schema, path);
      refuseUnfinished(version, path);
      refuseForeignSchema(db, schema, version, path);
      const backup = version === schema.version ? null : backUp(db, real, version);
      beginWriting(db);
      const migrated = backup === null ? null : bringUpToDate(db, schema, real, version, backup);
      keepRowSums(db, schema);
      const interruptedImport = settleInterruptedImport(db);
      settleInterruptedSigning(db);
      const { lock } = taken;
      const dataPath = real;
      return asOpenAudit(db, {
        path,
        dataPath,
        fileVersion: schema.version,
        lock,
        migrated,
        interruptedImport,
      });
    } catch (error) {
      foldLog(db);
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
  migrate(db, schema, path, () => {
    appendJournal(
      db,
      'audit.migrated',
      `The audit was brought from file format ${from} to ${schema.version}; ${basename(backup)} is a copy of it as it was.`,
      { from, to: schema.version, backup: basename(backup) },
    );
    fillChecksums(db, schema);
  });
  return { from, backup };
}

/** The audit's own properties, as the contract shows them. */
export function readAuditInfo(audit: OpenAudit): AuditInfo {
  const rows = audit.db.prepare('select key, value from audit').all() as { key: string; value: string }[];
  const values = new Map(rows.map((row) => [row.key, row.value]));
  const value = (key: string): string => values.get(key) ?? '';
  if (!auditInfo.shape.createdAt.safeParse(value('createdAt')).success)
    throw damaged('audit, row createdAt', 'it is no time');
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

function openForReading(schema: Schema, path: string, real: string, lockedBy: string | null): OpenAudit {
  let readable: Readable | undefined;
  try {
    const name = nameToRead(real);
    if (name === null) throw renamedWhileWritten(path);
    readable = openReadable(name);
    const { db, dataPath, remove } = readable;
    const version = versionOf(db);
    refuseUnknown(version, schema, path);
    refuseUnfinished(version, path);
    refuseForeignSchema(db, schema, version, path);
    // An import that another process is at has not been cut off.
    const isWritten = lockedBy !== null || isBeingWritten(real);
    const interruptedImport = isWritten ? null : readImportMark(db);
    const opened = { path, fileVersion: version, lockedBy, interruptedImport };
    if (version === schema.version) return asOpenAudit(db, { ...opened, dataPath, afterClose: remove });
    const copy = migratedCopy(db, schema, path);
    db.close();
    remove();
    return asOpenAudit(connectForReading(copy.path), {
      ...opened,
      dataPath: copy.path,
      afterClose: copy.remove,
    });
  } catch (error) {
    readable?.db.close();
    readable?.remove();
    throw asAuditError(error, path);
  }
}

/** The zone in which the audit's times are told. */
export const readTimeZone = (db: AuditDb): string =>
  (db.prepare("select value from audit where key = 'timeZone'").pluck().get() as string | undefined) || 'UTC';

/** Changes the file, so it comes after all that may refuse it. */
function beginWriting(db: AuditDb): void {
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
}

interface Opened {
  path: string;
  dataPath: string;
  fileVersion: number;
  migrated?: OpenAudit['migrated'];
  interruptedImport?: OpenAudit['interruptedImport'];
  lock?: WriterLock;
  lockedBy?: string | null;
  afterClose?: () => void;
}

function asOpenAudit(db: AuditDb, opened: Opened): OpenAudit {
  const { path, dataPath, fileVersion, lock, afterClose } = opened;
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

const renamedWhileWritten = (file: string): AssayError =>
  new AssayError({
    code: 'audit.locked',
    message:
      'The audit is being written under a name that it had before: what was written last cannot be read here.',
    file,
    hint: 'Close it where it is written, then open it again.',
  });

/** Its log, with what was saved last, lies beside another of its names; written or read without it, the audit would break. */
const logIsElsewhere = (file: string): AssayError =>
  new AssayError({
    code: 'audit.log-elsewhere',
    message:
      'The audit was written last under another of its names, and what was saved there last is not here.',
    file,
    hint: 'Open it once under that name (a file NAME.assay-wal lies beside it) and close it there.',
  });

/**
 * Looks at the first bytes before SQLite does, so that any other file gets a clear word. Returns the path that leads to
 * the audit through no link.
 */
function checkHeader(path: string): string {
  const head = Buffer.alloc(72);
  let length: number;
  let real: string;
  let hasOtherNames: boolean;
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
    hasOtherNames = stats.nlink > 1;
    real = realpathSync.native(path);
    const descriptor = openSync(path, 'r');
    length = readSync(descriptor, head, 0, head.length, 0);
    closeSync(descriptor);
  } catch (error) {
    throw asAuditError(error, path);
  }
  const isSqlite = length === head.length && head.toString('latin1', 0, 16) === 'SQLite format 3\0';
  if (isSqlite && head.readUInt32BE(68) === applicationId) {
    const isInWalMode = head[18] === 2;
    if (hasOtherNames && isInWalMode && !existsSync(`${real}-wal`) && nameToRead(real) === real) {
      throw logIsElsewhere(path);
    }
    return real;
  }
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
