import { describe, expect, it } from 'vitest';
import { engineContract } from '../../../shared/contract/index.ts';
import type { JobProgress } from '../../../shared/contract/jobs.ts';
import { describeWork } from './at-work.ts';

const job = (label: string, phase: string): JobProgress => ({
  jobId: label,
  method: 'source.import',
  label,
  writes: true,
  state: 'running',
  phase,
  done: 0,
  total: 0,
  unit: '',
  rate: 0,
});

describe('what a silent engine is at', () => {
  it('is the job that has begun', () => {
    const jobs = [job('next.csv', 'Waiting'), job('app.csv', 'Saving')];
    expect(describeWork(jobs, [{ method: 'trace.list', input: {} }])).toBe('works on “app.csv” (Saving)');
  });

  it('is the call that has waited longest where no job runs', () => {
    const calls = [
      { method: 'audit.open', input: { path: '/audits/orders.assay' } },
      { method: 'trace.list', input: {} },
    ];
    expect(describeWork([], calls)).toBe('opens “orders.assay”');
    expect(describeWork([], calls.slice(1))).toBe('reads traces');
  });

  it('is unknown where nothing was asked', () => {
    expect(describeWork([], [])).toBeNull();
  });

  it.each(Object.keys(engineContract).filter((method) => method !== 'job.cancel'))(
    'has words for %s',
    (method) => {
      expect(describeWork([], [{ method, input: {} }])).not.toContain(method);
    },
  );
});
