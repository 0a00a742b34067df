// A new audit is made under another name and given its own when it is whole: a killed process leaves nothing that
// neither opens nor can be made again, and nothing that has the name already is ever overwritten.
import { existsSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { AssayError } from '../../../shared/domain/errors.ts';
import { keepRowSums } from './checksums.ts';
import { connectToNew } from './database.ts';
import { appendJournal } from './journal.ts';
import { applicationId, migrate } from './migrate.ts';
import type { Schema } from './migration.ts';
import { beginPart } from './part.ts';
import { asAuditError, requireFolder } from './system-errors.ts';

export interface AuditDetails {
  name: string;
  client?: string | undefined;
  auditor?: string | undefined;
}

/**
 * Makes the audit and returns what `open` makes of it; it is taken away again where `open` throws. Throws `audit.exists`
 * or a file error.
 */
export function createAudit<T>(schema: Schema, path: string, details: AuditDetails, open: () => T): T {
  if (existsSync(path)) throw auditExists(path);
  requireFolder(dirname(path));
  try {
    const part = beginPart(path);
    try {
      fill(part.path, schema, details);
      part.becomeNew();
    } finally {
      part.end();
    }
  } catch (error) {
    throw (error as { code?: string }).code === 'EEXIST' ? auditExists(path) : asAuditError(error, path);
  }
  try {
    return open();
  } catch (error) {
    // Unless another process has opened it by now.
    if (!(error instanceof AssayError && error.code === 'audit.locked')) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    }
    throw error;
  }
}

function fill(path: string, schema: Schema, details: AuditDetails): void {
  const db = connectToNew(path);
  try {
    db.pragma(`application_id = ${applicationId}`);
    migrate(db, schema, path);
    keepRowSums(db, schema);
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
  } finally {
    db.close();
  }
}

const auditExists = (file: string): AssayError =>
  new AssayError({
    code: 'audit.exists',
    message: 'A file of this name is already there.',
    file,
    hint: 'Choose another name, or open the existing audit.',
  });
