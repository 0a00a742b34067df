import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { answerDialogs, expectAccessible, launchApp, type AssayApp } from './support/app.ts';
import { root } from './support/runtime.ts';

// 42 names and 44 calls, as the test of the format counts.
const petshop = join(root, 'electron/engine/formats/topology-csv/samples/petshop-graph.csv');

const graph = (page: Page) => page.getByRole('application', { name: /^Call graph of/u });
const details = (page: Page) => page.getByRole('region', { name: 'Details of the selected service' });
const confirmed = (page: Page) => page.getByText('petshop-graph.csv: a row calls its columns');
const selectedBox = (page: Page) => page.locator('.topology-box.selected');
const boxOf = (page: Page, name: string) =>
  page.locator('.topology-box').filter({ has: page.locator('title', { hasText: name }) });

/** Imports the matrix through the window and confirms what its names propose. */
async function importMatrix(app: AssayApp): Promise<void> {
  const { page } = app;
  await app.createAudit('PetShop');
  await app.goto('#/topology');
  await expect(page.getByRole('heading', { name: 'Ask the client who calls whom' })).toBeVisible();
  await answerDialogs(app, [petshop]);
  await page.getByRole('button', { name: 'Import a topology' }).click();
  await expect(page.getByText(/21 of 22 names that call nothing are databases/u).first()).toBeVisible();
}

async function confirmMatrix(app: AssayApp): Promise<void> {
  await importMatrix(app);
  await app.page.getByRole('button', { name: 'A row calls its columns' }).click();
  await expect(graph(app.page)).toBeVisible();
}

for (const theme of ['light', 'dark'] as const) {
  test(`a matrix is imported, confirmed, drawn and read in the ${theme} theme`, async () => {
    const app = await launchApp({ theme });
    const { page } = app;
    await importMatrix(app);
    await expectAccessible(page);
    await app.screenshot(`topology-asked-${theme}`);

    await page.getByRole('button', { name: 'A row calls its columns' }).click();
    await expect(confirmed(page)).toBeVisible();
    await expect(
      page.getByText(/^42 services and resources, 44 calls between them; no cycle/u),
    ).toBeVisible();
    await expect(page.locator('.topology-box')).toHaveCount(42);
    await expect(page.locator('.topology-line')).toHaveCount(44);
    await expectAccessible(page);
    await app.screenshot(`topology-${theme}`);

    await boxOf(page, 'PetSearch_AWS::ECS::Fargate').click();
    await expect(details(page).getByRole('button')).toContainText([/PetSearch_client/u, /PetSite/u]);
    await expect(page.locator('.topology-line.made')).toHaveCount(4);
    await expect(page.locator('.topology-line.received')).toHaveCount(3);
    await expectAccessible(page);
    await app.screenshot(`topology-selected-${theme}`);

    await page.getByRole('tab', { name: 'Calls' }).click();
    await expect(page.getByRole('grid', { name: 'Calls' })).toHaveAttribute('aria-rowcount', '45');
    await expectAccessible(page);
    await app.screenshot(`topology-calls-${theme}`);
    await page.getByRole('tab', { name: 'Services' }).click();
    await expect(page.getByRole('grid', { name: 'Services' })).toHaveAttribute('aria-rowcount', '43');
    await expectAccessible(page);
    await app.close();
  });
}

test('keys follow the calls, open details, and find a service', async () => {
  const app = await launchApp();
  const { page } = app;
  await confirmMatrix(app);
  await page.keyboard.press('/');
  await page.keyboard.type('petsite');
  await expect(page.getByText('1 match')).toBeVisible();
  await expect(selectedBox(page)).toHaveText(/PetSite$/u);
  await graph(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(selectedBox(page)).not.toHaveText(/PetSite$/u);
  await expect(details(page).getByRole('button', { name: 'PetSite', exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(details(page).getByRole('heading', { level: 2 })).toBeFocused();
  await details(page).getByRole('button', { name: 'PetSite', exact: true }).click();
  await expect(page).toHaveURL(/service=PetSite/u);
  await graph(page).focus();
  await page.keyboard.press('Escape');
  await expect(details(page)).toBeHidden();
  await app.close();
});

test('the graph is pinned as evidence and stands in the report', async () => {
  const app = await launchApp();
  const { page } = app;
  await confirmMatrix(app);
  await app.goto('#/phase/3/flows');
  await expect(page.getByRole('grid', { name: 'Calls' })).toBeVisible();
  await expectAccessible(page);
  await app.screenshot('topology-phase-light');
  await app.goto('#/topology');
  await page.getByRole('button', { name: 'Pin as evidence' }).click();
  await expect(page.getByText('Pinned as evidence 1: Who calls whom: 42 names, 44 calls')).toBeVisible();
  const out = await app.grant(join(app.userFolder, 'report'), 'report-folder');
  await app.call('report.build', { out, formats: ['html'] });
  await app.goto('#/report');
  const report = page.frameLocator('iframe').first();
  await expect(report.getByRole('heading', { name: /Who calls whom/u }).first()).toBeVisible();
  await expect(report.getByText(/^42 services and resources, 44 calls/u).first()).toBeVisible();
  await app.close();
});

test('a file is read the other way round, and back', async () => {
  const app = await launchApp();
  const { page } = app;
  await confirmMatrix(app);
  await page.getByRole('button', { name: 'Read the other way round' }).click();
  const dialog = page.getByRole('dialog', { name: 'Read petshop-graph.csv the other way round' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'A column calls its rows' }).click();
  await expect(page.getByText('petshop-graph.csv: a column calls its rows')).toBeVisible();
  await expect(confirmed(page)).toBeHidden();
  await page.getByRole('button', { name: 'Read the other way round' }).click();
  await page.getByRole('button', { name: 'A row calls its columns' }).click();
  await expect(confirmed(page)).toBeVisible();
  await expect(page.locator('.topology-line')).toHaveCount(44);
  await app.close();
});

test('everything is in reach at the smallest window and at twice the size', async () => {
  const app = await launchApp();
  const { page } = app;
  await confirmMatrix(app);
  await boxOf(page, 'PetSite').click();
  for (const zoom of [1, 2]) {
    await app.electron.evaluate(({ BrowserWindow }, zoom) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setSize(1024, 680);
      window?.webContents.setZoomFactor(zoom);
    }, zoom);
    for (const part of [graph(page), details(page)]) {
      await part.scrollIntoViewIfNeeded();
      await expect(part).toBeInViewport();
    }
    await graph(page).scrollIntoViewIfNeeded();
    await app.screenshot(`topology-small-${zoom}`);
  }
  await app.close();
});

test('of a graph too large to draw, the neighbourhood of what is selected is drawn', async () => {
  const app = await launchApp();
  const { page } = app;
  await app.createAudit('Large');
  const path = await app.grant(join(app.userFolder, 'large.csv'), 'import');
  const rows = Array.from({ length: 1200 }, (_, index) => `service-${index},service-${index + 1}`);
  writeFileSync(path, ['caller,callee', ...rows, ''].join('\n'));
  await app.importFile(path);
  await app.goto('#/topology?service=service-600');
  await expect(page.getByText(/Drawn are the 300 services nearest to service-600; 901 more/u)).toBeVisible();
  await expect(page.locator('.topology-box')).toHaveCount(300);
  await graph(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(selectedBox(page)).toHaveText(/service-601$/u);
  await expect(graph(page)).toBeFocused();
  await page.getByRole('tab', { name: 'Calls' }).click();
  await expect(page.getByRole('grid', { name: 'Calls' })).toHaveAttribute('aria-rowcount', '1201');
  await app.close();
});
