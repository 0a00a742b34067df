// What goes into a bundle, drawn from one unchanging view of the audit.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Source } from '../../../shared/contract/sources.ts';
import { canonicalJson } from '../db/canonical.ts';
import { readJournal } from '../db/journal.ts';
import type { AuditDb, OpenAudit } from '../db/open.ts';
import { listSeries } from '../kinds/metrics/series.ts';
import { readSources } from '../db/sources.ts';
import { readIdBases } from '../db/staging.ts';
import { reportDocuments } from '../report/documents.ts';
import {
  claimsName,
  evidenceName,
  journalName,
  methodValuesName,
  seriesIndexName,
  sourceMemberName,
  sourcesIndexName,
  type BundledSource,
  type ManifestFile,
} from './manifest.ts';
import { readRawSource } from './rawSource.ts';
import type { Content } from './zipWriter.ts';

/** A member whose SHA-256 is known before it is written. */
export interface BundleFile extends Content {
  sha256: string;
  role: ManifestFile['role'];
}

export interface PrepareOptions {
  signal: AbortSignal;
  /** Called with the bytes of raw evidence checked so far. */
  onProgress(done: number): void;
}

export function textFile(name: string, role: ManifestFile['role'], text: string): BundleFile {
  const bytes = Buffer.from(text, 'utf8');
  return {
    name,
    role,
    bytes: bytes.length,
    crc32: crc32(bytes),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    read: () => [bytes],
  };
}

/** Every file but the manifest and what serves verifying. Checks each source's bytes against its hash. */
export async function prepareContents(audit: OpenAudit, options: PrepareOptions): Promise<BundleFile[]> {
  const { db } = audit;
  const sources = readSources(db);
  const raw: BundleFile[] = [];
  let done = 0;
  for (const source of sources) {
    raw.push(await sourceFile(db, source, options, done));
    done += source.bytes;
  }
  const { html, json } = reportDocuments(audit);
  const index = sources.map((source): BundledSource => describeSource(db, source));
  const dataFile = (name: string, value: unknown): BundleFile =>
    textFile(name, 'data', `${canonicalJson(value)}\n`);
  return [
    textFile('report/report.html', 'report', html),
    textFile('report/report.json', 'report', json),
    dataFile(sourcesIndexName, { sources: index }),
    dataFile(seriesIndexName, { series: listSeries(db) }),
    dataFile(evidenceName, { evidence: readTable(db, 'evidence', evidenceJsonColumns) }),
    dataFile(claimsName, {
      claims: readTable(db, 'claim', []),
      claimEvidence: readTable(db, 'claim_evidence', []),
    }),
    dataFile(methodValuesName, {
      values: readTable(db, 'field_value', ['value']),
      timeSpent: readTable(db, 'time_spent', []),
      baselines: readTable(db, 'baseline', ['series', 'inputs']),
      overrides: readTable(db, 'guard_rail_override', []),
    }),
    textFile(
      journalName,
      'journal',
      readJournal(db)
        .map((entry) => `${canonicalJson(entry)}\n`)
        .toArray()
        .join(''),
    ),
    ...raw,
  ];
}

const evidenceJsonColumns = ['parameters', 'inputs', 'result'];

type Table =
  | 'evidence'
  | 'claim'
  | 'claim_evidence'
  | 'field_value'
  | 'time_spent'
  | 'baseline'
  | 'guard_rail_override';

/** The rows of a table as plain JSON, in the order of its key, with the named columns parsed. */
function readTable(db: AuditDb, table: Table, jsonColumns: readonly string[]): Record<string, unknown>[] {
  const rows = db.prepare(`select * from ${table} order by 1, 2`).all() as Record<string, unknown>[];
  for (const row of rows) {
    for (const column of jsonColumns) row[column] = JSON.parse(row[column] as string);
  }
  return rows;
}

function describeSource(db: AuditDb, source: Source): BundledSource {
  const { id, file, bytes, sha256, kind, format, importerVersion, options, rows, rejectedCount, importedAt } =
    source;
  const tables = Object.keys(readIdBases(db)).filter((table) => table !== 'source');
  const idBases = tables.map((table): [string, number] => {
    const first = db.prepare(`select min(id) from ${table} where source_id = ?`).pluck().get(id);
    return [table, typeof first === 'number' ? first - 1 : 0];
  });
  return {
    id,
    file,
    path: sourceMemberName(id, file),
    bytes,
    sha256,
    kind,
    format,
    importerVersion,
    options,
    rows,
    rejectedCount,
    importedAt,
    idBases: { ...Object.fromEntries(idBases), source: id - 1 },
  };
}

/** Reads the source once, because a zip names the checksum before the bytes. */
async function sourceFile(
  db: AuditDb,
  source: Source,
  { signal, onProgress }: PrepareOptions,
  doneBefore: number,
): Promise<BundleFile> {
  const hash = createHash('sha256');
  let checksum = 0;
  let bytes = 0;
  for await (const chunk of readRawSource(db, source.id)) {
    signal.throwIfAborted();
    hash.update(chunk);
    checksum = crc32(chunk, checksum);
    bytes += chunk.length;
    onProgress(doneBefore + bytes);
  }
  if (bytes !== source.bytes || hash.digest('hex') !== source.sha256) {
    throw new AssayError({
      code: 'source.raw-damaged',
      message: `The bytes of ${source.file} kept in the audit are not those that were imported: their SHA-256 differs.`,
      hint: 'The audit file is damaged. Open a backup, or set this source aside and import the file again.',
    });
  }
  return {
    name: sourceMemberName(source.id, source.file),
    role: 'source',
    bytes,
    crc32: checksum,
    sha256: source.sha256,
    read: () => readRawSource(db, source.id),
  };
}
