import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent, JobProgress } from '../../../shared/contract/jobs.ts';
import { openAudit } from '../audits.ts';
import type { OpenAudit } from '../db/database.ts';
import type { Engine } from '../engine.ts';
import { createAnalysisRunner, type AnalysisRunner, type Watcher } from './runner.ts';
import { importEveryKind } from './test-audit.ts';
import { heldRegistry } from './test-held.ts';
import { testEngine } from '../../../test/support/engine.ts';
import { temporaryFolder } from '../../../test/support/temporary.ts';

const heldRunner = (): AnalysisRunner =>
  createAnalysisRunner(heldRegistry, new URL('./test-worker.ts', import.meta.url));
const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

/** Imported once; each test works on a copy. */
let master: string;
beforeAll(async () => {
  master = temporaryFolder();
  const importing = testEngine();
  await importing.call('audit.create', { path: join(master, 'audit.assay'), name: 'Runs' });
  await importEveryKind(importing, master);
  await importing.close();
});

let folder: string;
let engine: Engine;
let events: EventTarget;
const auditPath = (): string => join(folder, 'audit.assay');

beforeEach(async () => {
  folder = temporaryFolder();
  events = new EventTarget();
  engine = testEngine(
    (event) => void events.dispatchEvent(new CustomEvent('engine', { detail: event })),
    heldRunner(),
  );
  copyFileSync(join(master, 'audit.assay'), auditPath());
  await engine.call('audit.open', { path: auditPath(), write: 'required' });
});

/** The first progress of a job that its analysis itself reports. */
const progressOf = (jobId: string, phase: string): Promise<JobProgress> =>
  new Promise((resolve) => {
    const listen = (message: Event): void => {
      const event = (message as CustomEvent<EngineEvent>).detail;
      if (event.type !== 'job' || event.job.jobId !== jobId || event.job.phase !== phase) return;
      events.removeEventListener('engine', listen);
      resolve(event.job);
    };
    events.addEventListener('engine', listen);
  });

/** Runs `id` until it has told of its progress; its failure is left for the test. */
async function begun(id: string, jobId: string): Promise<{ ended: Promise<unknown> }> {
  const told = progressOf(jobId, 'Turning');
  const ended = engine.call('analysis.run', { id, parameters: {} }, jobId).catch((error: unknown) => error);
  await told;
  return { ended };
}

describe('an analysis that runs', () => {
  it('does not keep the engine from answering, and is ended by a cancel', async () => {
    const { ended } = await begun('endless', 'first');
    expect((await engine.call('source.list', {})).sources).toHaveLength(4);
    expect(await engine.call('job.cancel', { jobId: 'first' })).toEqual({ cancelled: true });
    expect(await ended).toMatchObject({ code: 'job.cancelled' });
  });

  it('is ended when its time is over, without a result', async () => {
    await expect(engine.call('analysis.run', { id: 'hasty', parameters: {} })).rejects.toThrow(
      coded('analysis.too-long'),
    );
    const { ended } = await begun('endless', 'next');
    await engine.call('job.cancel', { jobId: 'next' });
    expect(await ended).toMatchObject({ code: 'job.cancelled' });
  });

  it.each([
    ['is closed', () => engine.call('audit.close', {})],
    ['gives way to another', () => engine.call('audit.create', { path: join(folder, 'b.assay'), name: 'B' })],
    ['is closed with the engine', () => engine.close()],
  ])('is ended when its audit %s, which leaves one file with nothing beside it', async (_how, leave) => {
    const { ended } = await begun('endless', 'first');
    await leave();
    expect(readdirSync(folder).filter((name) => name.startsWith('audit.assay'))).toEqual(['audit.assay']);
    expect(await ended).toMatchObject({ code: 'job.cancelled' });
    const again = openAudit(auditPath(), 'required');
    expect(again.db.pragma('integrity_check', { simple: true })).toBe('ok');
    again.close();
  });

  it('opens no audit in vain when two are opened at once', async () => {
    await begun('endless', 'first');
    const [b, c] = ['b.assay', 'c.assay'].map((name) => join(folder, name)) as [string, string];
    await Promise.all([b, c].map((path) => engine.call('audit.create', { path, name: path })));
    expect((await engine.call('audit.current', {}))?.path).toBe(c);
    openAudit(b, 'required').close();
  });
});

