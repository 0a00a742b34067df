// Worker thread: checks one audit on a connection of its own; then the thread ends.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { toErrorData, type ErrorData } from '../../../shared/domain/errors.ts';
import { connectForReading } from '../db/database.ts';
import { checkIntegrity, type IntegrityReport } from '../db/integrity.ts';
import { asAuditError } from '../db/system-errors.ts';
import { schema } from '../schema.ts';

export interface IntegrityRequest {
  /** What errors name as the file. */
  path: string;
  dataPath: string;
  fileVersion: number;
}

export type FromIntegrityWorker =
  | { type: 'progress'; phase: string; done: number; total: number }
  | { type: 'done'; report: IntegrityReport }
  | { type: 'failed'; error: ErrorData };

const port = parentPort as MessagePort;
const post = (message: FromIntegrityWorker): void => port.postMessage(message);
const { path, dataPath, fileVersion } = workerData as IntegrityRequest;

try {
  const db = connectForReading(dataPath);
  try {
    // One view of the audit, whatever is written meanwhile; closing ends it.
    db.exec('begin');
    const report = checkIntegrity(db, schema, fileVersion, (phase, done, total) =>
      post({ type: 'progress', phase, done, total }),
    );
    post({ type: 'done', report });
  } finally {
    db.close();
  }
} catch (error) {
  post({ type: 'failed', error: toErrorData(asAuditError(error, path)) });
}
