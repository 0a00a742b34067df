// Worker thread: one import, then the thread ends.
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '../../../shared/domain/errors.ts';
import { importIntoStaging, type ImportRequest } from './pipeline.ts';

/** At most this often is progress posted. */
const reportEveryMs = 50;
let reportedAt = 0;

try {
  const source = await importIntoStaging(workerData as ImportRequest, (progress) => {
    const now = performance.now();
    if (now - reportedAt < reportEveryMs && progress.done < progress.total) return;
    reportedAt = now;
    parentPort?.postMessage({ type: 'progress', progress });
  });
  parentPort?.postMessage({ type: 'done', source });
} catch (error) {
  parentPort?.postMessage({ type: 'failed', error: toErrorData(error) });
}
