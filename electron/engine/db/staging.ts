// An import writes into a database of its own beside the audit and is copied into the audit in one transaction
// when it is whole. Whatever happens before that (bad input, cancel, a full disk, a killed process) leaves the
// audit as it was.
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { AuditDb } from './database.ts';
import type { Schema } from './migration.ts';

export const stagingPathOf = (auditPath: string): string => `${auditPath}.importing`;

/** The id that the next source gets: one more than any source ever had. */
export const nextSourceId = (db: AuditDb): number =>
  db.prepare('select coalesce(max(id), 0) + 1 from source').pluck().get() as number;

/** Opens an empty staging database: no durability, because it is thrown away unless it is copied whole. */
export function openStaging(path: string, schema: Schema): Database.Database {
  removeStagingFile(path);
  const db = new Database(path);
  db.pragma('journal_mode = off');
  db.pragma('synchronous = off');
  db.pragma('locking_mode = exclusive');
  db.pragma('cache_size = -16000');
  db.pragma('foreign_keys = off');
  for (const migration of schema.migrations) migration.up(db);
  // The audit keeps its own indexes when the rows are copied; here they would only slow the writing.
  const indexes = db.prepare("select name from sqlite_schema where type = 'index' and sql is not null").all();
  for (const { name } of indexes as { name: string }[]) db.exec(`drop index ${name}`);
  return db;
}

/**
 * Copies a finished import into the audit, all or nothing, with whatever `alongside` adds. Throws where a table of the
 * audit that no kind of evidence declares has rows: they would be lost in silence.
 */
export function mergeStaging(
  db: AuditDb,
  stagingPath: string,
  { evidenceTables }: Schema,
  alongside: () => void,
): void {
  db.prepare('attach database ? as staging').run(stagingPath);
  try {
    db.transaction(() => {
      for (const table of evidenceTables) db.exec(`insert into main.${table} select * from staging.${table}`);
      refuseUndeclared(db, evidenceTables);
      alongside();
    })();
  } finally {
    db.exec('detach database staging');
  }
}

function refuseUndeclared(db: AuditDb, evidenceTables: readonly string[]): void {
  const shared = db
    .prepare(
      `select name from staging.sqlite_schema where type = 'table' and name not like 'sqlite_%'
         and name in (select name from main.sqlite_schema)`,
    )
    .pluck()
    .all() as string[];
  for (const table of shared) {
    if (evidenceTables.includes(table)) continue;
    if (db.prepare(`select exists (select 1 from staging.${table})`).pluck().get() === 1) {
      throw new Error(`An import filled the table ${table}, which no kind of evidence declares.`);
    }
  }
}

export function removeStaging(auditPath: string): void {
  removeStagingFile(stagingPathOf(auditPath));
}

function removeStagingFile(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}
