// A sink writes the batches of one kind of evidence into the tables of a staging database.
import type Database from 'better-sqlite3';
import type { EvidenceKind } from '../../../shared/domain/units.ts';
import type { IdBases } from '../db/staging.ts';
import type { EvidenceBatch, ImportContext } from '../importers/importer.ts';

export interface SinkContext {
  db: Database.Database;
  sourceId: number;
  /** New ids begin one above these. */
  bases: IdBases;
  /** For what only shows when all is read, such as times out of order. */
  warn: ImportContext['warn'];
}

export interface Sink<Batch = EvidenceBatch> {
  write(batch: Batch): void;
  /** Writes what is still held. Returns the rows of evidence: samples, spans or profile samples. */
  finish(): { rows: number };
}

export type SinkFactory = (context: SinkContext) => Sink;
export type SinkTable = Record<EvidenceKind, SinkFactory>;
