// The engine's side of an import: recognises duplicates, runs the worker, and copies a whole import into the audit.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { toErrorData } from '../../../shared/domain/errors.ts';
import type { Source } from '../../../shared/contract/sources.ts';
import type { OpenAudit } from '../db/database.ts';
import { asAuditError, requireRegularFile } from '../db/system-errors.ts';
import { markImport, unmarkImport } from '../db/import-mark.ts';
import { appendJournal } from '../db/journal.ts';
import { readSources } from '../db/sources.ts';
import { mergeStaging, nextSourceId, removeStaging, stagingPathOf } from '../db/staging.ts';
import { schema } from '../schema.ts';
import { formatNamed } from './detect.ts';
import type { JobContext } from '../jobs/runner.ts';
import { runFileWorker } from './import-worker.ts';
import type { ImportSettings } from './pipeline.ts';

export interface ImportInput {
  path: string;
  as?: string | undefined;
  timeZone?: string | undefined;
  options?: Record<string, string> | undefined;
}

/** Imports one file, all or nothing. The same bytes twice: the first source, with `duplicateOf` set. */
export async function importSource(audit: OpenAudit, input: ImportInput, job: JobContext): Promise<Source> {
  const path = resolve(input.path);
  if (input.as !== undefined) formatNamed(input.as);
  try {
    const twin = await findTwin(audit, path);
    if (twin) return { ...twin, duplicateOf: twin.id };
    markImport(audit.db, { file: basename(path), kept: 0 });
    const source = await runFileWorker(path, settingsOf(audit, input), job);
    job.report({ phase: 'Saving', done: source.bytes, total: source.bytes, unit: 'B' });
    keepStaged(audit, source, () => unmarkImport(audit.db));
    return source;
  } catch (error) {
    const known = asAuditError(error, audit.path);
    recordRefusal(audit, path, known, job.signal.aborted);
    throw known;
  } finally {
    removeStaging(audit.dataPath);
  }
}

export const settingsOf = (audit: OpenAudit, input: Omit<ImportInput, 'path'>): ImportSettings => ({
  stagingPath: stagingPathOf(audit.dataPath),
  sourceId: nextSourceId(audit.db),
  as: input.as,
  timeZone: input.timeZone,
  options: input.options ?? {},
});

/** Copies what stands in the staging database into the audit, with its entry in the journal and the mark moved on. */
export function keepStaged(audit: OpenAudit, source: Source, moveMark: () => void): void {
  mergeStaging(audit.db, stagingPathOf(audit.dataPath), schema, () => {
    moveMark();
    const { id, file, container, sha256, bytes, format, rows, rejectedCount } = source;
    appendJournal(audit.db, 'source.imported', `${file} was imported as ${format}.`, {
      id,
      file,
      ...(container !== null && { container }),
      sha256,
      bytes,
      format,
      rows,
      rejectedCount,
    });
  });
}

async function findTwin(audit: OpenAudit, path: string): Promise<Source | undefined> {
  let size: number;
  try {
    const stats = await stat(path);
    requireRegularFile(stats, path);
    size = stats.size;
  } catch (error) {
    throw asAuditError(error, path);
  }
  const sameSize = readSources(audit.db).filter(({ bytes }) => bytes === size);
  if (sameSize.length === 0) return undefined;
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw asAuditError(error, path);
  }
  const sha256 = hash.digest('hex');
  return sameSize.find((source) => source.sha256 === sha256);
}

/** The journal tells of every file that was turned away; on a full disk it cannot, and the error says all. */
function recordRefusal(audit: OpenAudit, path: string, error: unknown, wasCancelled: boolean): void {
  const { code, message } = toErrorData(error);
  if (audit.readOnly || !audit.db.open) return;
  if (code === 'disk.full') {
    unmarkWhereThereIsRoom(audit);
    return;
  }
  const action = wasCancelled ? 'source.cancelled' : 'source.refused';
  const summary = wasCancelled
    ? `The import of ${basename(path)} was cancelled.`
    : `${basename(path)} was refused.`;
  audit.db.transaction(() => {
    unmarkImport(audit.db);
    appendJournal(audit.db, action, summary, { file: basename(path), code, message });
  })();
}

/** On a full disk; where even that has no room, the next opening tells of the import. */
export function unmarkWhereThereIsRoom({ db, path }: OpenAudit): void {
  try {
    unmarkImport(db);
  } catch (error) {
    const known = toErrorData(asAuditError(error, path));
    if (known.code !== 'disk.full') throw error;
  }
}
