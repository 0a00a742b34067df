// Worker thread: one file, or the members of one container, one after another; then the thread ends.
import { once } from 'node:events';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { toErrorData } from '../../../shared/domain/errors.ts';
import { asAuditError } from '../db/system-errors.ts';
import { importMembers } from './containers/import-members.ts';
import { fileInput, importIntoStaging, type ImportProgress } from './pipeline.ts';
import type { ContainerRequest, FileRequest, FromWorker, ToWorker } from './worker-messages.ts';

/** At most this often is progress posted. */
const reportEveryMs = 50;
let reportedAt = 0;

const port = parentPort as MessagePort;
const post = (message: FromWorker): void => port.postMessage(message);

function report(progress: ImportProgress): void {
  const now = performance.now();
  if (now - reportedAt < reportEveryMs && progress.done < progress.total) return;
  reportedAt = now;
  post({ type: 'progress', progress });
}

const request = workerData as FileRequest | ContainerRequest;
try {
  if (request.type === 'file') {
    const source = await importIntoStaging(
      await fileInput(request.path, request.settings.fileName),
      request.settings,
      report,
    );
    post({ type: 'done', source });
  } else {
    await importMembers(request, {
      report,
      left: (left) => post({ type: 'left', ...left }),
      hidden: () => post({ type: 'hidden' }),
      async staged(source) {
        post({ type: 'staged', source });
        const [{ sourceId }] = (await once(port, 'message')) as [ToWorker];
        return sourceId;
      },
    });
    post({ type: 'done', source: null });
  }
} catch (error) {
  // What SQLite says of the staging database is told of the audit beside which it lies.
  post({ type: 'failed', error: toErrorData(asAuditError(error, request.settings.stagingPath)) });
}
