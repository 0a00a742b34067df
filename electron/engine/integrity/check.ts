// Checks an open audit in a thread, so that the engine answers while a large file is read; a cancel ends the thread.
import { Worker } from 'node:worker_threads';
import type { Damage } from '../../../shared/contract/audit.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import { checksumsSince } from '../db/checksums.ts';
import type { OpenAudit } from '../db/database.ts';
import type { IntegrityReport } from '../db/integrity.ts';
import type { JobContext } from '../jobs/runner.ts';
import type { FromIntegrityWorker, IntegrityRequest } from './worker.ts';

/** Rejects with `job.cancelled` once its thread has ended, and with it its connection. */
export async function checkAuditIntegrity(
  audit: OpenAudit,
  job: JobContext,
): Promise<Output<'audit.checkIntegrity'>> {
  const { path, dataPath, fileVersion } = audit;
  const report = await runWorker({ path, dataPath, fileVersion }, job);
  return { ok: report.damageCount === 0, hasChecksums: fileVersion >= checksumsSince, ...report };
}

/** Throws `audit.damaged`, which names the first damage, where what is stored is not what was written. */
export async function requireUndamaged(audit: OpenAudit, job: JobContext): Promise<void> {
  const { damage, damageCount } = await checkAuditIntegrity(audit, job);
  const [first] = damage;
  if (first === undefined) return;
  const more = damageCount > 1 ? `, and ${damageCount - 1} more` : '';
  throw new AssayError({
    code: 'audit.damaged',
    message: `What the audit stores is not what was written: ${describeDamage(first)}${more}.`,
    file: audit.path,
    hint: 'Open a backup. “assay check --integrity” names all that is damaged.',
  });
}

const describeDamage = ({ table, row, sourceId, problem }: Damage): string =>
  [
    table === null ? null : `table ${table}`,
    row === null ? null : `row ${row}`,
    sourceId === null ? null : `source ${sourceId}`,
    problem,
  ]
    .filter((part) => part !== null)
    .join(': ');

function runWorker(request: IntegrityRequest, job: JobContext): Promise<IntegrityReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl(), { workerData: request });
    let outcome = (): void => reject(new Error('The thread that checks the audit gave no answer.'));
    const cancel = (): void => {
      outcome = () =>
        reject(
          new AssayError({ code: 'job.cancelled', message: 'The check was cancelled.', file: request.path }),
        );
      void worker.terminate();
    };
    job.signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: FromIntegrityWorker) => {
      if (job.signal.aborted) return;
      if (message.type === 'progress') {
        const { phase, done, total } = message;
        job.report({ phase, done, total, unit: 'rows' });
      } else if (message.type === 'done') outcome = () => resolve(message.report);
      else outcome = () => reject(new AssayError(message.error));
    });
    worker.on('error', (error) => {
      outcome = () => reject(error);
    });
    worker.on('exit', () => {
      job.signal.removeEventListener('abort', cancel);
      outcome();
    });
    if (job.signal.aborted) cancel();
  });
}

/** Beside this file both as source and as built output. */
function workerUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./worker.ts', import.meta.url)
    : new URL('./integrity-worker.mjs', import.meta.url);
}
