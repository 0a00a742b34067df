// Jobs: long work with progress and cancel. Jobs that write run one after another.
import { randomUUID } from 'node:crypto';
import type { EngineEvent, JobProgress } from '../../../shared/contract/jobs.ts';
import { toErrorData } from '../../../shared/domain/errors.ts';

export interface JobContext {
  signal: AbortSignal;
  report(progress: { phase: string; done: number; total: number; unit: string }): void;
}

export interface JobRunner {
  run<T>(
    job: { id?: string | undefined; method: string; label: string },
    work: (context: JobContext) => Promise<T>,
  ): Promise<T>;
  cancel(jobId: string): boolean;
  cancelAll(): void;
  /** When the job that writes, and every one behind it, has ended and cleaned up. */
  settled(): Promise<void>;
}

/** Weight of the newest rate in the smoothed one. */
const rateSmoothing = 0.3;

export function createJobRunner(emit: (event: EngineEvent) => void): JobRunner {
  const running = new Map<string, AbortController>();
  let queue: Promise<unknown> = Promise.resolve();
  return {
    async run({ id = randomUUID(), method, label }, work) {
      const controller = new AbortController();
      running.set(id, controller);
      const progress: JobProgress = {
        jobId: id,
        method,
        label,
        state: 'running',
        phase: 'Waiting',
        done: 0,
        total: 0,
        unit: '',
        rate: 0,
      };
      const publish = (): void => emit({ type: 'job', job: { ...progress } });
      let lastAt = performance.now();
      const report: JobContext['report'] = ({ phase, done, total, unit }) => {
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
      };
      publish();
      const result = queue.then(() => {
        progress.phase = 'Starting';
        return work({ signal: controller.signal, report });
      });
      queue = result.catch(() => undefined);
      try {
        const output = await result;
        progress.state = 'done';
        return output;
      } catch (error) {
        progress.state = controller.signal.aborted ? 'cancelled' : 'failed';
        progress.error = toErrorData(error);
        throw error;
      } finally {
        running.delete(id);
        publish();
      }
    },
    cancel(jobId) {
      const controller = running.get(jobId);
      controller?.abort();
      return controller !== undefined;
    },
    cancelAll() {
      for (const controller of running.values()) controller.abort();
    },
    async settled() {
      while (running.size > 0) await queue;
    },
  };
}
