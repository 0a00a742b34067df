import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent, JobProgress } from '../../../shared/contract/jobs.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { EngineRequest } from '../../engine/protocol.ts';
import type { EngineListeners, StartEngine } from './channel.ts';
import { createSupervisor, type Clock, type Supervisor } from './supervisor.ts';

/** An engine process under the test's hand. */
interface Process extends EngineListeners {
  sent: EngineRequest[];
  killed: boolean;
}

const job: JobProgress = {
  jobId: 'import-1',
  method: 'source.import',
  label: 'app.csv',
  writes: true,
  state: 'running',
  phase: 'Reading',
  done: 1,
  total: 2,
  unit: 'bytes',
  rate: 0,
};

let processes: Process[];
let events: EngineEvent[];
let timers: { delayMs: number; work: () => void }[];
let ticks: (() => void)[];
let nowMs: number;
let supervisor: Supervisor;

const clock: Clock = {
  nowMs: () => nowMs,
  after(delayMs, work) {
    const timer = { delayMs, work };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  },
  every(_periodMs, work) {
    ticks.push(work);
    return () => {
      ticks = ticks.filter((other) => other !== work);
    };
  },
};
const startEngine: StartEngine = (listeners) => {
  const started: Process = { ...listeners, sent: [], killed: false };
  processes.push(started);
  return {
    send: (request) => void started.sent.push(request),
    kill: () => {
      started.killed = true;
      started.onExit('was ended by SIGKILL');
    },
  };
};
const current = (): Process => processes.at(-1) as Process;
const calls = (): EngineRequest[] => current().sent.filter(({ type }) => type === 'call');
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};
/** The engine answers the oldest call that it has received. */
async function answer(output: unknown): Promise<void> {
  const call = current().sent.shift();
  if (call?.type !== 'call') throw new Error('no call to answer');
  current().onMessage({ type: 'result', id: call.id, result: { ok: true, output: output as never } });
  await settled();
}
async function runTimer(): Promise<number> {
  const timer = timers.shift();
  if (timer === undefined) throw new Error('no timer is set');
  timer.work();
  await settled();
  return timer.delayMs;
}
async function ready(): Promise<void> {
  current().onMessage({ type: 'ready' });
  await settled();
}
const engineStates = (): string[] =>
  events.flatMap((event) => (event.type === 'engine' ? [event.state] : []));

beforeEach(async () => {
  processes = [];
  events = [];
  timers = [];
  ticks = [];
  nowMs = 0;
  supervisor = createSupervisor(startEngine, (event) => void events.push(event), clock);
  supervisor.start();
});

describe('a running engine', () => {
  it('receives calls made while it starts, in order', async () => {
    void supervisor.call('audit.current', {});
    void supervisor.call('source.list', {});
    expect(calls()).toEqual([]);
    await ready();
    expect(calls()).toMatchObject([{ method: 'audit.current' }, { method: 'source.list' }]);
  });

  it('has its answers and events passed on', async () => {
    await ready();
    const result = supervisor.call('audit.current', {});
    current().onMessage({ type: 'event', event: { type: 'changed', topics: ['audit'] } });
    await answer(null);
    expect(await result).toEqual({ ok: true, output: null });
    expect(events).toEqual([{ type: 'changed', topics: ['audit'] }]);
  });

  it('is asked to close, and killed only when it does not', async () => {
    await ready();
    const stopped = supervisor.stop(1000);
    expect(current().sent).toEqual([{ type: 'close' }]);
    expect(current().killed).toBe(false);
    await runTimer();
    await stopped;
    expect(current().killed).toBe(true);
  });

  it('is not started again after it was asked to close', async () => {
    await ready();
    const stopped = supervisor.stop(1000);
    current().onExit('ended with status 0');
    await stopped;
    expect(processes).toHaveLength(1);
    expect(timers).toEqual([]);
    expect(await supervisor.call('audit.current', {})).toMatchObject({
      error: { code: 'engine.unavailable' },
    });
  });
});

