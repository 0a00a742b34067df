import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobProgress } from '../../../shared/contract/jobs.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import { createJobRunner, type JobContext, type JobRunner } from './runner.ts';

let told: JobProgress[];
let jobs: JobRunner;

beforeEach(() => {
  told = [];
  jobs = createJobRunner((event) => void (event.type === 'job' && told.push(event.job)));
});

/** A job under the test's hand: it runs until it is told to end. */
function begin(id: string, writes: boolean, work?: (context: JobContext) => Promise<void>) {
  const end = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  let hasRun = false;
  const result = jobs.run({ id, method: 'test', label: id, writes }, async (context) => {
    hasRun = true;
    started.resolve();
    await (work?.(context) ?? end.promise);
    return id;
  });
  result.catch(() => undefined);
  return { result, started: started.promise, end: end.resolve, hasRun: () => hasRun };
}

/** Every promise that can settle by itself has settled. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const codeOf = async (result: Promise<unknown>): Promise<string> => {
  const error = await result.then(() => undefined).catch((thrown: unknown) => thrown);
  return error instanceof AssayError ? error.code : String(error);
};
const lastOf = (id: string): JobProgress | undefined => told.findLast(({ jobId }) => jobId === id);

describe('a job that only reads', () => {
  it('ends while one that writes still runs', async () => {
    const writer = begin('writer', true);
    await writer.started;
    const reader = begin('reader', false);
    reader.end();
    expect(await reader.result).toBe('reader');
    expect(lastOf('writer')?.state).toBe('running');
    writer.end();
    await writer.result;
  });

  it('waits in order when four others read', async () => {
    const readers = ['1', '2', '3', '4', '5', '6'].map((id) => begin(id, false));
    await turn();
    expect(readers.map(({ hasRun }) => hasRun())).toEqual([true, true, true, true, false, false]);
    readers[2]?.end();
    await readers[2]?.result;
    await turn();
    expect(readers.map(({ hasRun }) => hasRun())).toEqual([true, true, true, true, true, false]);
    for (const reader of readers) reader.end();
    await jobs.settled();
  });
});

describe('jobs that write', () => {
  it('run one after another in the order in which they were asked for', async () => {
    const order: string[] = [];
    const step = (id: string) => async () => {
      order.push(`${id} begins`);
      await turn();
      order.push(`${id} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((id) => begin(id, true, step(id)).result));
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('go on after one that failed', async () => {
    const failing = begin('failing', true, () => Promise.reject(new Error('refused')));
    const next = begin('next', true);
    next.end();
    expect(await codeOf(failing.result)).toBe('Error: refused');
    expect(await next.result).toBe('next');
    expect(lastOf('failing')?.state).toBe('failed');
  });
});

describe('a job that waits', () => {
  it('says so', async () => {
    const first = begin('first', true);
    const second = begin('second', true);
    await first.started;
    await turn();
    expect(lastOf('first')?.phase).toBe('Starting');
    expect(lastOf('second')).toMatchObject({ state: 'running', phase: 'Waiting' });
    first.end();
    second.end();
    await jobs.settled();
  });

  it('never runs once it was cancelled, and ends at once', async () => {
    const first = begin('first', true);
    const second = begin('second', true);
    const third = begin('third', true);
    await first.started;
    expect(jobs.cancel('second')).toBe(true);
    expect(await codeOf(second.result)).toBe('job.cancelled');
    expect(lastOf('second')).toMatchObject({ state: 'cancelled', error: { code: 'job.cancelled' } });
    first.end();
    third.end();
    expect(await third.result).toBe('third');
    expect(second.hasRun()).toBe(false);
  });

  it('is known no more once it has ended', async () => {
    const only = begin('only', false);
    only.end();
    await only.result;
    expect(jobs.cancel('only')).toBe(false);
    expect(jobs.isIdle()).toBe(true);
  });
});

describe('settled', () => {
  it('waits for jobs that write, that read and that wait', async () => {
    const running = [begin('writer', true), begin('waiting', true), begin('reader', false)];
    let isSettled = false;
    const settled = jobs.settled().then(() => (isSettled = true));
    for (const { started, end, result } of running) {
      await started;
      await turn();
      expect(isSettled).toBe(false);
      end();
      await result;
    }
    await settled;
    expect(jobs.isIdle()).toBe(true);
  });
});

const untilCancelled = ({ signal }: JobContext): Promise<void> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () =>
      reject(new AssayError({ code: 'job.cancelled', message: 'Cancelled.' })),
    );
  });

describe('ending all jobs', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('cancels them, writing, reading and waiting, and waits until they have cleaned up', async () => {
    const cleaned: string[] = [];
    const work = (id: string) => async (context: JobContext) => {
      await untilCancelled(context).catch(async (error: unknown) => {
        await turn();
        cleaned.push(id);
        throw error;
      });
    };
    const writer = begin('writer', true, work('writer'));
    const reader = begin('reader', false, work('reader'));
    const waiting = begin('waiting', true);
    await Promise.all([writer.started, reader.started]);
    await jobs.end(10_000);
    expect(cleaned.toSorted()).toEqual(['reader', 'writer']);
    expect(waiting.hasRun()).toBe(false);
    expect(['writer', 'reader', 'waiting'].map((id) => lastOf(id)?.state)).toEqual(
      Array.from({ length: 3 }, () => 'cancelled'),
    );
  });

  it('cancels a job that is asked for meanwhile', async () => {
    const slow = begin('slow', true, async (context) => {
      await untilCancelled(context).catch(turn);
    });
    await slow.started;
    const ended = jobs.end(10_000);
    const late = begin('late', false);
    expect(await codeOf(late.result)).toBe('job.cancelled');
    await ended;
    expect(late.hasRun()).toBe(false);
  });

  it('gives up on a job that does not end, and lets later jobs run', async () => {
    const stuck = begin('stuck', true);
    await stuck.started;
    const ended = jobs.end(10_000);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(jobs.isIdle()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await ended;
    expect(await codeOf(stuck.result)).toBe('job.cancelled');
    expect(lastOf('stuck')?.state).toBe('cancelled');
    const next = begin('next', true);
    next.end();
    expect(await next.result).toBe('next');
  });
});
