// An import writes into a database of its own beside the audit and is copied into the audit in one transaction
// when it is whole. Whatever happens before that (bad input, cancel, a full disk, a killed process) leaves the
// audit as it was.
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { migrations } from './migrate.ts';
import type { AuditDb } from './open.ts';

/** The tables an import may fill, in an order that satisfies their references. */
export const evidenceTables = [
  'source',
  'source_raw',
  'axis',
  'axis_chunk',
  'series',
  'chunk',
  'trace_text',
  'trace_attributes',
  'trace',
  'span',
  'profile',
] as const;

/** Tables with ids that are unique in the whole audit; an import numbers its own after these. */
const numberedTables = ['source', 'axis', 'series', 'trace', 'span'] as const;
export type IdBases = Record<(typeof numberedTables)[number], number>;

export const stagingPathOf = (auditPath: string): string => `${auditPath}.importing`;

/** The highest id each table uses now. */
export function readIdBases(db: AuditDb): IdBases {
  const bases = numberedTables.map((table) => {
    const row = db.prepare(`select coalesce(max(id), 0) as base from ${table}`).get() as { base: number };
    return [table, row.base] as const;
  });
  return Object.fromEntries(bases) as IdBases;
}

/** Opens an empty staging database: no durability, because it is thrown away unless it is copied whole. */
export function openStaging(path: string): Database.Database {
  removeStagingFile(path);
  const db = new Database(path);
  db.pragma('journal_mode = off');
  db.pragma('synchronous = off');
  db.pragma('locking_mode = exclusive');
  db.pragma('cache_size = -16000');
  db.pragma('foreign_keys = off');
  for (const migration of migrations) db.exec(migration.sql);
  // The audit keeps its own indexes when the rows are copied; here they would only slow the writing.
  const indexes = db.prepare("select name from sqlite_schema where type = 'index' and sql is not null").all();
  for (const { name } of indexes as { name: string }[]) db.exec(`drop index ${name}`);
  return db;
}

/** Copies a finished import into the audit, all or nothing, with whatever `alongside` adds. */
export function mergeStaging(db: AuditDb, stagingPath: string, alongside: () => void): void {
  db.prepare('attach database ? as staging').run(stagingPath);
  try {
    db.transaction(() => {
      for (const table of evidenceTables) db.exec(`insert into main.${table} select * from staging.${table}`);
      alongside();
    })();
  } finally {
    db.exec('detach database staging');
  }
}

export function removeStaging(auditPath: string): void {
  removeStagingFile(stagingPathOf(auditPath));
}

function removeStagingFile(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}
