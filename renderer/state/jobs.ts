import { create } from 'zustand';
import type { Input, MethodName, Output } from '../../shared/contract/index.ts';
import type { JobProgress } from '../../shared/contract/jobs.ts';
import { formatDurationMs, formatRate, formatShare } from '../../shared/domain/format.ts';
import { call, onEngineEvent } from './bridge.ts';

interface JobStore {
  /** Jobs that run, in the order they began. */
  running: readonly JobProgress[];
}

export const useJobs = create<JobStore>(() => ({ running: [] }));

export function connectJobs(): void {
  onEngineEvent((event) => {
    if (event.type === 'engine' && (event.state === 'down' || event.state === 'gave-up'))
      useJobs.setState({ running: [] });
    if (event.type !== 'job') return;
    const { job } = event;
    // Most answers are there at once: a run is told of once it has progress to tell.
    if (job.method === 'analysis.run' && job.state === 'running' && job.phase === 'Waiting') return;
    useJobs.setState(({ running }) => {
      if (job.state !== 'running') return { running: running.filter((other) => other.jobId !== job.jobId) };
      const known = running.some((other) => other.jobId === job.jobId);
      return {
        running: known
          ? running.map((other) => (other.jobId === job.jobId ? job : other))
          : [...running, job],
      };
    });
  });
}

/** Starts a job; its progress shows in the status bar, and `cancelJob` ends it. */
export function startJob<M extends MethodName>(
  method: M,
  input: Input<M>,
): { jobId: string; result: Promise<Output<M>> } {
  const jobId = crypto.randomUUID();
  return { jobId, result: call(method, input, jobId) };
}

export const cancelJob = (jobId: string): Promise<{ cancelled: boolean }> => call('job.cancel', { jobId });

/** Seconds left at the present rate, or null while that is unknown. */
export function secondsLeft({ done, total, rate }: JobProgress): number | null {
  return total > 0 && rate > 0 ? Math.max(0, (total - done) / rate) : null;
}

/** Share done from 0 to 1, or null while the total is unknown. */
export function shareDone({ done, total }: JobProgress): number | null {
  return total > 0 ? Math.min(1, done / total) : null;
}

/** How a job gets on, in a line: share done, rate, time left. */
export function describeJob(job: JobProgress): string {
  const share = shareDone(job);
  const left = secondsLeft(job);
  return [
    share === null ? null : formatShare(Math.floor(share * 100) / 100),
    job.rate > 0 ? formatRate(job.rate, job.unit) : null,
    left === null ? null : `${formatDurationMs(Math.ceil(left) * 1000)} left`,
  ]
    .filter(Boolean)
    .join(', ');
}
