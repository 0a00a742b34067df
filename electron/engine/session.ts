import { AssayError } from '../../shared/domain/errors.ts';
import type { EngineEvent, Topic } from '../../shared/contract/jobs.ts';
import type { AuditDb, OpenAudit } from './db/database.ts';
import type { JobContext, JobRunner } from './jobs/runner.ts';

/** What reads audits in threads of its own. */
export interface Readers {
  /** Whether nothing reads this audit. */
  isIdle(audit: OpenAudit): boolean;
  /** Cancels what reads it. Once it resolves, no thread has it open. */
  leave(audit: OpenAudit): Promise<void>;
}

/** What a handler works with: the open audit, the jobs, and a way to tell the window what changed. */
export interface Session {
  current: OpenAudit | null;
  jobs: JobRunner;
  readers: Readers;
  emit(event: EngineEvent): void;
}

export interface CallContext {
  session: Session;
  /** For reading. Throws `audit.none-open`. */
  audit(): OpenAudit;
  /** For writing. Throws `audit.none-open` or `audit.read-only`. */
  writableDb(): AuditDb;
  changed(...topics: Topic[]): void;
  /** Runs the call as a job under the caller's job id: one that only reads, beside whatever else runs. */
  job<T>(label: string, work: (job: JobContext) => Promise<T>): Promise<T>;
  /** As `job`, for work that writes to the audit: it runs when the writing jobs before it have ended. */
  writingJob<T>(label: string, work: (job: JobContext) => Promise<T>): Promise<T>;
}

/** Longer than any job needs to notice that it was cancelled and to clean up, shorter than anyone waits. */
const closingPatienceMs = 10_000;

/**
 * Cancels the jobs and analyses, waits until they have ended and cleaned up (a job that takes longer than ten seconds
 * is given up on), and closes the audit. What closing could not do is told as a notice and stops nobody. Where nothing
 * runs, all of it is done when the call returns. `next` follows in the same turn, so that two audits opened at once do
 * not both stay open.
 */
export async function closeCurrent<T>(session: Session, next: () => T): Promise<T> {
  const { jobs, readers } = session;
  if (!jobs.isIdle()) await jobs.end(closingPatienceMs);
  while (session.current && !readers.isIdle(session.current)) await readers.leave(session.current);
  const left = session.current;
  session.current = null;
  const notice = left?.close() ?? null;
  if (notice !== null) session.emit({ type: 'notice', notice });
  return next();
}

export function callContext(session: Session, method: string, jobId: string | undefined): CallContext {
  const audit = (): OpenAudit => {
    if (session.current) return session.current;
    throw new AssayError({
      code: 'audit.none-open',
      message: 'No audit is open.',
      hint: 'Open an audit or create one first.',
    });
  };
  return {
    session,
    audit,
    writableDb() {
      const open = audit();
      if (!open.readOnly) return open.db;
      throw new AssayError({
        code: open.lockedBy === null ? 'audit.read-only' : 'audit.locked',
        message:
          open.lockedBy === null
            ? 'The audit is open for reading only.'
            : `The audit is open for reading only, because it is being written by ${open.lockedBy}.`,
        file: open.path,
        hint: 'Close it there and open it again here, or work on a copy.',
      });
    },
    changed: (...topics) => session.emit({ type: 'changed', topics }),
    job: (label, work) => session.jobs.run({ id: jobId, method, label, writes: false }, work),
    writingJob: (label, work) => session.jobs.run({ id: jobId, method, label, writes: true }, work),
  };
}
