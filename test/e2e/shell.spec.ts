// The frame and the core screens, used as a person uses them: by button, key, drop and menu.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { answerDialogs, expectAccessible, launchApp, type AssayApp, type Theme } from './support/app.ts';

const stacks = 'main;handle;query 40\nmain;handle;render 10\nmain;idle 50\n';
const cutTraces = '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"';

let app: AssayApp;
let page: Page;
test.beforeEach(async () => {
  app = await launchApp();
  ({ page } = app);
});
test.afterEach(() => app.close());

const place = (): string => new URL(page.url()).hash;

/** A file in the user's own folder. */
function ownFile(name: string, content: string): string {
  const path = join(app.userFolder, name);
  writeFileSync(path, content);
  return path;
}

async function createAuditInWindow(name: string): Promise<void> {
  await page.getByRole('button', { name: 'New audit' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await answerDialogs(app, [join(app.userFolder, `${name}.assay`)]);
  await page.getByRole('button', { name: 'Choose its place and create' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
}

async function importInWindow(paths: string[]): Promise<void> {
  await answerDialogs(app, paths);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sources', level: 1 })).toBeVisible();
}

const canvasColour = (): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);
/** How much wider the page is than the window, in px. */
const overflow = (): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const imports = () => page.getByRole('region', { name: 'Imports' });
const sourceRow = (file: string) =>
  page.getByRole('grid', { name: 'Sources' }).getByRole('row', { name: file });

async function lookAtScreens(state: string): Promise<void> {
  for (const theme of ['light', 'dark'] satisfies Theme[]) {
    await app.setTheme(theme);
    for (const name of ['overview', 'sources', 'journal']) {
      await app.goto(`#/${name}`);
      await expect(page.getByRole('heading', { level: 1, name: new RegExp(name, 'i') })).toBeVisible();
      await expectAccessible(page);
      await app.screenshot(`${name}-${state}-${theme}`);
    }
  }
}

test('an audit is created in the window, found again under recent, and opens where it was left', async () => {
  await createAuditInWindow('Checkout latency');
  await page.getByRole('link', { name: 'Journal' }).click();
  await expect(page.getByText('the chain of hashes is whole')).toBeVisible();
  await page.getByRole('button', { name: 'Checkout latency' }).click();
  await page.getByRole('menuitem', { name: 'Close audit' }).click();
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeHidden();
  await page
    .getByRole('region', { name: 'Recent audits' })
    .getByRole('button', { name: /^Checkout latency/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Journal', level: 1 })).toBeVisible();
});

test('an imported file shows its result, and the same bytes again are called a duplicate', async () => {
  await createAuditInWindow('Imports');
  const path = ownFile('stacks.folded', stacks);
  await importInWindow([path]);
  await expect(imports().getByText('Imported')).toBeVisible();
  await expect(sourceRow('stacks.folded')).toBeVisible();
  await expect(page.getByText('1 profile, 56')).toBeVisible();
  await importInWindow([ownFile('copy.folded', stacks)]);
  await expect(imports().getByText('holds the same bytes as stacks.folded')).toBeVisible();
  await expect(sourceRow('copy.folded')).toBeHidden();
});

test('a file that cannot be read says what was found, where, and what to do', async () => {
  await createAuditInWindow('Bad input');
  await importInWindow([ownFile('cut.json', cutTraces)]);
  const alert = imports().getByRole('alert');
  await expect(alert).toContainText('The JSON ends');
  await expect(alert).toContainText('cut.json, line 1');
  await expect(alert).toContainText('Export or copy it again');
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Drop the client’s files here' })).toBeHidden();
  await imports().getByRole('button', { name: 'Put away cut.json' }).click();
  await expect(page.getByRole('heading', { name: 'Drop the client’s files here' })).toBeVisible();
});

test('a file whose bytes do not say what it is can be read as the user says', async () => {
  await createAuditInWindow('Said so');
  await importInWindow([ownFile('odd.txt', 'main;handle 40\nno stack\nnor this\n')]);
  await imports().getByRole('button', { name: 'Say how to read it' }).click();
  const dialog = page.getByRole('dialog', { name: 'How to read odd.txt' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /Format/ }).click();
  await page.getByRole('option', { name: /Collapsed stacks/ }).click();
  await dialog.getByRole('button', { name: 'Import it so' }).click();
  await expect(imports().getByRole('link', { name: '2 lines rejected' })).toBeVisible();
  await imports().getByRole('link', { name: '2 lines rejected' }).click();
  const rejected = page.getByRole('grid', { name: 'Rejected lines' });
  await expect(rejected.getByRole('row')).toHaveCount(3);
  await expect(rejected.getByRole('gridcell', { name: '2', exact: true })).toBeVisible();
});

test('a source that is set aside comes back with undo, by button and by key', async () => {
  await createAuditInWindow('Setting aside');
  await importInWindow([ownFile('stacks.folded', stacks)]);
  await sourceRow('stacks.folded').click();
  expect(place()).toMatch(/^#\/sources\/\d+$/);
  await page.getByRole('button', { name: 'Set aside' }).click();
  await expect(sourceRow('stacks.folded')).toBeHidden();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(sourceRow('stacks.folded')).toBeVisible();
  await sourceRow('stacks.folded').click();
  await page.getByRole('button', { name: 'Set aside' }).click();
  await expect(sourceRow('stacks.folded')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(sourceRow('stacks.folded')).toBeVisible();
});

test('files dropped anywhere on the window are imported', async () => {
  await createAuditInWindow('Dropped');
  const path = ownFile('dropped.folded', stacks);
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  }
  await expect(sourceRow('dropped.folded')).toBeVisible();
  expect(place()).toBe('#/sources');
});

test('an audit opened after another shows its own sources', async () => {
  await createAuditInWindow('First');
  await importInWindow([ownFile('stacks.folded', stacks)]);
  await expect(sourceRow('stacks.folded')).toBeVisible();
  await app.goto('#/');
  await createAuditInWindow('Second');
  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('link', { name: 'Sources', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Drop the client’s files here' })).toBeVisible();
});

test('an audit dropped on the start screen is opened', async () => {
  const path = await app.createAudit('Given by mail');
  await app.call('audit.close', {});
  await expect(page.getByRole('heading', { name: 'Assay' })).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  }
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('the palette finds commands, places and what the audit names, by keyboard alone', async () => {
  await createAuditInWindow('Palette');
  await importInWindow([ownFile('stacks.folded', stacks)]);
  await expect(sourceRow('stacks.folded')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('journal');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Journal', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('source stacks');
  await expect(page.getByRole('option', { name: /stacks\.folded/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'stacks.folded' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeHidden();
});

test('keys go to phases, back and forward, and hide the panels', async () => {
  await createAuditInWindow('Keys');
  await page.keyboard.press('Control+3');
  await expect.poll(place).toBe('#/phase/2');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(place).toBe('#/overview');
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(place).toBe('#/phase/2');
  await page.keyboard.press('Control+Shift+b');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden();
  await page.keyboard.press('Control+b');
  await expect(page.getByRole('separator', { name: 'Width of the rail' })).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('the application menu asks the window, and the window acts', async () => {
  await createAuditInWindow('Menu');
  await app.electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('view.phase.4')?.click(),
  );
  await expect.poll(place).toBe('#/phase/4');
});

test('the table of entries is walked by keys, and filtered from the slash key', async () => {
  await createAuditInWindow('Table');
  await importInWindow([ownFile('stacks.folded', stacks)]);
  await expect(sourceRow('stacks.folded')).toBeVisible();
  await app.goto('#/journal');
  const grid = page.getByRole('grid', { name: 'Journal' });
  await grid.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Entry 1' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('imported');
  await expect(page.getByText('1 of 2')).toBeVisible();
  await expect(grid.getByRole('row')).toHaveCount(2);
});

test('the theme is chosen from the menu and kept', async () => {
  await page.getByRole('button', { name: 'Assay', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect.poll(canvasColour).toBe('rgb(14, 17, 21)');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme: light');
  await page.keyboard.press('Enter');
  await expect.poll(canvasColour).toBe('rgb(245, 247, 249)');
  const { preferences } = await app.call('shell.preferences', {});
  expect(preferences['theme']).toBe('light');
});

test('the start screen, empty and full of a form, is accessible in both themes', async () => {
  for (const theme of ['light', 'dark'] satisfies Theme[]) {
    await app.setTheme(theme);
    await app.goto('#/');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'New audit' }).click();
    await expectAccessible(page);
  }
});

test('overview, sources and journal are accessible in both themes, empty and filled', async () => {
  await createAuditInWindow('Accessible');
  await lookAtScreens('empty');
  const mostlyStacks = `${stacks.repeat(20)}not a stack\n`;
  await importInWindow([ownFile('stacks.folded', mostlyStacks), ownFile('cut.json', cutTraces)]);
  await page.getByRole('button', { name: 'Import 2 files' }).click();
  await expect(sourceRow('stacks.folded')).toBeVisible();
  await expect(imports().getByRole('alert')).toBeVisible();
  await lookAtScreens('filled');
});

test('every screen holds at the smallest window and at twice the size', async () => {
  await createAuditInWindow('Small');
  await importInWindow([ownFile('stacks.folded', stacks)]);
  await expect(sourceRow('stacks.folded')).toBeVisible();
  for (const zoom of [1, 2]) {
    await app.electron.evaluate(({ BrowserWindow }, zoom) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setSize(1024, 680);
      window?.webContents.setZoomFactor(zoom);
    }, zoom);
    for (const name of ['', 'overview', 'sources', 'journal']) {
      await app.goto(`#/${name}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await overflow(), `${name} at ${zoom}`).toBeLessThanOrEqual(0);
      await app.screenshot(`${name || 'start'}-small-${zoom}`);
    }
  }
});
