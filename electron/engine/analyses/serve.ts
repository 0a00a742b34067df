// The thread's side of an analysis: one question at a time, on a connection that cannot write and is closed before the
// answer leaves, so that closing an audit never finds it open.
import { parentPort } from 'node:worker_threads';
import { toErrorData, type ErrorData } from '../../../shared/domain/errors.ts';
import { connectForReading } from '../db/database.ts';
import type { AuditDb } from '../db/database.ts';
import { asAuditError, explainFailure } from '../db/system-errors.ts';
import type { AnalysisProgress, AnalysisRegistry } from './analysis.ts';
import { execute, type Answer } from './execute.ts';

export interface ThreadRequest {
  id: string;
  parameters: unknown;
  /** The file to read, and the audit that errors name. */
  dataPath: string;
  path: string;
}

export type ThreadReply =
  | { type: 'progress'; progress: AnalysisProgress }
  | { type: 'done'; answer: Answer }
  | { type: 'failed'; error: ErrorData };

/** At most this often is progress posted; a run that ends sooner posts none. */
const reportEveryMs = 100;

function throttled(post: (progress: AnalysisProgress) => void): (progress: AnalysisProgress) => void {
  let reportedAt = performance.now();
  return (progress) => {
    const now = performance.now();
    if (now - reportedAt < reportEveryMs) return;
    reportedAt = now;
    post(progress);
  };
}

function answerOrError(registry: AnalysisRegistry, request: ThreadRequest): ThreadReply {
  let db: AuditDb;
  try {
    db = connectForReading(request.dataPath);
  } catch (error) {
    return { type: 'failed', error: toErrorData(asAuditError(error, request.path)) };
  }
  try {
    // One view of the audit for the whole run, whatever is written meanwhile.
    db.exec('begin');
    const report = throttled((progress) => post({ type: 'progress', progress }));
    return { type: 'done', answer: execute(db, registry, request, report) };
  } catch (error) {
    return { type: 'failed', error: toErrorData(explainFailure(error, { db, path: request.path })) };
  } finally {
    db.close();
  }
}

const post = (reply: ThreadReply): void => parentPort?.postMessage(reply);

/** Answers what the engine asks until it says `end`, upon which the thread has nothing left to live for. */
export function serveAnalyses(registry: AnalysisRegistry): void {
  parentPort?.on('message', (request: ThreadRequest | 'end') => {
    if (request === 'end') parentPort?.close();
    else post(answerOrError(registry, request));
  });
}
