// What an engine that does not answer is probably at, in words for the window.
import { basename } from 'node:path';
import type { JobProgress } from '../../../shared/contract/jobs.ts';

export interface AskedCall {
  method: string;
  input: unknown;
}

/** By the first word of the method's name; what stands here follows “while it …”. */
const subjects: Readonly<Record<string, string>> = {
  analysis: 'starts an analysis',
  audit: 'opens or closes an audit',
  baseline: 'works on baselines',
  bundle: 'signs or verifies a bundle',
  claim: 'works on findings',
  edit: 'undoes or repeats an edit',
  evidence: 'works on evidence',
  journal: 'reads the journal',
  key: 'works on keys',
  method: 'works on the method',
  profile: 'reads profiles',
  report: 'builds the report',
  series: 'reads metrics',
  source: 'imports or lists files',
  topology: 'reads a topology',
  trace: 'reads traces',
};

/**
 * A job at work says most; else it is the call that has waited longest. Null when nothing was asked of the engine.
 * Both come oldest first.
 */
export function describeWork(jobs: readonly JobProgress[], calls: readonly AskedCall[]): string | null {
  const job = jobs.find(({ phase }) => phase !== 'Waiting');
  if (job !== undefined) return `works on “${job.label}” (${job.phase})`;
  const [call] = calls;
  if (call === undefined) return null;
  const opened = call.method === 'audit.open' ? pathOf(call.input) : null;
  if (opened !== null) return `opens “${basename(opened)}”`;
  return subjects[call.method.split('.', 1)[0] ?? ''] ?? `answers ${call.method}`;
}

function pathOf(input: unknown): string | null {
  const path = (input as { path?: unknown } | null)?.path;
  return typeof path === 'string' ? path : null;
}
