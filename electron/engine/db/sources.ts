import type { Source } from '../../../shared/contract/sources.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { AuditDb } from './database.ts';

interface Row {
  id: number;
  file: string;
  bytes: number;
  sha256: string;
  kind: Source['kind'];
  kinds: string;
  format: string;
  importer_version: number;
  confidence: number;
  options: string;
  row_count: number;
  rejected: string;
  rejected_count: number;
  warnings: string;
  duration_ms: number;
  imported_at: string;
  container_file: string | null;
  container_member: string | null;
}

const asSource = (row: Row): Source => ({
  id: row.id,
  file: row.file,
  sha256: row.sha256,
  bytes: row.bytes,
  kind: row.kind,
  kinds: JSON.parse(row.kinds) as Source['kinds'],
  format: row.format,
  confidence: row.confidence,
  rows: row.row_count,
  rejected: JSON.parse(row.rejected) as Source['rejected'],
  rejectedCount: row.rejected_count,
  warnings: JSON.parse(row.warnings) as Source['warnings'],
  durationMs: row.duration_ms,
  importedAt: row.imported_at,
  importerVersion: row.importer_version,
  options: JSON.parse(row.options) as Source['options'],
  container:
    row.container_file === null || row.container_member === null
      ? null
      : { file: row.container_file, member: row.container_member },
});

/** Every source in use, in import order. */
export function readSources(db: AuditDb): Source[] {
  const rows = db.prepare("select * from source where state = 'live' order by id").all() as Row[];
  return rows.map(asSource);
}

export interface SetAside {
  id: number;
  file: string;
  sha256: string;
}

/** Files that were imported and later set aside, in import order. */
export const readSetAside = (db: AuditDb): SetAside[] =>
  db.prepare("select id, file, sha256 from source where state = 'removed' order by id").all() as SetAside[];

/** The first source in use that holds these bytes. */
export function sourceWithHash(db: AuditDb, sha256: string): Source | undefined {
  const row = db
    .prepare("select * from source where sha256 = ? and state = 'live' order by id limit 1")
    .get(sha256) as Row | undefined;
  return row && asSource(row);
}

/** Throws `source.unknown` when no source in use has this id. */
export function requireSource(db: AuditDb, id: number): void {
  if (db.prepare("select 1 from source where id = ? and state = 'live'").get(id) === undefined) {
    throw unknownSource(id);
  }
}

/** Sets a source aside or brings it back. Throws `source.unknown`. */
export function setSourceState(db: AuditDb, id: number, state: 'live' | 'removed'): Source {
  const row = db.prepare('update source set state = ? where id = ? returning *').get(state, id) as
    | Row
    | undefined;
  if (row) return asSource(row);
  throw unknownSource(id);
}

function unknownSource(id: number): AssayError {
  return new AssayError({
    code: 'source.unknown',
    message: `The audit has no source ${id}.`,
    hint: 'List the sources to see their ids (assay sources).',
  });
}
