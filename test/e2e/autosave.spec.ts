// What is typed reaches the audit while it is being typed, whatever ends the work: a kill, a closed window, an undo.
import { expect } from '@playwright/test';
import { answerDialogs, launchApp, type AssayApp } from './support/app.ts';
import { test } from './support/folder.ts';
import { enginePid } from './support/processes.ts';

let userFolder: string;
let app: AssayApp;
test.beforeEach(async ({ folder }) => {
  userFolder = folder;
  app = await launchApp({ userFolder });
});
test.afterEach(() => app.close());

const key = '1.impact.cost';
const costOf = ({ page }: AssayApp) => page.locator(`[data-field="${key}"]`).getByRole('textbox');
const storedIn = async ({ call }: AssayApp): Promise<string> =>
  String((await call('method.values', {})).values[key] ?? '');

async function openField(target: AssayApp): Promise<void> {
  await target.goto('#/phase/1/impact');
  await costOf(target).focus();
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Types without a pause until the audit has been seen to hold more and more of it, `times` times. Returns the text. */
async function typeUntilStored(times: number): Promise<{ typed: string; seen: string }> {
  let typed = '';
  let seen = '';
  for (let stores = 0; stores < times;) {
    const letter = letters[typed.length % letters.length] as string;
    await app.page.keyboard.press(letter);
    typed += letter;
    const stored = await storedIn(app);
    expect(typed.startsWith(stored)).toBe(true);
    if (stored.length > seen.length) stores += 1;
    seen = stored;
  }
  return { typed, seen };
}

test('typing without a pause is stored as it goes on, and a killed app loses no more than its end', async () => {
  const path = await app.createAudit('Killed');
  await openField(app);
  const { typed, seen } = await typeUntilStored(3);
  const shell = app.electron.process();
  const pid = enginePid(app);
  const ended = new Promise((resolve) => void shell.once('exit', resolve));
  if (pid !== null) process.kill(pid, 'SIGKILL');
  shell.kill('SIGKILL');
  await ended;

  app = await launchApp({ userFolder });
  await app.call('audit.open', { path });
  const kept = await storedIn(app);
  expect(kept.startsWith(seen)).toBe(true);
  expect(typed.startsWith(kept)).toBe(true);
});

test('nothing is lost when the engine is killed while one types', async () => {
  await app.createAudit('Engine killed');
  await openField(app);
  const { typed } = await typeUntilStored(1);
  process.kill(enginePid(app) as number, 'SIGKILL');
  await app.page.keyboard.type('xyz');
  await expect.poll(() => storedIn(app)).toBe(`${typed}xyz`);
  await expect(costOf(app)).toHaveValue(`${typed}xyz`);
});

for (const [how, close] of [
  [
    'its window is closed',
    (closing: AssayApp) =>
      closing.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
  ],
  ['the app quits', (closing: AssayApp) => closing.electron.evaluate(({ app: shell }) => shell.quit())],
] as const) {
  test(`what was typed last is stored when ${how}`, async () => {
    const path = await app.createAudit('Closed');
    await openField(app);
    const ended = new Promise((resolve) => void app.electron.process().once('exit', resolve));
    await app.page.keyboard.type('Two hundred orders an hour');
    await close(app);
    await ended;
    app = await launchApp({ userFolder });
    await app.call('audit.open', { path });
    expect(await storedIn(app)).toBe('Two hundred orders an hour');
  });
}

test('undo outside the field takes back what was typed last, stored or not', async () => {
  await app.createAudit('Undo');
  await app.call('method.setField', { field: key, value: 'First' });
  await app.goto('#/phase/1/impact');
  await expect(costOf(app)).toHaveValue('First');
  await costOf(app).fill('Second');
  await app.electron.evaluate(({ BrowserWindow, Menu }) => {
    // As from the menu, while the focus is still in the field.
    void BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.activeElement.blur()');
    Menu.getApplicationMenu()?.getMenuItemById('edit.undo')?.click();
  });
  await expect(costOf(app)).toHaveValue('First');
  expect(await storedIn(app)).toBe('First');
});

test('what was typed stays in the audit it was typed into when another is opened from the keyboard', async () => {
  const other = await app.createAudit('Other');
  const path = await app.createAudit('First');
  await openField(app);
  await answerDialogs(app, [other]);
  await app.page.keyboard.type('Of the first');
  await app.page.keyboard.press('Control+o');
  await expect(app.page.getByRole('button', { name: 'Other' })).toBeVisible();
  expect(await storedIn(app)).toBe('');
  await app.call('audit.open', { path });
  expect(await storedIn(app)).toBe('Of the first');
});
