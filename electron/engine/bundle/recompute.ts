// Computes a bundle's figures again from its own raw evidence: the sources are imported into an audit of their own, to
// the ids they had, and every pinned analysis is run again on them. What each kind of evidence says in its document is
// compared with what the files say now.
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Verification } from '../../../shared/contract/bundle.ts';
import { createAnalysisRunner } from '../analyses/runner.ts';
import { createAudit } from '../audits.ts';
import type { AuditDb } from '../db/database.ts';
import { decodeDocument, encodeDocument } from '../db/document.ts';
import { mergeStaging, stagingPathOf } from '../db/staging.ts';
import { recomputeEvidence } from '../evidence/recompute.ts';
import { formats } from '../formats/registry.ts';
import { runFileWorker } from '../intake/import-worker.ts';
import type { JobContext } from '../jobs/runner.ts';
import { schema } from '../schema.ts';
import { auditDocuments, kindDocuments } from './documents/registry.ts';
import type { BundledSource } from './documents/sources.ts';

export interface BundledAudit {
  sources: readonly BundledSource[];
  /** The bytes of a data document, where the bundle has it. */
  document(name: string): Buffer | undefined;
  read(path: string): AsyncIterable<Uint8Array>;
}

type Recomputed = NonNullable<Verification['recomputed']>;

/** Throws `bundle.unreadable-data` for a document that no way leads up from. */
export async function recompute(bundle: BundledAudit, job: JobContext): Promise<Recomputed> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-recompute-'));
  const audit = createAudit(join(folder, 'recompute.assay'), { name: 'Recomputation' });
  const analyses = createAnalysisRunner();
  try {
    const otherVersion: Recomputed['otherVersion'] = [];
    for (const source of bundle.sources) {
      const path = await unpack(bundle, source, folder);
      const { timeZone, ...options } = source.options;
      const stagingPath = stagingPathOf(audit.path);
      const again = await runFileWorker(
        path,
        { stagingPath, sourceId: source.id, as: source.format, timeZone, options },
        {
          signal: job.signal,
          report: (progress) => job.report({ ...progress, phase: `Importing ${source.file}` }),
        },
      );
      mergeStaging(audit.db, stagingPath, schema, () => undefined);
      await rm(path);
      if (again.importerVersion !== source.importerVersion) {
        otherVersion.push({
          what: 'source',
          id: source.id,
          title: source.file,
          made: source.importerVersion,
          ran: again.importerVersion,
          equal: again.rows === source.rows && again.rejectedCount === source.rejectedCount,
          known: isKnownFormat(source),
        });
      }
    }
    const documents = restoreDocuments(audit.db, bundle);
    const figures = await recomputeEvidence(audit, analyses, job);
    return { ...figures, otherVersion: [...otherVersion, ...figures.otherVersion], documents };
  } finally {
    await analyses.end();
    audit.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether the version that imported the source is one of those whose bundles stay whole. */
function isKnownFormat({ format, importerVersion }: BundledSource): boolean {
  const current = formats.find(({ id }) => id === format);
  return current?.earlierVersions?.includes(importerVersion) ?? false;
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

/**
 * Puts back what the analyses may ask for beside the evidence, and compares what the bundle says of each kind of
 * evidence with what its files say now.
 */
function restoreDocuments(db: AuditDb, bundle: BundledAudit): Recomputed['documents'] {
  const differing: string[] = [];
  let checked = 0;
  db.transaction(() => {
    for (const document of kindDocuments) {
      const bytes = bundle.document(document.name);
      if (bytes === undefined) continue;
      const content = decodeDocument(document, bytes);
      document.restore?.(db, content);
      checked += 1;
      const again = encodeDocument(document, document.read(db));
      if (again !== encodeDocument(document, content)) differing.push(document.name);
    }
    for (const document of auditDocuments) {
      const bytes = bundle.document(document.name);
      if (bytes !== undefined) document.restore?.(db, decodeDocument(document, bytes));
    }
  })();
  return { checked, differing };
}
