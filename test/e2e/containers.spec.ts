// Several files, an archive or a folder given to the window: the preview says what each would become, the chosen ones
// come in, and the rest is told.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { good, packFolder, writeMixedFolder, writeMixedZip, zipOf } from '../cli/mixed-archive.ts';
import { answerDialogs, expectAccessible, launchApp, type AssayApp, type Theme } from './support/app.ts';

let app: AssayApp;
let page: Page;
test.beforeEach(async () => {
  app = await launchApp();
  ({ page } = app);
  await app.createAudit('Containers');
});
test.afterEach(() => app.close());

const at = (name: string): string => join(app.userFolder, name);
const csv = 'time,latency_ms\n2026-01-05T00:00:00Z,12\n';

/** As a drop does, which is the only way for a folder where the system's dialog takes files alone. */
async function drop(...paths: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
    // The page must have said that it takes a drop before there is one.
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

const preview = () => page.getByRole('dialog', { name: 'What to import' });
const previewRow = (name: string) => preview().getByRole('row', { name });
const imports = () => page.getByRole('region', { name: 'Imports' });
const sources = () => page.getByRole('grid', { name: 'Sources' });

async function expectGoodOnes(): Promise<void> {
  for (const member of Object.keys(good)) {
    await expect(sources().getByRole('row', { name: member.split('/').at(-1) ?? '' })).toBeVisible();
  }
  expect((await app.call('source.list', {})).sources).toHaveLength(3);
}

test('a zip is looked into before it is imported, and what is left is told', async () => {
  await writeMixedZip(at('mixed.zip'));
  await answerDialogs(app, [at('mixed.zip')]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(preview()).toContainText('4 of 10 files can be imported; 6 would be left');
  await expect(previewRow('secret.csv')).toContainText('Left: It is encrypted.');
  await expect(previewRow('secret.csv').getByRole('checkbox')).toBeDisabled();
  for (const theme of ['light', 'dark'] satisfies Theme[]) {
    await app.setTheme(theme);
    await expectAccessible(page);
    await app.screenshot(`import-preview-${theme}`);
  }
  await preview().getByRole('button', { name: 'Import 4 files' }).click();
  await expect(imports()).toContainText('3 files from mixed.zip; 7 left');
  await expect(imports()).toContainText('../evil.csv: Its name leads out of the container');
  await expectGoodOnes();
  for (const theme of ['light', 'dark'] satisfies Theme[]) {
    await app.setTheme(theme);
    await expectAccessible(page);
    await app.screenshot(`import-left-${theme}`);
  }
  await sources().getByRole('row', { name: 'checkout.json' }).click();
  await expect(page.getByText('mixed.zip, as traces/checkout.json')).toBeVisible();
});

test('a tar.gz and a folder are taken the same way', async () => {
  await writeMixedFolder(at('mixed'));
  packFolder(at('mixed'), at('mixed.tar.gz'));
  await drop(at('mixed'));
  await expect(preview()).toContainText('5 of 9 files can be imported; 4 would be left');
  await preview().getByRole('button', { name: 'Import 5 files' }).click();
  await expect(imports()).toContainText('3 files from mixed; 6 left');
  await expectGoodOnes();
  await drop(at('mixed.tar.gz'));
  await expect(previewRow('../prose.txt')).toContainText('Left: Its name leads out');
  await preview().getByRole('button', { name: 'Import 5 files' }).click();
  await expect(imports()).toContainText('0 files from mixed.tar.gz; 3 files already there; 6 left');
  await expectGoodOnes();
});

test('of several files those that are chosen are imported, and one by itself goes straight in', async () => {
  writeFileSync(at('one.csv'), csv);
  writeFileSync(at('two.csv'), csv.replace('12', '13'));
  writeFileSync(at('prose.txt'), 'Dear Sir or Madam\n');
  const long = `${'a-name-that-goes-on-'.repeat(8)}.txt`;
  writeFileSync(at(long), 'Dear Sir or Madam\n');
  await drop(at('one.csv'), at('two.csv'), at('prose.txt'), at(long));
  await expect(preview()).toContainText('2 of 4 files can be imported; 2 would be left');
  await app.screenshot('import-several');
  await previewRow('one.csv').getByText('one.csv').click();
  await preview().getByRole('button', { name: 'Import 1 file' }).click();
  await expect(sources().getByRole('row', { name: 'two.csv' })).toBeVisible();
  await drop(at('one.csv'));
  await expect(sources().getByRole('row', { name: 'one.csv' })).toBeVisible();
  await expect(preview()).toBeHidden();
});

test('a preview that is closed imports nothing', async () => {
  mkdirSync(at('folder'));
  writeFileSync(join(at('folder'), 'one.csv'), csv);
  await drop(at('folder'));
  await expect(preview()).toContainText('1 of 1 file can be imported');
  await page.keyboard.press('Escape');
  await expect(preview()).toBeHidden();
  expect((await app.call('source.list', {})).sources).toEqual([]);
});

test('a zip that is a signed bundle leads to where it is verified', async () => {
  const bundle = await zipOf({ 'manifest.json': Buffer.from('{}'), SHA256SUMS: Buffer.from('x') });
  writeFileSync(at('signed.zip'), bundle);
  await drop(at('signed.zip'));
  await expect.poll(() => new URL(page.url()).hash).toContain('#/signing?bundle=');
});
