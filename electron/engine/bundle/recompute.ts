// Computes a bundle's figures again from its own raw evidence: the sources are imported into an audit of their own, to
// the ids they had, and every pinned analysis is run again on them.
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { canonicalJson } from '../db/canonical.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Verification } from '../../../shared/contract/bundle.ts';
import { recomputeEvidence } from '../db/evidence.ts';
import { createAudit, type AuditDb } from '../db/open.ts';
import { mergeStaging, readIdBases, stagingPathOf, type IdBases } from '../db/staging.ts';
import { runWorker } from '../importers/run.ts';
import { importers } from '../importers/registry.ts';
import type { JobContext } from '../jobs/runner.ts';
import type { BundledSource } from './manifest.ts';

export interface BundledAudit {
  sources: readonly BundledSource[];
  documents: Record<'evidence' | 'claims' | 'method', Buffer | undefined>;
  read(path: string): AsyncIterable<Uint8Array>;
}

const row = z.record(z.string(), z.json());
const evidenceDocument = z.object({ evidence: z.array(row) });
const claimsDocument = z.object({ claims: z.array(row), claimEvidence: z.array(row) });
const methodDocument = z.object({
  values: z.array(row),
  timeSpent: z.array(row),
  baselines: z.array(row),
  overrides: z.array(row),
});

/** Adds to `notes` what limits the comparison, such as another version of an importer. */
export async function recompute(
  bundle: BundledAudit,
  job: JobContext,
  notes: string[],
): Promise<NonNullable<Verification['recomputed']>> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-recompute-'));
  const audit = createAudit(join(folder, 'recompute.assay'), { name: 'Recomputation' });
  try {
    for (const source of bundle.sources) {
      const current = importers.find(({ id }) => id === source.format)?.version;
      if (current !== source.importerVersion) {
        notes.push(
          `${source.file} was imported by version ${source.importerVersion} of ${source.format}; this Assay has ${
            current === undefined ? 'none' : `version ${current}`
          }.`,
        );
      }
      const path = await unpack(bundle, source, folder);
      const { timeZone, ...options } = source.options;
      await runWorker(
        {
          path,
          stagingPath: stagingPathOf(audit.path),
          bases: idBases(audit.db, source),
          as: source.format,
          timeZone,
          options,
        },
        {
          signal: job.signal,
          report: (progress) => job.report({ ...progress, phase: `Importing ${source.file}` }),
        },
      );
      mergeStaging(audit.db, stagingPathOf(audit.path), () => undefined);
      await rm(path);
    }
    restoreDocuments(audit.db, bundle.documents);
    job.report({ phase: 'Computing', done: 0, total: 0, unit: '' });
    return recomputeEvidence(audit.db);
  } finally {
    audit.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the raw bytes under the name they were imported by, where this system can carry it. */
async function unpack(bundle: BundledAudit, source: BundledSource, folder: string): Promise<string> {
  const isPlain = /^[^\p{Cc}/\\:*?"<>|]{1,200}$/u.test(source.file) && !/^\.{1,2}$/.test(source.file);
  const own = join(folder, String(source.id));
  await mkdir(own);
  const path = join(own, isPlain ? source.file : 'source');
  await pipeline(bundle.read(source.path), createWriteStream(path, { flags: 'wx' }));
  return path;
}

function idBases(db: AuditDb, source: BundledSource): IdBases {
  const names = Object.keys(readIdBases(db)) as (keyof IdBases)[];
  return Object.fromEntries(names.map((name) => [name, source.idBases[name] ?? 0])) as IdBases;
}

/** Puts back what the analyses may ask for beside the evidence. */
function restoreDocuments(db: AuditDb, documents: BundledAudit['documents']): void {
  try {
    const { evidence } = evidenceDocument.parse(parse(documents.evidence));
    const { claims, claimEvidence } = claimsDocument.parse(parse(documents.claims));
    const { values, timeSpent, baselines, overrides } = methodDocument.parse(parse(documents.method));
    db.transaction(() => {
      insertRows(db, 'evidence', evidence, ['parameters', 'inputs', 'result']);
      insertRows(db, 'claim', claims);
      insertRows(db, 'claim_evidence', claimEvidence);
      insertRows(db, 'field_value', values, ['value']);
      insertRows(db, 'time_spent', timeSpent);
      insertRows(db, 'baseline', baselines, ['series', 'inputs']);
      insertRows(db, 'guard_rail_override', overrides);
    })();
  } catch (error) {
    throw new AssayError(
      {
        code: 'bundle.unreadable-data',
        message: `The bundle's data cannot be read back: ${error instanceof Error ? error.message : 'not valid'}`,
        hint: 'It may have been made by a newer Assay; verify it with that.',
      },
      error,
    );
  }
}

const parse = (bytes: Buffer | undefined): unknown => JSON.parse(bytes?.toString('utf8') ?? '{}');

/** Inserts rows whose keys are exactly the table's columns; columns named in `json` are stored as canonical JSON. */
function insertRows(
  db: AuditDb,
  table: string,
  rows: readonly Record<string, unknown>[],
  json: readonly string[] = [],
): void {
  const columns = db.pragma(`table_info(${table})`) as { name: string }[];
  const insert = db.prepare(
    `insert into ${table} (${columns.map(({ name }) => name).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );
  for (const values of rows) {
    if (Object.keys(values).length !== columns.length) throw new Error(`${table} has other columns.`);
    insert.run(columns.map(({ name }) => (json.includes(name) ? canonicalJson(values[name]) : values[name])));
  }
}
