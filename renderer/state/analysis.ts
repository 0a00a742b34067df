// Analyses as screens ask them: typed by id, cancelled when the question changes or the screen is left.
import { useState } from 'react';
import type { AnalysisId, AnalysisInput } from '../../shared/analyses/index.ts';
import { runAnalysis, type AnalysisAnswer } from '../../shared/contract/analyses.ts';
import type { JobProgress, Topic } from '../../shared/contract/jobs.ts';
import { call } from './bridge.ts';
import { cancelJob, useJobs } from './jobs.ts';
import { useAnswer, type QueryOptions, type QueryState } from './query.ts';

export interface AnalysisState<T> extends QueryState<T> {
  /** Of a run that takes long enough to be told of. */
  progress: JobProgress | null;
}

/** The answer to one question; it holds what is pinned when it is shown. A `null` question asks nothing. */
export function useAnalysis<Id extends AnalysisId>(
  id: Id,
  parameters: AnalysisInput<Id> | null,
  topics: readonly Topic[],
  options: QueryOptions = {},
): AnalysisState<AnalysisAnswer<Id>> {
  const state = useAnalyses(id, parameters === null ? null : [parameters], topics, options);
  return { ...state, data: state.data?.[0] ?? null };
}

/** The answers to several questions to one analysis, in the order asked. */
export function useAnalyses<Id extends AnalysisId>(
  id: Id,
  asked: readonly AnalysisInput<Id>[] | null,
  topics: readonly Topic[],
  options: QueryOptions = {},
): AnalysisState<AnalysisAnswer<Id>[]> {
  const [jobIds, setJobIds] = useState<readonly string[]>([]);
  const key = asked === null ? null : `${id} ${JSON.stringify(asked)}`;
  const state = useAnswer(
    key,
    (signal) => {
      const runs = (asked ?? []).map((parameters) => ({ jobId: crypto.randomUUID(), parameters }));
      setJobIds(runs.map(({ jobId }) => jobId));
      return Promise.all(runs.map(({ jobId, parameters }) => runUnless(signal, id, parameters, jobId)));
    },
    topics,
    options,
  );
  const progress = useJobs(({ running }) => running.find(({ jobId }) => jobIds.includes(jobId)) ?? null);
  return { ...state, progress };
}

async function runUnless<Id extends AnalysisId>(
  signal: AbortSignal,
  id: Id,
  parameters: AnalysisInput<Id>,
  jobId: string,
): Promise<AnalysisAnswer<Id>> {
  // Where the engine is gone, so is the run.
  const cancel = (): void => void cancelJob(jobId).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await runAnalysis(call, id, parameters, jobId);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
