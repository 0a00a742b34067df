// `data/sources.json`: the index of the raw files, with all that is needed to import their bytes again.
import { z } from 'zod';
import { evidenceKinds } from '../../../../shared/contract/kinds.ts';
import type { AuditDb } from '../../db/database.ts';
import type { BundleDocument } from '../../db/document.ts';
import { readSetAside, readSources } from '../../db/sources.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const bundledSource = z.strictObject({
  id: z.int().min(1),
  /** Whatever the client called it; never used as a path. */
  file: z.string(),
  /** The member that holds its bytes. */
  path: z.string(),
  bytes: z.int().min(0),
  sha256: hash,
  kinds: z.array(z.string()),
  format: z.string(),
  importerVersion: z.int(),
  /** Of these, `timeZone` is the zone of local times. */
  options: z.record(z.string(), z.string()),
  rows: z.int(),
  rejectedCount: z.int(),
  importedAt: z.string(),
  /** The archive or folder it came in and its path inside. */
  container: z.strictObject({ file: z.string(), member: z.string() }).nullable(),
});
export type BundledSource = z.infer<typeof bundledSource>;

const content = z.strictObject({
  sources: z.array(bundledSource),
  /** Files that were imported and set aside, which the report names; their bytes are not in the bundle. */
  setAside: z.array(z.strictObject({ id: z.int().min(1), file: z.string(), sha256: hash })),
});
export type SourcesDocument = z.infer<typeof content>;

/** What version 1 said of a source; `idBases` said from where its rows were numbered, which now follows from its id. */
const sourceOf1 = z.object({ kind: z.enum(evidenceKinds) }).loose();

export const sourcesDocument: BundleDocument<SourcesDocument> = {
  name: 'data/sources.json',
  version: 4,
  schema: content,
  upgrades: {
    1: (older) => ({
      sources: z
        .array(sourceOf1)
        .parse(older['sources'])
        .map(({ kind, idBases: _bases, ...rest }) => ({ ...rest, kinds: [kind] })),
    }),
    2: (older) => ({
      sources: z
        .array(z.record(z.string(), z.unknown()))
        .parse(older['sources'])
        .map((source) => ({ ...source, container: null })),
    }),
    3: (older) => ({ ...older, setAside: [] }),
  },
  read: (db) => ({
    sources: readSources(db).map((source) => ({
      id: source.id,
      file: source.file,
      path: sourceMemberName(source.id, source.file),
      bytes: source.bytes,
      sha256: source.sha256,
      kinds: source.kinds,
      format: source.format,
      importerVersion: source.importerVersion,
      options: source.options,
      rows: source.rows,
      rejectedCount: source.rejectedCount,
      importedAt: source.importedAt,
      container: source.container,
    })),
    setAside: readSetAside(db),
  }),
  restore: restoreSources,
};

/** Tells of the imported files what their bytes do not, and puts back those set aside by name. */
function restoreSources(db: AuditDb, { sources, setAside }: SourcesDocument): void {
  const tell = db.prepare(
    'update source set imported_at = ?, container_file = ?, container_member = ? where id = ?',
  );
  for (const { id, importedAt, container } of sources) {
    tell.run(importedAt, container?.file ?? null, container?.member ?? null, id);
  }
  // No more is known of these than their names and hashes, and nothing else is asked for.
  const insert = db.prepare(
    `insert into source (id, file, bytes, sha256, kind, kinds, format, importer_version, confidence, options, row_count,
       rejected, rejected_count, warnings, duration_ms, imported_at, state)
     values (?, ?, 0, ?, '', '[]', '', 0, 0, '{}', 0, '[]', 0, '[]', 0, '', 'removed')`,
  );
  for (const { id, file, sha256 } of setAside) insert.run(id, file, sha256);
}

/** `3-app.csv`: the source's id and its file name in letters every system can write. */
export function sourceMemberName(id: number, file: string): string {
  const safe = file
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .slice(-100)
    .replace(/\.+$/, '');
  return `sources/${id}-${safe || 'file'}`;
}
