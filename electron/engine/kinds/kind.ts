// What a kind of evidence is: one folder beside this file, found by registry.ts. Staging, copying into the audit,
// removal, change topics and the bundle's documents follow from what it declares here.
import type Database from 'better-sqlite3';
import type { EvidenceKind } from '../../../shared/contract/kinds.ts';
import type { Sum } from '../db/cell-sums.ts';
import type { AuditDb } from '../db/database.ts';
import type { Migration } from '../db/migration.ts';
import type { BundleDocument } from '../db/document.ts';

export interface SinkContext {
  /** The staging database of the import. */
  db: Database.Database;
  sourceId: number;
  /** For what only shows when all is read, such as times out of order. Each code is kept once. */
  warn(code: string, message: string): void;
}

/** Writes the batches of one kind of evidence into its tables of a staging database. */
export interface Sink<Batch> {
  write(batch: Batch): void;
  /**
   * Writes what is still held. Returns the rows of evidence: samples, spans or profile samples; and the sums of tables
   * of many small rows, taken as they were written: those of other tables are taken by reading them once more.
   */
  finish(): { rows: number; sums?: ReadonlyMap<string, Sum> };
}

export interface Kind<
  Batch extends { kind: EvidenceKind } = { kind: EvidenceKind },
  Content extends object = object,
> {
  id: Batch['kind'];
  migrations: readonly Migration[];
  /** Every table that an import fills, in an order that satisfies their references. */
  tables: readonly string[];
  /** Called when the first batch of the kind arrives. */
  openSink(context: SinkContext): Sink<Batch>;
  /** What of it stands in a bundle beside the raw files, and must come out the same when they are imported again. */
  document: BundleDocument<Content>;
  /** Its methods of the contract. */
  handlers: object;
}

/** Ids of the live sources that hold rows in `table`, in import order. */
export const sourcesWith = (db: AuditDb, table: string): number[] =>
  db
    .prepare(
      `select id from source where state = 'live'
         and exists (select 1 from ${table} where source_id = source.id) order by id`,
    )
    .pluck()
    .all() as number[];