/** `told` resolves once the analysis itself has reported. */
const watching = (signal?: AbortSignal): { watcher: Watcher; told: Promise<void> } => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const report: Watcher['report'] = ({ phase }) => void (phase === 'Waiting for the file' && resolve());
  return { watcher: { ...(signal && { signal }), report }, told: promise };
};

describe('an answer', () => {
  let audit: OpenAudit;
  let runner: AnalysisRunner;
  let gate: string;
  beforeEach(() => {
    audit = openAudit(auditPath(), 'never');
    runner = heldRunner();
    gate = join(folder, 'gate');
  });
  afterEach(async () => {
    await runner.leave(audit);
    await runner.end();
    audit.close();
  });
  const open = (): void => writeFileSync(gate, '');
  const ask = (watcher: Watcher = {}) =>
    runner.answer(audit, runner.question('gated', { path: gate }), watcher);
  const runs = (): number => (existsSync(`${gate}.runs`) ? readFileSync(`${gate}.runs`).length : 0);
  it('is computed once for all who ask at the same time', async () => {
    const both = Promise.all([ask(), ask()]);
    open();
    const [first, second] = await both;
    expect(second).toEqual(first);
    expect(runs()).toBe(1);
  });

  it('is still given to the others when one who asks cancels', async () => {
    const controller = new AbortController();
    const { watcher, told } = watching(controller.signal);
    const left = ask(watcher);
    const other = ask();
    await told;
    controller.abort();
    await expect(left).rejects.toThrow(coded('job.cancelled'));
    open();
    expect(await other).toMatchObject({ result: '{"live":4}' });
    expect(runs()).toBe(1);
  });

  it('is computed anew for who asks after all have cancelled', async () => {
    const controller = new AbortController();
    const { watcher, told } = watching(controller.signal);
    const left = ask(watcher);
    await told;
    controller.abort();
    const next = ask();
    open();
    await expect(left).rejects.toThrow(coded('job.cancelled'));
    expect(await next).toMatchObject({ result: '{"live":4}' });
    expect(runs()).toBe(2);
  });

  it('is remembered for as long as the same sources are live', async () => {
    open();
    await ask();
    await ask();
    expect(runs()).toBe(1);
    await engine.call('source.remove', { sourceId: 3 });
    expect(await ask()).toMatchObject({ result: '{"live":3}' });
    expect(runs()).toBe(2);
    await engine.call('source.restore', { sourceId: 3 });
    expect(await ask()).toMatchObject({ result: '{"live":4}' });
    expect(runs()).toBe(2);
  });

  it('is computed whatever is remembered when evidence is computed again', async () => {
    open();
    const first = await ask();
    expect(await runner.computeAgain(audit, runner.question('gated', { path: gate }), {})).toEqual(first);
    expect(runs()).toBe(2);
  });

  it('waits for its turn when all threads are taken, and can be cancelled while it does', async () => {
    const running = [1, 2].map(() => watching());
    const held = running.map(({ watcher }, index) =>
      runner
        .answer(audit, runner.question('gated', { path: `${gate}${index}` }), watcher)
        .catch((error: unknown) => error),
    );
    await Promise.all(running.map(({ told }) => told));
    const controller = new AbortController();
    const third = ask({ signal: controller.signal });
    controller.abort();
    writeFileSync(`${gate}0`, '');
    await expect(third).rejects.toThrow(coded('job.cancelled'));
    expect(runs()).toBe(0);
    writeFileSync(`${gate}1`, '');
    for (const answer of await Promise.all(held)) expect(answer).toMatchObject({ result: '{"live":4}' });
  });
});
