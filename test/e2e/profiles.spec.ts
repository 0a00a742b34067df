// A profile from the dropped file to the figure on the screen, by mouse and by keyboard.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { declaration as topFunctions } from '../../shared/analyses/top-functions.ts';
import { expectAccessible, launchApp, type AssayApp, type Theme } from './support/app.ts';
import { root } from './support/runtime.ts';

const samples = join(root, 'electron/engine/formats');
const cpuprofile = join(samples, 'cpuprofile/samples/server-before.cpuprofile');
const folded = join(samples, 'collapsed-stacks/samples/perf-threads.folded');
const truth = JSON.parse(readFileSync(`${cpuprofile}.expected.json`, 'utf8'));

async function openProfiles(theme: Theme = 'light'): Promise<AssayApp> {
  const app = await launchApp({ theme });
  await app.createAudit('Orders');
  await app.importFile(cpuprofile);
  await app.goto('#/profiles');
  await expect(flame(app.page)).toBeVisible();
  return app;
}

const flame = (page: Page) => page.getByRole('application', { name: /as a flame graph/u });
const path = (page: Page) => page.getByRole('navigation', { name: 'Zoomed to' });

/** How many different colours the canvas holds: one when it is blank. */
const colorCount = (page: Page): Promise<number> =>
  flame(page)
    .locator('canvas')
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });

test('without a profile the screen says how to take one', async () => {
  const app = await launchApp();
  await app.createAudit('Orders');
  await app.goto('#/profiles');
  await expect(app.page.getByText('py-spy record -f raw', { exact: false })).toBeVisible();
  await expectAccessible(app.page);
  await app.close();
});

for (const theme of ['light', 'dark'] as const) {
  test(`the graph, the tree and both sides of a function are drawn and accessible, ${theme}`, async () => {
    const app = await openProfiles(theme);
    const { page } = app;
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('server-before.cpuprofile');
    await expect.poll(() => colorCount(page)).toBeGreaterThan(20);
    await expectAccessible(page);
    await app.screenshot(`profiles-flame-${theme}`);
    await page.getByRole('tab', { name: 'Call tree' }).click();
    await expect(page.getByRole('treegrid')).toBeVisible();
    await expectAccessible(page);
    await app.screenshot(`profiles-tree-${theme}`);
    await page
      .getByRole('grid', { name: 'Functions by weight' })
      .getByRole('row', { name: /^hashRows/u })
      .click();
    await page.getByRole('tab', { name: 'Callers and callees' }).click();
    await expect(page.getByRole('application', { name: 'Callers of hashRows' })).toBeVisible();
    await expectAccessible(page);
    await app.screenshot(`profiles-sandwich-${theme}`);
    await app.close();
  });
}

test('the table and the call tree show the weights that an independent script counted', async () => {
  const app = await openProfiles();
  const { page } = app;
  const table = page.getByRole('grid', { name: 'Functions by weight' });
  for (const name of ['hashRows', 'parseInput', 'render', 'queryDb']) {
    const { self, total } = truth.functions[name];
    const cells = table.getByRole('row', { name: new RegExp(`^${name}`, 'u') }).getByRole('gridcell');
    await expect(cells.nth(2)).toHaveText(String(self.usAfter));
    await expect(cells.nth(3)).toHaveText(String(total.usAfter));
  }
  await page.getByRole('tab', { name: 'Call tree' }).click();
  const queryDb = page.getByRole('treegrid').getByRole('row', { name: /^queryDb/u });
  await expect(queryDb.getByRole('gridcell').nth(1)).toHaveText(
    String(truth.functions.queryDb.total.usAfter),
  );
  await app.close();
});

test('the graph is read, zoomed and left by keyboard alone', async () => {
  const app = await openProfiles();
  const { page } = app;
  await flame(page).focus();
  // From the root down the widest callees: ten calls lead to queryDb (see server.js of the capture).
  const details = page.getByRole('region', { name: 'Selected frame' });
  for (let presses = 0; presses < 11; presses += 1) await page.keyboard.press('ArrowDown');
  await expect(details).toContainText('queryDb');
  await expect(details).toContainText('server.js:31');
  await page.keyboard.press('Enter');
  await expect(path(page).locator('[aria-current]')).toContainText('queryDb');
  await page.keyboard.press('ArrowRight');
  await expect(details).toContainText('render');
  await expect(path(page).locator('[aria-current]')).toContainText('handleRequest');
  await page.keyboard.press('Home');
  await expect(path(page).locator('[aria-current]')).toContainText('All');
  await app.close();
});

test('a click zooms in, Escape and the path lead back', async () => {
  const app = await openProfiles();
  const { page } = app;
  // The second row holds the outermost call; a click near its left edge takes it.
  await flame(page).click({ position: { x: 40, y: 30 } });
  await expect(path(page).locator('[aria-current]')).toContainText('run_main_module');
  await path(page).getByRole('button', { name: 'All' }).click();
  await expect(path(page).locator('[aria-current]')).toContainText('All');
  await app.close();
});

test('a search says how much it found and steps from match to match', async () => {
  const app = await openProfiles();
  const { page } = app;
  await page.keyboard.press('/');
  await page.keyboard.type('hashrows');
  const share = (
    (100 * truth.functions.hashRows.total.usAfter) /
    (truth.total.usAfter - truth.functions['(idle)'].self.usAfter)
  ).toPrecision(3);
  await expect(page.getByText(`1 function, ${share}\u202f% of the total`)).toBeVisible();
  await flame(page).focus();
  await page.keyboard.press('n');
  await expect(page.getByRole('region', { name: 'Selected frame' })).toContainText('hashRows');
  await page.getByText('Regex', { exact: true }).click();
  await page.getByRole('searchbox').fill('(');
  await expect(page.getByText('Not a regular expression')).toBeVisible();
  await app.close();
});

test('weights, inversion and another profile are chosen and kept in the address', async () => {
  const app = await openProfiles();
  const { page } = app;
  await page.getByRole('button', { name: /By time/u }).click();
  await page.getByRole('option', { name: /By samples/u }).click();
  await expect(page.getByRole('columnheader', { name: /^Self$/u })).toBeVisible();
  await page.getByText('Inverted', { exact: true }).click();
  await expect(page.getByRole('application', { name: /^Callers of each function/u })).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => location.hash))
    .toBe('#/profiles/1%3A0?weight=samples&inverted=1');
  await app.importFile(folded);
  await app.goto('#/profiles/2:0');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('perf-threads.folded');
  await app.close();
});

test('the table’s figures are pinned as evidence', async () => {
  const app = await openProfiles();
  await app.page.getByRole('button', { name: 'Pin as evidence' }).click();
  await expect(app.page.getByText(/Pinned as evidence/u)).toBeVisible();
  const { evidence } = await app.call('evidence.list', {});
  expect(evidence.map(({ analysis }) => analysis)).toEqual(['top-functions']);
  // All of them stand in the table, so all of them are pinned.
  const { profiles } = topFunctions.result.parse(evidence[0]?.result);
  expect(profiles[0]?.functions).toHaveLength(profiles[0]?.functionCount ?? 0);
  await app.close();
});
