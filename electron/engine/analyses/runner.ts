// Answers questions to the open audit without holding up the engine: in threads, each equal question once, and from
// memory where the same sources are live as when it was last asked. A cancel, a closed audit or the end of the time
// allowed ends the thread; a partial result is never given.
import { AssayError } from '../../../shared/domain/errors.ts';
import { formatDurationMs } from '../../../shared/domain/format.ts';
import { canonicalJson } from '../db/canonical.ts';
import type { OpenAudit } from '../db/database.ts';
import type { Readers } from '../session.ts';
import type { AnalysisProgress, AnalysisRegistry } from './analysis.ts';
import { questionFor, type Answer, type Question } from './execute.ts';
import { analyses } from './registry.ts';
import { createThreads } from './threads.ts';

const mostThreads = 2;
const usualTimeLimitMs = 120_000;
/** A run that takes longer is told of, with or without progress of its own. */
const toldAfterMs = 300;
/** Answers kept per audit, the last ones asked for; larger ones are computed again. */
const answersKept = 32;
const largestKept = 4 * 1024 * 1024;

/** Who waits for an answer. */
export interface Watcher {
  signal?: AbortSignal;
  report?(progress: AnalysisProgress): void;
}

export interface AnalysisRunner extends Readers {
  registry: AnalysisRegistry;
  /** Has a thread ready before the first question. */
  prepare(): void;
  /** Throws `analysis.unknown` or `analysis.parameters-invalid`. */
  question(id: string, parameters: unknown): Question;
  /** The answer to this question if it is remembered. */
  recall(audit: OpenAudit, question: Question): Answer | undefined;
  /** The answer, remembered or computed. Rejects with `analysis.too-long`, `job.cancelled` or what the analysis says. */
  answer(audit: OpenAudit, question: Question, watcher: Watcher): Promise<Answer>;
  /** The answer computed again, whatever is remembered. */
  computeAgain(audit: OpenAudit, question: Question, watcher: Watcher): Promise<Answer>;
  /** Ends every thread. */
  end(): Promise<void>;
}

interface Run {
  promise: Promise<Answer>;
  watchers: Set<Watcher>;
  cancel(): void;
}

/** What is known of one audit while it is open. */
interface Memory {
  answers: Map<string, Answer>;
  /** Runs that another asker may join, by question. */
  shared: Map<string, Run>;
  runs: Set<Run>;
}

/** Beside this file as source; built, an entry of its own. */
const workerEntry = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./worker.ts', import.meta.url)
    : new URL('./analysis-worker.mjs', import.meta.url);

/** `entry` serves the analyses of `registry`. */
export function createAnalysisRunner(
  registry: AnalysisRegistry = analyses,
  entry: URL = workerEntry(),
): AnalysisRunner {
  const threads = createThreads(entry, mostThreads);
  const memories = new WeakMap<OpenAudit, Memory>();
  const memoryOf = (audit: OpenAudit): Memory => {
    let memory = memories.get(audit);
    if (!memory) memories.set(audit, (memory = { answers: new Map(), shared: new Map(), runs: new Set() }));
    return memory;
  };

  const begin = (audit: OpenAudit, { analysis, parameters }: Question): Run => {
    const { id, title, timeLimitMs = usualTimeLimitMs } = analysis.declaration;
    const controller = new AbortController();
    const watchers = new Set<Watcher>();
    const report = (progress: AnalysisProgress): void => {
      for (const watcher of watchers) watcher.report?.(progress);
    };
    const told = setTimeout(
      () => report({ phase: 'Computing', done: 0, total: 0, unit: '' }),
      toldAfterMs,
    ).unref();
    const { runs } = memoryOf(audit);
    const promise = threads
      .run({
        request: { id, parameters, dataPath: audit.dataPath, path: audit.path },
        signal: controller.signal,
        report,
        timeLimitMs,
        cancelled: () => cancelled(title),
        tooLong: () => tooLong(title, timeLimitMs),
      })
      .finally(() => {
        clearTimeout(told);
        runs.delete(run);
      });
    const run: Run = { promise, watchers, cancel: () => controller.abort() };
    runs.add(run);
    return run;
  };

  const recall: AnalysisRunner['recall'] = (audit, question) => {
    const { answers } = memoryOf(audit);
    const key = keyOf(audit, question);
    const answer = answers.get(key);
    if (answer) {
      // Last in, last out: the map keeps the order of insertion.
      answers.delete(key);
      answers.set(key, answer);
    }
    return answer;
  };

  return {
    registry,
    prepare: () => threads.prepare(),
    question: (id, parameters) => questionFor(registry, id, parameters),
    recall,
    async answer(audit, question, watcher) {
      const known = recall(audit, question);
      if (known) return known;
      const { answers, shared } = memoryOf(audit);
      const key = keyOf(audit, question);
      const joined = shared.get(key);
      const run = joined ?? begin(audit, question);
      const forget = (): void => {
        if (shared.get(key) === run) shared.delete(key);
      };
      if (!joined) {
        shared.set(key, run);
        run.promise.then((answer) => remember(answers, key, answer)).then(forget, forget);
      }
      return await watch(run, watcher, question, forget);
    },
    computeAgain: (audit, question, watcher) =>
      watch(begin(audit, question), watcher, question, () => undefined),
    isIdle: (audit) => memoryOf(audit).runs.size === 0,
    async leave(audit) {
      const runs = [...memoryOf(audit).runs];
      for (const run of runs) run.cancel();
      await Promise.allSettled(runs.map(({ promise }) => promise));
    },
    end: () => threads.end(),
  };
}

/** Waits for a run as one of its watchers. The last to leave ends it, after `abandon`, so that nobody joins it any more. */
async function watch(run: Run, watcher: Watcher, question: Question, abandon: () => void): Promise<Answer> {
  const { signal } = watcher;
  const { title } = question.analysis.declaration;
  run.watchers.add(watcher);
  return await new Promise((resolve, reject) => {
    const onAbort = (): void => {
      run.watchers.delete(watcher);
      if (run.watchers.size > 0) reject(cancelled(title));
      else {
        abandon();
        run.cancel();
      }
    };
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    run.promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort));
  });
}

/** Evidence never changes once it is in: an answer holds for as long as the same sources are live. */
function keyOf({ db }: OpenAudit, { analysis, canonicalParameters }: Question): string {
  const live = db.prepare("select id from source where state = 'live' order by id").pluck().all();
  const { id, version } = analysis.declaration;
  return canonicalJson([id, version, canonicalParameters, live]);
}

function remember(answers: Map<string, Answer>, key: string, answer: Answer): void {
  if (answer.result.length > largestKept) return;
  answers.set(key, answer);
  const [oldest] = answers.keys();
  if (answers.size > answersKept && oldest !== undefined) answers.delete(oldest);
}

const cancelled = (title: string): AssayError =>
  new AssayError({ code: 'job.cancelled', message: `“${title}” was cancelled.` });

const tooLong = (title: string, timeLimitMs: number): AssayError =>
  new AssayError({
    code: 'analysis.too-long',
    message: `“${title}” took longer than ${formatDurationMs(timeLimitMs)} and was stopped.`,
    hint: 'Ask for less: a shorter window, one service, one profile.',
  });
