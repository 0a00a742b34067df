// The engine may die at any moment; the window, the job list and the audit must come through.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import type { EngineEvent } from '../../shared/contract/jobs.ts';
import { expectAccessible, launchApp, type AssayApp } from './support/app.ts';
import { writeLargeCsv } from './support/large-csv.ts';
import { enginePid, isRunning } from './support/processes.ts';
import { root } from './support/runtime.ts';

const double = join(root, 'test/e2e/support/engine-double.mjs');

/** Keeps every event that reaches the page, for `eventsOf`. */
async function recordEvents({ page }: AssayApp): Promise<void> {
  await page.evaluate(() => {
    const kept: EngineEvent[] = [];
    Object.assign(window, { keptEvents: kept });
    window.assay.onEvent((event) => void kept.push(event));
  });
}
const eventsOf = ({ page }: AssayApp): Promise<EngineEvent[]> =>
  page.evaluate(() => (window as unknown as { keptEvents: EngineEvent[] }).keptEvents);
const engineStates = async (app: AssayApp): Promise<string[]> =>
  (await eventsOf(app)).flatMap((event) => (event.type === 'engine' ? [event.state] : []));

function killEngine(app: AssayApp): number {
  const pid = enginePid(app);
  if (pid === null) throw new Error('no engine runs');
  process.kill(pid, 'SIGKILL');
  return pid;
}

function haltEngine(app: AssayApp): number {
  const pid = enginePid(app);
  if (pid === null) throw new Error('no engine runs');
  process.kill(pid, 'SIGSTOP');
  return pid;
}

const banner = (app: AssayApp): Locator => app.page.getByRole('alert');

test.describe('when the idle engine is killed', () => {
  test('the window says so, starts another and opens the audit again', async () => {
    const app = await launchApp();
    const path = await app.createAudit('Survivor');
    await app.call('audit.update', { client: 'Before the kill' });
    await recordEvents(app);
    const killed = killEngine(app);
    await expect(app.page.getByRole('alert')).toContainText('The engine stopped');
    await expect.poll(() => engineStates(app)).toEqual(['down', 'restarting', 'up']);
    await expect(app.page.getByRole('alert')).toBeHidden();
    expect(enginePid(app)).not.toBe(killed);
    expect(await app.call('audit.current', {})).toMatchObject({
      path,
      client: 'Before the kill',
      readOnly: false,
    });
    await app.call('audit.update', { client: 'After the kill' });
    await app.close();
  });

  test('a call made before the new one is up waits for it', async () => {
    const app = await launchApp();
    const path = await app.createAudit('Patient');
    await recordEvents(app);
    killEngine(app);
    await expect.poll(() => engineStates(app)).toContain('restarting');
    expect(await app.call('audit.current', {})).toMatchObject({ path });
    await app.close();
  });
});

test.describe('when the engine is killed in the middle of an import', () => {
  test('the job fails visibly and the audit is as it was', async () => {
    const app = await launchApp();
    const csv = join(app.userFolder, 'large.csv');
    await writeLargeCsv(csv);
    await app.createAudit('Interrupted');
    await app.grant(csv, 'import');
    await recordEvents(app);
    const importing = app.page.evaluate(
      (path) => window.assay.call('source.import', { path }, 'job-under-test'),
      csv,
    );
    const jobStates = async (): Promise<string[]> =>
      (await eventsOf(app)).flatMap((event) =>
        event.type === 'job' && event.job.jobId === 'job-under-test' && event.job.done > 0
          ? [event.job.state]
          : [],
      );
    await expect.poll(jobStates).toContain('running');
    killEngine(app);
    expect(await importing).toMatchObject({ ok: false, error: { code: 'engine.died' } });
    await expect.poll(() => engineStates(app)).toEqual(['down', 'restarting', 'up']);
    expect((await jobStates()).at(-1)).toBe('failed');
    expect((await app.call('source.list', {})).sources).toEqual([]);
    const told = app.page.getByText(
      'The import of large.csv was interrupted; nothing of it was kept. Import it again.',
    );
    await expect(told).toHaveCount(1);
    await app.call('audit.update', { client: 'Still told of once' });
    await expect(app.page.getByRole('status').filter({ has: told })).toHaveCount(1);
    await app.close();
  });
});

