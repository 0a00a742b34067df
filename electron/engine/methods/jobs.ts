import type { Handlers } from '../handler.ts';

export const jobHandlers = {
  'job.cancel': ({ session }, { jobId }) => ({ cancelled: session.jobs.cancel(jobId) }),
} satisfies Partial<Handlers>;
