// What is asked before a running import or signing is cut off by closing, in the same words by the shell and the window.
import { formatShare } from '../domain/format.ts';
import { visible } from '../domain/visible.ts';
import type { JobProgress } from './jobs.ts';

export interface ClosingQuestion {
  message: string;
  detail: string;
  /** The answer that closes. */
  close: string;
  /** The answer that leaves everything as it is. */
  goOn: string;
}

interface Work {
  name: string;
  isDone: string;
}

/** By the method of the job. */
const works: Readonly<Record<string, Work>> = {
  'source.import': { name: 'import', isDone: 'imported' },
  'bundle.create': { name: 'signing', isDone: 'written' },
};
const anyWork: Work = { name: 'job', isDone: 'worked on' };

/** Names the job that is furthest on its way; null where none that writes to the audit runs or waits. */
export function closingQuestion(jobs: readonly JobProgress[]): ClosingQuestion | null {
  const writing = jobs.filter(({ writes, state }) => writes && state === 'running');
  const [job] = writing;
  if (job === undefined) return null;
  const { name, isDone } = works[job.method] ?? anyWork;
  const share =
    job.total > 0 ? `; ${formatShare(Math.floor((job.done / job.total) * 100) / 100)} is done` : '';
  const others = writing.length > 1 ? `, and ${writing.length - 1} more after it` : '';
  return {
    message: `${visible(job.label)} is still being ${isDone}${share}${others}.`,
    detail: `Closing cancels the ${name}, and nothing of it is kept.`,
    close: `Cancel the ${name} and close`,
    goOn: 'Go on',
  };
}
