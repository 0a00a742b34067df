import { describe, expect, it } from 'vitest';
import type { JobProgress } from '../../shared/contract/jobs.ts';
import { createRunningJobs } from './running-jobs.ts';

const job = (jobId: string, state: JobProgress['state'] = 'running', done = 0): JobProgress => ({
  jobId,
  method: 'source.import',
  label: jobId,
  writes: true,
  state,
  phase: 'Reading',
  done,
  total: 2,
  unit: 'B',
  rate: 0,
});

describe('the running jobs', () => {
  it('are those told of and not ended, as they were told of last', () => {
    const jobs = createRunningJobs();
    for (const told of [job('a'), job('b'), job('a', 'running', 1), job('b', 'cancelled')]) {
      jobs.follow({ type: 'job', job: told });
    }
    expect(jobs.list()).toEqual([job('a', 'running', 1)]);
  });

  it('end with their engine', () => {
    const jobs = createRunningJobs();
    jobs.follow({ type: 'job', job: job('a') });
    jobs.follow({ type: 'engine', state: 'down', message: 'The engine ended.' });
    expect(jobs.list()).toEqual([]);
  });
});
