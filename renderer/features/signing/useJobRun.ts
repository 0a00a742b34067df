import { useCallback, useState } from 'react';
import type { Input, MethodName, Output } from '../../../shared/contract/index.ts';
import type { JobProgress } from '../../../shared/contract/jobs.ts';
import type { ErrorData } from '../../../shared/domain/errors.ts';
import { errorDataOf, startJob, useJobs } from '../../state/index.ts';

export type JobRun<T> =
  | { state: 'idle' }
  | { state: 'running'; jobId: string }
  | { state: 'done'; output: T }
  | { state: 'failed'; error: ErrorData };

export interface JobControl<M extends MethodName> {
  run: JobRun<Output<M>>;
  /** Null unless it runs and has reported. */
  progress: JobProgress | null;
  start(input: Input<M>): Promise<void>;
  reset(): void;
}

/** One job of a screen: what it gives stays until the next start. A cancelled job is as if it had not begun. */
export function useJobRun<M extends MethodName>(method: M): JobControl<M> {
  const [run, setRun] = useState<JobRun<Output<M>>>({ state: 'idle' });
  const jobId = run.state === 'running' ? run.jobId : null;
  const progress = useJobs(({ running }) => running.find((job) => job.jobId === jobId) ?? null);
  const start = useCallback(
    async (input: Input<M>): Promise<void> => {
      const job = startJob(method, input);
      setRun({ state: 'running', jobId: job.jobId });
      try {
        setRun({ state: 'done', output: await job.result });
      } catch (error) {
        const data = errorDataOf(error);
        setRun(data.code === 'job.cancelled' ? { state: 'idle' } : { state: 'failed', error: data });
      }
    },
    [method],
  );
  const reset = useCallback(() => setRun({ state: 'idle' }), []);
  return { run, progress, start, reset };
}
