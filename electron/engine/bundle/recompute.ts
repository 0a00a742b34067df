// Computes a bundle's figures again from its own raw evidence: the sources are imported into an audit of their own, to
// the ids they had, what the auditor wrote is put back, and every pinned analysis is run again. What the bundle says of
// its sources and of each kind of evidence is compared with what the files say now, and its report with the report that
// this audit gives (rebuild.ts).
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Verification } from '../../../shared/contract/bundle.ts';
import type { Source } from '../../../shared/contract/sources.ts';
import { AssayError, toErrorData } from '../../../shared/domain/errors.ts';
import { createAnalysisRunner } from '../analyses/runner.ts';
import { createAudit } from '../audits.ts';
import { canonicalJson } from '../db/canonical.ts';
import type { AuditDb, OpenAudit } from '../db/database.ts';
import { decodeDocument, encodeDocument } from '../db/document.ts';
import { asAuditError } from '../db/system-errors.ts';
import { mergeStaging, stagingPathOf } from '../db/staging.ts';
import { recomputeEvidence } from '../evidence/recompute.ts';
import { formats } from '../formats/registry.ts';
import { runFileWorker } from '../intake/import-worker.ts';
import type { JobContext } from '../jobs/runner.ts';
import { schema } from '../schema.ts';
import { auditDocuments, kindDocuments } from './documents/registry.ts';
import { sourcesDocument, type BundledSource, type SourcesDocument } from './documents/sources.ts';
import { compareBaselines, compareReport, restoreParticulars, type ReportSource } from './rebuild.ts';

export interface BundledAudit extends ReportSource {
  index: SourcesDocument;
  /** The bytes of a data document, where the bundle has it. */
  document(name: string): Buffer | undefined;
  read(path: string): AsyncIterable<Uint8Array>;
}

type Recomputed = NonNullable<Verification['recomputed']>;

/**
 * Throws `bundle.not-recomputable` for what no audit can be put together from, and faults of this machine, such as a
 * full disk, as they are.
 */
export async function recompute(bundle: BundledAudit, job: JobContext): Promise<Recomputed> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-recompute-'));
  const audit = createAudit(join(folder, 'recompute.assay'), { name: 'Recomputation' });
  const analyses = createAnalysisRunner();
  try {
    const otherVersion: Recomputed['otherVersion'] = [];
    for (const source of bundle.index.sources) {
      const again = await importAgain(audit, bundle, source, { folder, job });
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
    const documents = ofData('The data of the bundle cannot be put back', () =>
      restoreDocuments(audit.db, bundle),
    );
    const figures = await recomputeEvidence(audit, analyses, job);
    const others = [...otherVersion, ...figures.otherVersion];
    return ofData('The report cannot be built from the data of the bundle', () => ({
      ...figures,
      otherVersion: others,
      documents,
      baselines: compareBaselines(audit.db),
      report: compareReport(audit, bundle, others.length > 0),
    }));
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

/** Imports a raw file as it was imported before, under the name and the id it had. */
async function importAgain(
  audit: OpenAudit,
  bundle: BundledAudit,
  source: BundledSource,
  { folder, job }: { folder: string; job: JobContext },
): Promise<Source> {
  const path = join(folder, 'source');
  await pipeline(bundle.read(source.path), createWriteStream(path, { flags: 'wx' }));
  const { id: sourceId, file: fileName, format } = source;
  const { timeZone, ...options } = source.options;
  const stagingPath = stagingPathOf(audit.dataPath);
  try {
    const again = await runFileWorker(
      path,
      { stagingPath, sourceId, as: format, timeZone, options, fileName },
      {
        signal: job.signal,
        report: (progress) => job.report({ ...progress, phase: `Importing ${fileName}` }),
      },
    );
    mergeStaging(audit.db, stagingPath, schema, () => undefined);
    return again;
  } catch (error) {
    throw job.signal.aborted ? error : faultOfData(`“${fileName}” cannot be imported again`, error);
  } finally {
    await rm(path);
  }
}

/** What only data that no Assay wrote can bring about; a fault of this machine is thrown as it is. */
function faultOfData(what: string, error: unknown): unknown {
  const known = asAuditError(error, tmpdir());
  const { code, message } = toErrorData(known);
  if (/^(disk|file|job)\./.test(code)) return known;
  return new AssayError({ code: 'bundle.not-recomputable', message: `${what}: ${message}` }, error);
}

function ofData<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw faultOfData(what, error);
  }
}

/**
 * Puts back what the analyses may ask for beside the evidence, and compares what the bundle says of each kind of
 * evidence with what its files say now.
 */
function restoreDocuments(db: AuditDb, bundle: BundledAudit): Recomputed['documents'] {
  const differing: string[] = [];
  let checked = 0;
  db.transaction(() => {
    restoreParticulars(db, bundle.manifest);
    sourcesDocument.restore?.(db, bundle.index);
    checked += 1;
    if (!isSameIndex(sourcesDocument.read(db), bundle.index)) differing.push(sourcesDocument.name);
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

/**
 * Whether the raw files are what the index says of them. The version of an importer, and what came of another one, are
 * told apart (`otherVersion`).
 */
function isSameIndex(found: SourcesDocument, index: SourcesDocument): boolean {
  const comparable = ({ sources }: SourcesDocument): string =>
    canonicalJson(
      sources.map((source, at) => {
        const isOther = found.sources[at]?.importerVersion !== index.sources[at]?.importerVersion;
        const { importerVersion: _version, rows, rejectedCount, ...same } = source;
        return isOther ? same : { ...same, rows, rejectedCount };
      }),
    );
  return comparable(found) === comparable(index);
}
