// The jobs that run in the engine, as its events tell. An engine that is gone runs none.
import type { EngineEvent, JobProgress } from '../../shared/contract/jobs.ts';

export interface RunningJobs {
  follow(event: EngineEvent): void;
  /** In the order in which they were asked for. */
  list(): JobProgress[];
}

export function createRunningJobs(): RunningJobs {
  const jobs = new Map<string, JobProgress>();
  return {
    follow(event) {
      if (event.type === 'engine' && (event.state === 'down' || event.state === 'gave-up')) jobs.clear();
      if (event.type !== 'job') return;
      if (event.job.state === 'running') jobs.set(event.job.jobId, event.job);
      else jobs.delete(event.job.jobId);
    },
    list: () => [...jobs.values()],
  };
}
