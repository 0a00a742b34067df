import type Database from 'better-sqlite3';
import { AssayError } from '../../../shared/domain/errors.ts';
import { coreMigration } from './migrations/0001-core.ts';
import { metricsMigration } from '../kinds/metrics/tables.ts';
import { tracesMigration } from '../kinds/traces/tables.ts';
import { profilesMigration } from '../kinds/profile/tables.ts';
import { methodMigration } from './migrations/0005-method.ts';

/** One step of the file format; `user_version` counts those applied. Never edited once released. */
export interface Migration {
  name: string;
  sql: string;
}

export const migrations: readonly Migration[] = [
  coreMigration,
  metricsMigration,
  tracesMigration,
  profilesMigration,
  methodMigration,
];

export const schemaVersion = migrations.length;

/** "ASAY": marks a SQLite file as an audit. */
export const applicationId = 0x41534159;

/** Applies what is missing in one transaction. Throws `audit.newer` for a file from a later Assay. */
export function migrate(db: Database.Database, file: string): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > schemaVersion) throw newerAudit(file, version);
  if (version === schemaVersion) return;
  db.transaction(() => {
    for (const migration of migrations.slice(version)) db.exec(migration.sql);
    db.pragma(`user_version = ${schemaVersion}`);
  })();
}

export function newerAudit(file: string, version: number): AssayError {
  return new AssayError({
    code: 'audit.newer',
    message: `This audit has file format ${version}; this Assay reads up to ${schemaVersion}.`,
    file,
    hint: 'Open it with a newer Assay. The file has not been changed.',
  });
}
