// Jobs: long work with progress and cancel. Jobs that write to the audit run one after another, in the order in which
// they were asked for; jobs that only read run beside them, a few at a time. A job cancelled before its turn never runs.
import { randomUUID } from 'node:crypto';
import type { EngineEvent, JobProgress } from '../../../shared/contract/jobs.ts';
import { AssayError, toErrorData } from '../../../shared/domain/errors.ts';
import { createLane } from './lane.ts';

export interface JobContext {
  signal: AbortSignal;
  report(progress: { phase: string; done: number; total: number; unit: string }): void;
}

export interface Job {
  /** Made up when it is not given. */
  id?: string | undefined;
  method: string;
  /** What the job works on, such as a file name. */
  label: string;
  /** Writes to the audit, and so runs behind every other job that does. */
  writes: boolean;
}

export interface JobRunner {
  /** Throws what `work` throws, or `job.cancelled` when the job was cancelled before its turn. */
  run<T>(job: Job, work: (context: JobContext) => Promise<T>): Promise<T>;
  /** False when no such job runs or waits. */
  cancel(jobId: string): boolean;
  /** When every job that runs or waits has ended and cleaned up. */
  settled(): Promise<void>;
  /** Whether no job runs or waits. */
  isIdle(): boolean;
  /**
   * Cancels every job and waits until all have ended, at most `patienceMs`; what has not ended by then is given up on:
   * it ends as cancelled for everyone but itself. Jobs asked for meanwhile are cancelled before they begin.
   */
  end(patienceMs: number): Promise<void>;
}

/** Weight of the newest rate in the smoothed one. */
const rateSmoothing = 0.3;
/** Jobs that only read share the disk and the processors: more at once would end later. */
const readersAtOnce = 4;

interface Running {
  controller: AbortController;
  /** Ends the job for its caller, whatever its work still does. */
  giveUp(error: AssayError): void;
  ended: Promise<void>;
}

const cancelled = (message: string): AssayError => new AssayError({ code: 'job.cancelled', message });

export function createJobRunner(emit: (event: EngineEvent) => void): JobRunner {
  const running = new Map<string, Running>();
  const lanes = { writing: createLane(1), reading: createLane(readersAtOnce) };
  /** Callers of `end` that still wait. */
  let ending = 0;

  const settled = async (): Promise<void> => {
    while (running.size > 0) await Promise.all([...running.values()].map(({ ended }) => ended));
  };

  return {
    async run({ id = randomUUID(), method, label, writes }, work) {
      const controller = new AbortController();
      const { signal } = controller;
      const ended = Promise.withResolvers<void>();
      const givenUp = Promise.withResolvers<never>();
      givenUp.promise.catch(() => undefined);
      running.set(id, { controller, giveUp: givenUp.reject, ended: ended.promise });
      const progress = createProgress({ jobId: id, method, label, writes }, emit);
      if (ending > 0) controller.abort();
      let leave: (() => void) | null = null;
      try {
        leave = await lanes[writes ? 'writing' : 'reading'].enter(signal);
        if (leave === null) throw cancelled(`${label}: cancelled before it began; nothing was done.`);
        progress.begin();
        const output = await Promise.race([work({ signal, report: progress.report }), givenUp.promise]);
        progress.end('done');
        return output;
      } catch (error) {
        progress.end(signal.aborted ? 'cancelled' : 'failed', error);
        throw error;
      } finally {
        running.delete(id);
        leave?.();
        progress.publish();
        ended.resolve();
      }
    },
    cancel(jobId) {
      const job = running.get(jobId);
      job?.controller.abort();
      return job !== undefined;
    },
    settled,
    isIdle: () => running.size === 0,
    async end(patienceMs) {
      ending += 1;
      for (const { controller } of running.values()) controller.abort();
      const timer = setTimeout(() => {
        for (const { giveUp } of running.values()) {
          giveUp(cancelled('The job did not end in time after it was cancelled, and was given up on.'));
        }
      }, patienceMs);
      try {
        await settled();
      } finally {
        clearTimeout(timer);
        ending -= 1;
      }
    },
  };
}

/** What is told of one job: published when it is asked for, when it begins, at each report, and by `publish`. */
function createProgress(
  job: Pick<JobProgress, 'jobId' | 'method' | 'label' | 'writes'>,
  emit: (event: EngineEvent) => void,
) {
  const progress: JobProgress = {
    ...job,
    state: 'running',
    phase: 'Waiting',
    done: 0,
    total: 0,
    unit: '',
    rate: 0,
  };
  const publish = (): void => emit({ type: 'job', job: { ...progress } });
  let lastAt = performance.now();
  publish();
  return {
    publish,
    begin(): void {
      progress.phase = 'Starting';
      lastAt = performance.now();
      publish();
    },
    end(state: 'done' | 'failed' | 'cancelled', error?: unknown): void {
      progress.state = state;
      if (state !== 'done') progress.error = toErrorData(error);
    },
    report({ phase, done, total, unit }: Parameters<JobContext['report']>[0]): void {
      // A job that was given up on may still report.
      if (progress.state !== 'running') return;
      const now = performance.now();
      const elapsedS = (now - lastAt) / 1000;
      if (phase === progress.phase && elapsedS > 0) {
        const rate = Math.max(0, done - progress.done) / elapsedS;
        progress.rate =
          progress.rate === 0 ? rate : progress.rate * (1 - rateSmoothing) + rate * rateSmoothing;
      } else progress.rate = 0;
      lastAt = now;
      Object.assign(progress, { phase, done, total, unit });
      publish();
    },
  };
}