test.describe('when the engine does not answer', () => {
  const silence = 'The engine has not answered for 10 s';
  /** Longer than the shell waits before it says so. */
  const untilSaid = { timeout: 20_000 };

  test('the window says so, ends it when told to, and has the audit open as before', async () => {
    const app = await launchApp();
    const path = await app.createAudit('Halted');
    await recordEvents(app);
    const halted = haltEngine(app);
    const late = app.page.evaluate(() => window.assay.call('report.preview', {}));
    await expect(banner(app)).toContainText(`${silence} while it `, untilSaid);
    await app.screenshot('engine-silent');
    await expectAccessible(app.page);
    await banner(app).getByRole('button', { name: 'End it and open the audit again' }).click();
    expect(await late).toMatchObject({ ok: false, error: { code: 'engine.died' } });
    await expect(banner(app)).toBeHidden();
    expect(isRunning(halted)).toBe(false);
    expect(await engineStates(app)).toEqual(['silent', 'down', 'up']);
    expect(await app.call('audit.current', {})).toMatchObject({ path, readOnly: false });
    await app.call('audit.update', { client: 'After the halt' });
    await app.close();
  });

  test('the audit that it hangs over can be left closed', async () => {
    const app = await launchApp();
    await app.createAudit('Left');
    haltEngine(app);
    await expect(banner(app)).toContainText(silence, untilSaid);
    await banner(app).getByRole('button', { name: 'End it and close the audit' }).click();
    await expect(app.page.getByRole('button', { name: 'New audit' }).first()).toBeVisible();
    expect(await app.call('audit.current', {})).toBeNull();
    await app.close();
  });

  test('it is left alone, and told of no more once it answers', async () => {
    const app = await launchApp();
    const path = await app.createAudit('Slow');
    const halted = haltEngine(app);
    await expect(banner(app)).toContainText(silence, untilSaid);
    process.kill(halted, 'SIGCONT');
    await expect(banner(app)).toBeHidden();
    expect(enginePid(app)).toBe(halted);
    expect(await app.call('audit.current', {})).toMatchObject({ path });
    await app.close();
  });

  test('Assay still closes', async () => {
    const app = await launchApp();
    const path = await app.createAudit('Closed all the same');
    const halted = haltEngine(app);
    const shell = app.electron.process();
    const ended = new Promise<number | null>((resolve) => shell.once('exit', resolve));
    await app.page.close();
    expect(await ended).toBe(0);
    expect(isRunning(halted)).toBe(false);
    expect(existsSync(path)).toBe(true);
  });
});

test('closing the window ends the engine and leaves one file with nothing beside it', async () => {
  const app = await launchApp();
  const path = await app.createAudit('Closed');
  const pid = enginePid(app);
  if (pid === null) throw new Error('no engine runs');
  const shell = app.electron.process();
  const ended = new Promise<number | null>((resolve) => shell.once('exit', resolve));
  await app.page.close();
  expect(await ended).toBe(0);
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(path)).toBe(true);
  expect(existsSync(`${path}-wal`)).toBe(false);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

for (const adapter of ['utility', 'child'] as const) {
  test.describe(`an engine started as a ${adapter} process`, () => {
    const env = {
      ASSAY_TEST_ENGINE: double,
      ASSAY_TEST_ADAPTER: adapter,
      NODE_OPTIONS: '--no-deprecation',
    };

    test('answers without the variables that load code, and sends typed arrays as such', async () => {
      const app = await launchApp({ env, expectedComplaints: /./ });
      const facts = (await app.call('audit.current', {})) as unknown as {
        runsIn: string;
        variables: string[];
      };
      expect(facts.runsIn).toBe(adapter === 'utility' ? 'utility-process' : 'child-process');
      expect(facts.variables).toContain('PATH');
      expect(facts.variables).not.toContain('NODE_OPTIONS');
      const received = await app.page.evaluate(async () => {
        const result = await window.assay.call('profile.flame', { profileId: '1:0' });
        if (!result.ok) throw new Error(result.error.message);
        const { totals, parent } = result.output;
        return {
          areTyped: totals instanceof Float64Array && parent instanceof Int32Array,
          totals: [...totals],
          parent: [...parent],
        };
      });
      expect(received).toEqual({ areTyped: true, totals: [0.5, 1e300, -0], parent: [-1, 0, 2] });
      await app.close();
    });

    test('is ended when it blocks for ever and the user says so', async () => {
      const app = await launchApp({ env, expectedComplaints: /./ });
      await recordEvents(app);
      const blocked = app.page.evaluate(() => window.assay.call('report.preview', {}));
      await expect.poll(() => engineStates(app), { timeout: 20_000 }).toEqual(['silent']);
      await app.call('shell.restartEngine', { reopen: false });
      expect(await blocked).toMatchObject({ ok: false, error: { code: 'engine.died' } });
      await expect.poll(() => engineStates(app)).toEqual(['silent', 'down', 'up']);
      await app.call('audit.current', {});
      await app.close();
    });

    test('is started again when it dies, and given up when it keeps dying', async () => {
      const app = await launchApp({ env, expectedComplaints: /./ });
      await recordEvents(app);
      for (let death = 1; death <= 5; death++) {
        const result = await app.page.evaluate(() => window.assay.call('source.list', {}));
        expect(result).toMatchObject({ ok: false, error: { code: 'engine.died' } });
      }
      await expect.poll(async () => (await engineStates(app)).at(-1)).toBe('gave-up');
      const refused = await app.page.evaluate(() => window.assay.call('audit.current', {}));
      expect(refused).toMatchObject({ ok: false, error: { code: 'engine.unavailable' } });
      await app.call('shell.restartEngine', {});
      await app.call('audit.current', {});
      await app.close();
    });
  });
}
