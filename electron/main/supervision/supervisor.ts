// Keeps one engine running. When it dies, every pending call fails visibly, running jobs are reported failed, the
// engine is started again with back-off, and the audit that was open is opened again. A call is never sent twice. One
// that does not answer is told of and left alone until the user has it ended: it may be at work that must be whole.
import type { CallResult, EngineMethod } from '../../../shared/contract/index.ts';
import { topics, type EngineEvent, type JobProgress } from '../../../shared/contract/jobs.ts';
import { toErrorData, type ErrorData } from '../../../shared/domain/errors.ts';
import type { EngineReply } from '../../engine/protocol.ts';
import { describeWork } from './at-work.ts';
import { rememberDeath, restartDelayMs } from './backoff.ts';
import type { EngineChannel, StartEngine } from './channel.ts';
import { createWatchdog, silenceS, type Watchdog } from './watchdog.ts';

export interface Clock {
  nowMs(): number;
  /** Returns the function that calls it off. */
  after(delayMs: number, work: () => void): () => void;
  /** As `after`, again and again. */
  every(periodMs: number, work: () => void): () => void;
}

export interface Supervisor {
  start(): void;
  /** Waits for the engine to come up; fails with `engine.died` or `engine.unavailable`, never rejects. */
  call(method: EngineMethod, input: unknown, jobId?: string): Promise<CallResult>;
  /**
   * Starts again after giving up, or ends a silent engine and starts another; `reopen` says whether the audit that was
   * open is opened again. Does nothing while the engine answers.
   */
  restart(reopen: boolean): void;
  /** Closes the audit, ends the engine, and kills it when that takes longer than `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

type Pending = { method: EngineMethod; input: unknown; settle: (result: CallResult) => void };
type Waiting = Pending & { jobId: string | undefined };

/** An engine that has not said `ready` by then is taken for dead. */
const startLimitMs = 30_000;

const failed = (error: ErrorData): CallResult => ({ ok: false, error });
const died = (reason: string): ErrorData => ({
  code: 'engine.died',
  message: `The engine ${reason} before it answered.`,
  hint: 'The audit is intact. The engine is being started again; repeat what you did last.',
});

const unavailable: ErrorData = {
  code: 'engine.unavailable',
  message: 'The engine is not running.',
  hint: 'Start it again, or close Assay and open it again. The audit is intact.',
};

function silenceMessage(work: string | null): string {
  const since = `The engine has not answered for ${silenceS} s`;
  return work === null ? `${since}.` : `${since} while it ${work}.`;
}

function restartMessage(reopened: CallResult | null): string {
  if (reopened === null) return 'The engine is running again.';
  return reopened.ok
    ? 'The engine is running again and the audit is open as before.'
    : `The engine is running again, but the audit could not be opened: ${reopened.error.message}`;
}

const nothing = (): void => undefined;

export function createSupervisor(
  startEngine: StartEngine,
  emit: (event: EngineEvent) => void,
  clock: Clock,
): Supervisor {
  let channel: EngineChannel | null = null;
  let state: 'starting' | 'up' | 'down' | 'gave-up' | 'stopping' = 'down';
  let deathsMs: number[] = [];
  let hasDied = false;
  let nextId = 1;
  let openAudit: { path: string; write: string } | null = null;
  let callOffTimer = nothing;
  let onStopped = nothing;
  let watchdog: Watchdog | null = null;
  let wasEndedByUser = false;
  const pending = new Map<number, Pending>();
  const jobs = new Map<string, JobProgress>();
  let waiting: Waiting[] = [];

  function start(): void {
    state = 'starting';
    try {
      const started = startEngine({ onMessage: receive, onExit: whenGone });
      channel = started;
      callOffTimer = clock.after(startLimitMs, () => started.kill());
    } catch (error) {
      const { message, ...rest } = toErrorData(error);
      giveUp(`The engine cannot be started. ${message}`, { ...rest, message });
    }
  }

  function receive(reply: EngineReply): void {
    if (reply.type === 'ready') void whenReady();
    else if (reply.type === 'alive') watchdog?.heard(reply.isDebugged);
    else if (reply.type === 'event') {
      if (reply.event.type === 'job') follow(reply.event.job);
      emit(reply.event);
    } else {
      const call = pending.get(reply.id);
      pending.delete(reply.id);
      if (call === undefined) return;
      remember(call, reply.result);
      call.settle(reply.result);
    }
  }

  function follow(job: JobProgress): void {
    if (job.state === 'running') jobs.set(job.jobId, job);
    else jobs.delete(job.jobId);
  }

  /** Notes which audit is open, so that a new engine opens the same one. */
  function remember({ method, input }: Pending, result: CallResult): void {
    const opens = method === 'audit.open' || method === 'audit.create';
    // A failed open has closed the audit that was open before.
    if (method === 'audit.close' || (opens && !result.ok)) openAudit = null;
    if (!opens || !result.ok) return;
    const { path } = result.output as { path: string };
    const { write } = input as { write?: string };
    openAudit = { path, write: write ?? 'preferred' };
  }

  function watch(): Watchdog {
    return createWatchdog({
      ask: () => channel?.send({ type: 'alive?' }),
      every: clock.every,
      onSilent() {
        const work = describeWork([...jobs.values()], [...pending.values()]);
        emit({ type: 'engine', state: 'silent', message: silenceMessage(work) });
      },
      onAnswer: () => emit({ type: 'engine', state: 'answering', message: 'The engine answers again.' }),
    });
  }

  async function whenReady(): Promise<void> {
    callOffTimer();
    watchdog = watch();
    const ready = channel;
    const reopened = hasDied && openAudit !== null ? await dispatch('audit.open', openAudit) : null;
    // It may have died over it, and another may be starting already.
    if (state !== 'starting' || channel !== ready) return;
    state = 'up';
    if (hasDied) {
      emit({ type: 'engine', state: 'up', message: restartMessage(reopened) });
      emit({ type: 'changed', topics: [...topics] });
    }
    const queue = waiting;
    waiting = [];
    for (const { method, input, jobId, settle } of queue) void dispatch(method, input, jobId).then(settle);
  }

  function dispatch(method: EngineMethod, input: unknown, jobId?: string): Promise<CallResult> {
    return new Promise((settle) => {
      const id = nextId++;
      pending.set(id, { method, input, settle });
      channel?.send({ type: 'call', id, method, input, jobId });
    });
  }

  function whenGone(reason: string): void {
    callOffTimer();
    watchdog?.stop();
    watchdog = null;
    channel = null;
    const error = died(reason);
    const lost = [...pending.values()];
    pending.clear();
    const lostJobs = [...jobs.values()];
    jobs.clear();
    for (const { settle } of lost) settle(failed(error));
    for (const job of lostJobs) emit({ type: 'job', job: { ...job, state: 'failed', error } });
    if (state === 'stopping') onStopped();
    else if (wasEndedByUser) restartAtOnce();
    else restartLater(reason);
  }

  /** What the user ended is no death to be wary of. */
  function restartAtOnce(): void {
    wasEndedByUser = false;
    hasDied = true;
    emit({ type: 'engine', state: 'down', message: 'The engine was ended as you asked.' });
    start();
  }

  function restartLater(reason: string): void {
    hasDied = true;
    deathsMs = rememberDeath(deathsMs, clock.nowMs());
    const retryInMs = restartDelayMs(deathsMs.length);
    if (retryInMs === null) {
      giveUp(
        `The engine ${reason}. It ended ${deathsMs.length} times within a minute and is not started again by itself.`,
        unavailable,
      );
      return;
    }
    state = 'down';
    emit({ type: 'engine', state: 'down', message: `The engine ${reason}.` });
    emit({ type: 'engine', state: 'restarting', message: 'The engine is being started again.', retryInMs });
    callOffTimer = clock.after(retryInMs, start);
  }

  function giveUp(message: string, error: ErrorData): void {
    state = 'gave-up';
    emit({ type: 'engine', state: 'gave-up', message });
    const queue = waiting;
    waiting = [];
    for (const { settle } of queue) settle(failed(error));
  }

  return {
    start,
    call(method, input, jobId) {
      if (state === 'up') return dispatch(method, input, jobId);
      if (state === 'gave-up' || state === 'stopping') return Promise.resolve(failed(unavailable));
      return new Promise((settle) => waiting.push({ method, input, jobId, settle }));
    },
    restart(reopen) {
      const isSilent = watchdog?.isSilent() ?? false;
      if (state !== 'gave-up' && !isSilent) return;
      if (!reopen) openAudit = null;
      deathsMs = [];
      hasDied = true;
      if (state === 'gave-up') start();
      else {
        wasEndedByUser = true;
        channel?.kill();
      }
    },
    stop(patienceMs) {
      callOffTimer();
      const wasRunning = channel;
      state = 'stopping';
      for (const { settle } of waiting) settle(failed(unavailable));
      waiting = [];
      if (wasRunning === null) return Promise.resolve();
      return new Promise((resolve) => {
        const callOffKill = clock.after(patienceMs, () => wasRunning.kill());
        onStopped = () => {
          callOffKill();
          resolve();
        };
        wasRunning.send({ type: 'close' });
      });
    },
  };
}

/** The system's clock and timers. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
  every(periodMs, work) {
    const timer = setInterval(work, periodMs);
    return () => clearInterval(timer);
  },
};
