// The process of the command line. The command runs in a thread of its own (main.ts), so that this one always hears a
// signal: a query of SQLite cannot be interrupted, and a thread that is in one hears nothing. The thread is told first
// and cleans up; one that does not hear, or does not come to an end, is ended with the process, which SQLite's
// transactions are made for.
import { Worker } from 'node:worker_threads';
import { endsWithParent, type CommandThread, type Interruption, type ToProcess } from './command-thread.ts';

const signals: readonly Interruption[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Longer than any step that does not let others speak takes on an audit of usual size. */
const hearingMs = 3000;
/** Longer than the engine waits for its jobs, and then needs to close the audit. */
const closingMs = 20_000;
/** One signal may come twice at once: from the terminal, and from a launcher that passes it on. */
const sameSignalMs = 1000;
const parentCheckMs = 500;
const faultStatus = 5;

/** Beside this file as source; built, an entry of its own. */
const threadEntry = import.meta.url.endsWith('.ts')
  ? new URL('./main.ts', import.meta.url)
  : new URL('./cli-thread.mjs', import.meta.url);

/** Runs the command and returns its status. */
function run(): Promise<number> {
  return new Promise((resolve) => {
    const workerData: CommandThread = { isTerminal: process.stderr.isTTY };
    const thread = new Worker(threadEntry, { argv: process.argv.slice(2), workerData });
    let interruptedAtMs: number | undefined;
    let limit: NodeJS.Timeout | undefined;

    const interrupt = (signal: Interruption): void => {
      const nowMs = performance.now();
      if (interruptedAtMs === undefined) {
        interruptedAtMs = nowMs;
        thread.postMessage(signal);
        limit = setTimeout(() => endBy(signal), hearingMs);
      } else if (nowMs - interruptedAtMs > sameSignalMs) endBy(signal);
    };
    thread.on('message', ({ heard }: ToProcess) => {
      clearTimeout(limit);
      limit = setTimeout(() => endBy(heard), closingMs);
    });
    thread.on('error', (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      resolve(faultStatus);
    });
    thread.on('exit', (status) => {
      clearTimeout(limit);
      resolve(status);
    });
    for (const signal of signals) process.on(signal, () => interrupt(signal));
    if (process.env[endsWithParent] !== undefined) whenParentEnds(() => interrupt('SIGHUP'));
  });
}

/** With no listener left, the signal does what it does to any program, whatever its threads are at. */
function endBy(signal: Interruption): void {
  process.stderr.write('assay: ended in the middle of its work; what was saved is intact.\n');
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** A process that has lost its parent is given another one. */
function whenParentEnds(work: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    work();
  }, parentCheckMs);
  timer.unref();
}

process.exitCode = await run();
