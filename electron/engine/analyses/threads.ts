// A few threads that run analyses: started when they are needed, kept while idle, ended to cancel a run. An idle thread
// does not keep the process alive.
import { Worker } from 'node:worker_threads';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { AnalysisProgress } from './analysis.ts';
import type { Answer } from './execute.ts';
import type { ThreadReply, ThreadRequest } from './serve.ts';

export interface ThreadRun {
  request: ThreadRequest;
  signal: AbortSignal;
  report(progress: AnalysisProgress): void;
  /** Counted from when a thread is free. */
  timeLimitMs: number;
  /** What the run fails with when it takes longer, or is cancelled. */
  tooLong(): AssayError;
  cancelled(): AssayError;
}

export interface Threads {
  /** Starts a thread ahead of the first run, which then need not wait for it. */
  prepare(): void;
  /**
   * Rejects once the thread of a cancelled run has ended, and with it its connection; one that does not end within ten
   * seconds, because it is in a query that nothing can interrupt, is given up on.
   */
  run(run: ThreadRun): Promise<Answer>;
  /** Ends every thread; runs fail as cancelled. */
  end(): Promise<void>;
}

/** Longer than a thread takes to notice that it is ended, unless it is in native code. */
const endingPatienceMs = 10_000;

/** Ends a thread. Resolves when it has ended, or is given up on. */
async function endThread(thread: Worker, patienceMs: number): Promise<void> {
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, patienceMs);
  await Promise.race([thread.terminate(), patience.promise]);
  clearTimeout(timer);
}

const leave = (thread: Worker): Promise<void> =>
  new Promise((resolve) => {
    thread.once('exit', () => resolve());
    thread.ref();
    thread.postMessage('end');
  });

export function createThreads(entry: URL, most: number, patienceMs = endingPatienceMs): Threads {
  const all = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;

  const start = (): Worker => {
    const thread = new Worker(entry);
    all.add(thread);
    const forget = (): void => {
      all.delete(thread);
      const at = idle.indexOf(thread);
      if (at >= 0) idle.splice(at, 1);
    };
    // Also of a thread that fails while nobody asks it.
    thread.on('error', forget);
    thread.on('exit', forget);
    return thread;
  };

  const free = async (): Promise<void> => {
    if (busy < most) busy += 1;
    else await new Promise<void>((proceed) => void waiting.push(proceed));
  };
  /** A place is handed on, not given back, while anybody waits for one. */
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };

  const ask = (thread: Worker, run: ThreadRun): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const stop = (reason: () => AssayError): void => {
        settle();
        void endThread(thread, patienceMs).then(() => reject(reason()));
      };
      const onAbort = (): void => stop(run.cancelled);
      const timer = setTimeout(() => stop(run.tooLong), run.timeLimitMs);
      const onMessage = (reply: ThreadReply): void => {
        if (reply.type === 'progress') return run.report(reply.progress);
        settle();
        thread.unref();
        idle.push(thread);
        if (reply.type === 'done') resolve(reply.answer);
        else reject(new AssayError(reply.error));
      };
      const onError = (error: Error): void => {
        settle();
        reject(error);
      };
      const onExit = (): void => {
        settle();
        reject(run.cancelled());
      };
      const settle = (): void => {
        clearTimeout(timer);
        run.signal.removeEventListener('abort', onAbort);
        thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      };
      run.signal.addEventListener('abort', onAbort, { once: true });
      thread.on('message', onMessage).on('error', onError).on('exit', onExit);
      thread.ref();
      thread.postMessage(run.request);
    });

  return {
    prepare() {
      if (all.size > 0) return;
      const thread = start();
      thread.unref();
      idle.push(thread);
    },
    async run(run) {
      await free();
      try {
        if (run.signal.aborted) throw run.cancelled();
        return await ask(idle.pop() ?? start(), run);
      } finally {
        giveBack();
      }
    },
    async end() {
      // A thread that is at rest leaves by itself, which is gentler on native code than being torn down.
      const leaving = idle.splice(0);
      await Promise.all([
        ...leaving.map((thread) => leave(thread)),
        ...[...all]
          .filter((thread) => !leaving.includes(thread))
          .map((thread) => endThread(thread, patienceMs)),
      ]);
    },
  };
}