describe('an engine that dies', () => {
  it('fails its pending calls and its running jobs', async () => {
    await ready();
    const pending = supervisor.call('source.import', { path: '/a' }, 'import-1');
    current().onMessage({ type: 'event', event: { type: 'job', job } });
    events = [];
    current().onExit('was ended by SIGSEGV');
    expect(await pending).toMatchObject({ ok: false, error: { code: 'engine.died' } });
    expect(events[0]).toMatchObject({
      type: 'job',
      job: { jobId: 'import-1', state: 'failed', error: { code: 'engine.died' } },
    });
    expect(engineStates()).toEqual(['down', 'restarting']);
  });

  it('does not fail a job that was done before', async () => {
    await ready();
    current().onMessage({ type: 'event', event: { type: 'job', job } });
    current().onMessage({ type: 'event', event: { type: 'job', job: { ...job, state: 'done' } } });
    events = [];
    current().onExit('was ended by SIGSEGV');
    expect(events.filter(({ type }) => type === 'job')).toEqual([]);
  });

  it('is started again and opens the audit before any other call', async () => {
    await ready();
    void supervisor.call('audit.open', { path: '/x.assay', write: 'never' });
    await answer({ path: '/x.assay' });
    current().onExit('was ended by SIGKILL');
    expect(await runTimer()).toBe(500);
    void supervisor.call('source.list', {});
    await ready();
    expect(calls()).toMatchObject([{ method: 'audit.open', input: { path: '/x.assay', write: 'never' } }]);
    events = [];
    await answer({ path: '/x.assay' });
    expect(calls()).toMatchObject([{ method: 'source.list' }]);
    expect(engineStates()).toEqual(['up']);
    expect(events.at(-1)).toMatchObject({ type: 'changed' });
  });

  it('does not open an audit that was closed', async () => {
    await ready();
    void supervisor.call('audit.create', { path: '/x.assay', name: 'X' });
    await answer({ path: '/x.assay' });
    void supervisor.call('audit.close', {});
    await answer({});
    current().onExit('was ended by SIGKILL');
    await runTimer();
    await ready();
    expect(calls()).toEqual([]);
    expect(engineStates()).toEqual(['down', 'restarting', 'up']);
  });

  it('says so when the audit cannot be opened again', async () => {
    await ready();
    void supervisor.call('audit.open', { path: '/x.assay' });
    await answer({ path: '/x.assay' });
    current().onExit('was ended by SIGKILL');
    await runTimer();
    await ready();
    const [reopen] = current().sent;
    if (reopen?.type !== 'call') throw new Error('the audit is not opened');
    const error = { code: 'audit.missing', message: 'The file is gone.' };
    current().onMessage({ type: 'result', id: reopen.id, result: { ok: false, error } });
    await settled();
    const up = events.find((event) => event.type === 'engine' && event.state === 'up');
    expect(up).toMatchObject({ message: expect.stringContaining('The file is gone.') });
  });

  it('is given up after five deaths within a minute, until it is asked for', async () => {
    const delaysMs: number[] = [];
    for (let death = 1; death <= 5; death++) {
      await ready();
      current().onExit('ended with status 1');
      if (death < 5) delaysMs.push(await runTimer());
    }
    expect(delaysMs).toEqual([500, 1000, 2000, 4000]);
    expect(engineStates().at(-1)).toBe('gave-up');
    expect(await supervisor.call('audit.current', {})).toMatchObject({
      error: { code: 'engine.unavailable' },
    });
    supervisor.restart(true);
    await ready();
    expect(engineStates().at(-1)).toBe('up');
    current().onExit('ended with status 1');
    expect(engineStates().at(-1)).toBe('restarting');
  });

  it('is killed and started again when it does not get ready', async () => {
    expect(await runTimer()).toBe(30_000);
    expect(current().killed).toBe(true);
    expect(engineStates()).toEqual(['down', 'restarting']);
  });
});

const seconds = (count: number): void => {
  for (let second = 0; second < count; second += 1) for (const tick of ticks) tick();
};
const alive = (): void => current().onMessage({ type: 'alive', isDebugged: false });
const silence = (): string | undefined =>
  events.flatMap((event) => (event.type === 'engine' && event.state === 'silent' ? [event.message] : []))[0];

describe('an engine that does not answer', () => {
  beforeEach(async () => {
    await ready();
    void supervisor.call('audit.open', { path: '/x.assay', write: 'required' });
    await answer({ path: '/x.assay' });
  });

  it('is told of after ten seconds, with what it was asked, and is not ended by itself', () => {
    void supervisor.call('trace.list', {});
    seconds(10);
    expect(silence()).toBeUndefined();
    seconds(100);
    expect(silence()).toBe('The engine has not answered for 10 s while it reads traces.');
    expect(engineStates()).toEqual(['silent']);
    expect(current().killed).toBe(false);
  });

  it('is told of no more once it answers', () => {
    seconds(11);
    alive();
    seconds(1);
    alive();
    expect(engineStates()).toEqual(['silent', 'answering']);
  });

  it('is watched while it opens an audit again', async () => {
    current().onExit('was ended by SIGKILL');
    await runTimer();
    await ready();
    seconds(11);
    expect(silence()).toBe('The engine has not answered for 10 s while it opens “x.assay”.');
  });

  it('is ended when asked, fails what was pending, and opens the audit again in the same mode at once', async () => {
    const pending = supervisor.call('trace.list', {});
    seconds(11);
    const silent = current();
    supervisor.restart(true);
    expect(silent.killed).toBe(true);
    expect(await pending).toMatchObject({ error: { code: 'engine.died' } });
    expect(processes).toHaveLength(2);
    await ready();
    expect(calls()).toMatchObject([{ method: 'audit.open', input: { path: '/x.assay', write: 'required' } }]);
    await answer({ path: '/x.assay' });
    expect(engineStates()).toEqual(['silent', 'down', 'up']);
    expect(timers).toEqual([]);
  });

  it('is ended without opening the audit that it hangs over', async () => {
    seconds(11);
    supervisor.restart(false);
    await ready();
    expect(calls()).toEqual([]);
    expect(engineStates()).toEqual(['silent', 'down', 'up']);
  });

  it('may hang over the audit again and be ended again', async () => {
    seconds(11);
    supervisor.restart(true);
    await ready();
    seconds(11);
    supervisor.restart(false);
    await ready();
    expect(calls()).toEqual([]);
    expect(engineStates()).toEqual(['silent', 'down', 'silent', 'down', 'up']);
  });

  it('is not ended while it answers', () => {
    seconds(5);
    supervisor.restart(true);
    expect(current().killed).toBe(false);
    seconds(11);
    alive();
    supervisor.restart(true);
    expect(current().killed).toBe(false);
  });
});

describe('an engine that cannot be started', () => {
  it('fails the calls that wait for it with the reason', async () => {
    const without = createSupervisor(
      () => {
        throw new AssayError({ code: 'engine.node-missing', message: 'No Node.' });
      },
      (event) => void events.push(event),
      clock,
    );
    const waiting = without.call('audit.current', {});
    without.start();
    expect(await waiting).toMatchObject({ error: { code: 'engine.node-missing' } });
    expect(engineStates()).toEqual(['gave-up']);
  });
});
