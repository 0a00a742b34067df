// Runs the import worker: what it says reaches the caller, a cancel ends its thread.
import { Worker } from 'node:worker_threads';
import type { Source } from '../../../shared/contract/sources.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { JobContext } from '../jobs/runner.ts';
import type { ImportSettings } from './pipeline.ts';
import type { ContainerRequest, FileRequest, FromWorker, LeftMember, ToWorker } from './worker-messages.ts';

export interface MemberListener {
  /** Takes what stands in the staging database, and returns the id for the next source. */
  staged(source: Source): number;
  left(left: LeftMember): void;
  hidden(): void;
}

/** Fills the staging database from one file. Throws what the import throws, or `job.cancelled`. */
export async function runFileWorker(
  path: string,
  settings: ImportSettings,
  job: JobContext,
): Promise<Source> {
  const source = await run({ type: 'file', path, settings }, job, null);
  if (source === null) throw new Error('The import worker gave no source.');
  return source;
}

/** Fills the staging database from each member in turn. Throws what stops all, or `job.cancelled`. */
export async function runContainerWorker(
  request: ContainerRequest,
  job: JobContext,
  listener: MemberListener,
): Promise<void> {
  await run(request, job, listener);
}

/** An import makes short-lived things only: a larger young generation takes memory and saves no time. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

function run(
  request: FileRequest | ContainerRequest,
  job: JobContext,
  listener: MemberListener | null,
): Promise<Source | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl(), { workerData: request, resourceLimits });
    let isStopped = false;
    const stop = (reason: unknown): void => {
      isStopped = true;
      job.signal.removeEventListener('abort', cancel);
      void worker.terminate().then(() => reject(reason));
    };
    const cancel = (): void => stop(cancelled(request.path));
    const hear = (message: FromWorker): void => {
      switch (message.type) {
        case 'progress':
          job.report({ ...message.progress, unit: 'B' });
          return;
        case 'staged': {
          const sourceId = listener?.staged(message.source) ?? message.source.id;
          worker.postMessage({ sourceId } satisfies ToWorker);
          return;
        }
        case 'left':
          listener?.left({ member: message.member, error: message.error });
          return;
        case 'hidden':
          listener?.hidden();
          return;
        case 'done':
        case 'failed':
          job.signal.removeEventListener('abort', cancel);
          worker.once('exit', () => {
            if (message.type === 'done') resolve(message.source);
            else reject(new AssayError(message.error));
          });
      }
    };
    if (job.signal.aborted) cancel();
    job.signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: FromWorker) => {
      // What was said before a cancel may still arrive; nothing of it is taken.
      if (isStopped) return;
      try {
        hear(message);
      } catch (error) {
        stop(error);
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code !== 0 && !isStopped) reject(new Error(`The import worker ended with status ${code}.`));
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
