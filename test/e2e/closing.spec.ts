// Closing while an import runs costs the import, so it is asked for first: by the shell for the window, by the window
// for the audit.
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { answerDialogs, launchApp, type AssayApp } from './support/app.ts';
import { test } from './support/folder.ts';
import { writeLargeCsv } from './support/large-csv.ts';
import { enginePid } from './support/processes.ts';

let userFolder: string;
let csv: string;
let app: AssayApp;
let shell: ChildProcess;
let audit: string;

test.beforeAll(async ({ sharedFolder }) => {
  userFolder = sharedFolder;
  csv = join(userFolder, 'large.csv');
  await writeLargeCsv(csv, 3_000_000);
});

async function launch(): Promise<void> {
  app = await launchApp({ userFolder });
  shell = app.electron.process();
}

let number = 0;
test.beforeEach(async () => {
  await launch();
  audit = await app.createAudit(`Closing ${(number += 1)}`);
});

test.afterEach(() => {
  // A failed test may leave an import running, and with it a question that nobody answers.
  if (shell.exitCode === null) shell.kill('SIGKILL');
});

/** Begins an import and resolves when it reads; `code` is that of its error, or null. */
async function importing(): Promise<{ code: Promise<string | null> }> {
  await app.grant(csv, 'import');
  await app.page.evaluate(() => {
    const reads = new Promise<void>((resolve) => {
      window.assay.onEvent((event) => void (event.type === 'job' && event.job.done > 0 && resolve()));
    });
    Object.assign(window, { reads });
  });
  const code = app.page
    .evaluate(async (path) => {
      const result = await window.assay.call('source.import', { path });
      return result.ok ? null : result.error.code;
    }, csv)
    // The page may be gone before it hears of it.
    .catch(() => 'page gone');
  await app.page.evaluate(() => (window as unknown as { reads: Promise<void> }).reads);
  return { code };
}

interface Asked {
  message: string;
  buttons: string[];
}

/** Answers the shell's questions with this button; a question without an answer stays up. */
async function answerQuestions(button: string | null): Promise<void> {
  await app.electron.evaluate(({ dialog }, answer) => {
    const asked: Asked[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (async (_window: unknown, { message, buttons = [] }: Asked) => {
      asked.push({ message, buttons });
      if (answer === null) await new Promise(() => undefined);
      return { response: buttons.indexOf(answer as string), checkboxChecked: false };
    }) as never;
  }, button);
}
const asked = (): Promise<Asked[]> =>
  app.electron.evaluate(() => (globalThis as unknown as { asked: Asked[] }).asked);

const closeWindow = (): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const quit = (): Promise<void> => app.electron.evaluate(({ app: running }) => running.quit());
const whenEnded = (): Promise<unknown> => new Promise((resolve) => void shell.once('exit', resolve));

test('the window stays when the user goes on, and the import ends well', async () => {
  await answerQuestions('Go on');
  const { code } = await importing();
  await closeWindow();
  await expect.poll(asked).toHaveLength(1);
  const [question] = await asked();
  expect(question?.message).toMatch(/^large\.csv is still being imported; \d+\u202F% is done\.$/u);
  expect(question?.buttons).toEqual(['Cancel the import and close', 'Go on']);
  await quit();
  await expect.poll(asked).toHaveLength(2);
  expect(await code).toBeNull();
  expect((await app.call('source.list', {})).sources).toHaveLength(1);
  await app.close();
});

for (const [how, close] of [
  ['the window is closed', closeWindow],
  ['the app quits', quit],
] as const) {
  test(`the import is cancelled cleanly when ${how} and the user says so`, async () => {
    await answerQuestions('Cancel the import and close');
    const ended = whenEnded();
    await importing();
    await close();
    await ended;
    await launch();
    await app.grant(audit, 'open-audit');
    expect(await app.call('audit.open', { path: audit })).toMatchObject({ interruptedImport: null });
    const { entries } = await app.call('journal.list', { offset: 0, limit: 10 });
    expect(entries.map(({ action }) => action)).toEqual(['audit.created', 'source.cancelled']);
    await app.close();
  });
}

test('a second attempt to close asks no second time, and an engine that is gone keeps no window open', async () => {
  await answerQuestions(null);
  await importing();
  await closeWindow();
  await expect.poll(asked).toHaveLength(1);
  await closeWindow();
  await quit();
  expect(await asked()).toHaveLength(1);
  const ended = whenEnded();
  shell.kill('SIGKILL');
  await ended;

  await launch();
  await app.call('audit.open', { path: audit });
  await answerQuestions(null);
  const { code } = await importing();
  process.kill(enginePid(app) as number, 'SIGKILL');
  expect(await code).toBe('engine.died');
  const closed = whenEnded();
  await closeWindow();
  await closed;
});

test('closing the audit, or opening another, asks in the window', async () => {
  const { code } = await importing();
  const dialog = app.page.getByRole('dialog', { name: /large\.csv is still being imported/ });
  await answerDialogs(app, [join(userFolder, 'Closing 1.assay')]);
  await app.page.keyboard.press('Control+o');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog).toBeHidden();
  expect(await app.call('audit.current', {})).toMatchObject({ path: audit });

  await app.page
    .getByRole('banner')
    .getByRole('button', { name: /^Closing/ })
    .click();
  await app.page.getByRole('menuitem', { name: 'Close audit' }).click();
  await dialog.getByRole('button', { name: 'Cancel the import and close' }).click();
  expect(await code).toBe('job.cancelled');
  await expect.poll(() => app.call('audit.current', {})).toBeNull();
  await app.close();
});
