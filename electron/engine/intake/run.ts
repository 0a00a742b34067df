// The engine's side of an import: recognises duplicates, runs the worker, and copies a whole import into the audit.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AssayError, toErrorData, type ErrorData } from '../../../shared/domain/errors.ts';
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
import type { ImportProgress, ImportRequest } from './pipeline.ts';

export interface ImportInput {
  path: string;
  as?: string | undefined;
  timeZone?: string | undefined;
  options?: Record<string, string> | undefined;
}

type WorkerMessage =
  | { type: 'progress'; progress: ImportProgress }
  | { type: 'done'; source: Source }
  | { type: 'failed'; error: ErrorData };

/** Imports one file, all or nothing. The same bytes twice: the first source, with `duplicateOf` set. */
export async function importSource(audit: OpenAudit, input: ImportInput, job: JobContext): Promise<Source> {
  const path = resolve(input.path);
  if (input.as !== undefined) formatNamed(input.as);
  try {
    const twin = await findTwin(audit, path);
    if (twin) return { ...twin, duplicateOf: twin.id };
    markImport(audit.db, basename(path));
    const stagingPath = stagingPathOf(audit.path);
    const source = await runWorker(
      {
        path,
        stagingPath,
        sourceId: nextSourceId(audit.db),
        as: input.as,
        timeZone: input.timeZone,
        options: input.options ?? {},
      },
      job,
    );
    job.report({ phase: 'Saving', done: source.bytes, total: source.bytes, unit: 'B' });
    mergeStaging(audit.db, stagingPath, schema, () => {
      unmarkImport(audit.db);
      const { id, file, sha256, bytes, format, rows, rejectedCount } = source;
      appendJournal(audit.db, 'source.imported', `${file} was imported as ${format}.`, {
        id,
        file,
        sha256,
        bytes,
        format,
        rows,
        rejectedCount,
      });
    });
    return source;
  } catch (error) {
    const known = asAuditError(error, audit.path);
    recordRefusal(audit, path, known, job.signal.aborted);
    throw known;
  } finally {
    removeStaging(audit.path);
  }
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

/** Fills the request's staging database in a worker thread; a cancel ends the thread. */
export function runWorker(request: ImportRequest, job: JobContext): Promise<Source> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl(), { workerData: request });
    const cancel = (): void => {
      void worker.terminate().then(() => reject(cancelled(request.path)));
    };
    if (job.signal.aborted) cancel();
    job.signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'progress') job.report({ ...message.progress, unit: 'B' });
      else {
        job.signal.removeEventListener('abort', cancel);
        if (message.type === 'done') worker.once('exit', () => resolve(message.source));
        else worker.once('exit', () => reject(new AssayError(message.error)));
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code !== 0 && !job.signal.aborted)
        reject(new Error(`The import worker ended with status ${code}.`));
    });
  });
}

/** Beside this file both as source and as built output. */
function workerUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./worker.ts', import.meta.url)
    : new URL('./import-worker.mjs', import.meta.url);
}

function cancelled(path: string): AssayError {
  return new AssayError({
    code: 'job.cancelled',
    message: 'The import was cancelled; nothing of it was kept.',
    file: path,
  });
}

/** The journal tells of every file that was turned away; on a full disk it cannot, and the error says all. */
function recordRefusal(audit: OpenAudit, path: string, error: unknown, wasCancelled: boolean): void {
  const { code, message } = toErrorData(error);
  if (audit.readOnly || !audit.db.open) return;
  if (code === 'disk.full') {
    // Where even that has no room, the next opening tells of it.
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

function unmarkWhereThereIsRoom({ db, path }: OpenAudit): void {
  try {
    unmarkImport(db);
  } catch (error) {
    const known = toErrorData(asAuditError(error, path));
    if (known.code !== 'disk.full') throw error;
  }
}
