// How Assay starts: from a double click, beside a running one, on the command line, and as it was left.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { launchApp } from './support/app.ts';
import { test } from './support/folder.ts';
import { findRuntime } from './support/runtime.ts';

const { executablePath, appArguments } = findRuntime();
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const run = promisify(execFile);

let userFolder: string;
test.beforeEach(({ folder }) => {
  userFolder = folder;
});

test('an audit named by the start, as by a double click, is opened', async () => {
  const first = await launchApp({ userFolder });
  const path = await first.createAudit('Double click');
  await first.close();
  const second = await launchApp({ userFolder, args: [path] });
  await expect.poll(() => second.call('audit.current', {})).toMatchObject({ path, name: 'Double click' });
  await expect.poll(() => windowTitle(second)).toBe('Double click - Assay');
  await second.close();
});

test('a second start hands its audit to the running window and ends', async () => {
  const app = await launchApp({ userFolder });
  const path = await app.createAudit('Handed over');
  await app.call('audit.close', {});
  await run(executablePath, [
    ...appArguments,
    ...asRoot,
    `--user-data-dir=${join(userFolder, 'settings')}`,
    path,
  ]);
  await expect.poll(() => app.call('audit.current', {})).toMatchObject({ path });
  expect(app.electron.windows()).toHaveLength(1);
  await app.close();
});

test('size, recent audits and preferences are as they were left', async () => {
  const first = await launchApp({ userFolder });
  const path = await first.createAudit('Remembered');
  await first.call('shell.setPreferences', { railWidth: 260 });
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1100, 720));
  await first.close();
  const second = await launchApp({ userFolder });
  const size = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getSize(),
  );
  expect(size).toEqual([1100, 720]);
  expect((await second.call('shell.recent', {})).audits).toMatchObject([
    { path, name: 'Remembered', exists: true },
  ]);
  expect((await second.call('shell.preferences', {})).preferences).toMatchObject({ railWidth: 260 });
  // A recent audit is within reach without being picked again.
  await second.call('audit.open', { path });
  // To be opened, and for nothing else.
  await expect(second.call('source.detect', { path })).rejects.toThrow('shell.path-not-granted');
  await expect(second.call('report.build', { out: path })).rejects.toThrow('shell.path-not-granted');
  await second.close();
});

test('a corrupt settings file does not keep the window from opening', async () => {
  const first = await launchApp({ userFolder });
  await first.close();
  for (const name of ['recent.json', 'preferences.json', 'window.json']) {
    writeFileSync(join(userFolder, 'settings', name), '{"cut');
  }
  const second = await launchApp({ userFolder });
  expect((await second.call('shell.recent', {})).audits).toEqual([]);
  await second.close();
});

test('--cli runs a command without a window and ends with its status', async () => {
  const csv = join(userFolder, 'latency.csv');
  writeFileSync(csv, 'time,latency_ms\n2026-01-05T00:00:00Z,12\n');
  const { DISPLAY: _none, ...environment } = process.env;
  const cli = (...args: string[]) =>
    run(executablePath, [...appArguments, ...asRoot, '--cli', ...args, '--json'], { env: environment });
  const { stdout } = await cli('detect', csv);
  expect(JSON.parse(stdout)).toMatchObject({ files: [{ file: csv }] });
  await expect(cli('sources', join(userFolder, 'missing.assay'))).rejects.toMatchObject({ code: 3 });
});

const windowTitle = (app: Awaited<ReturnType<typeof launchApp>>): Promise<string | undefined> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
