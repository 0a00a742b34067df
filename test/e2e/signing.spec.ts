// From evidence to a bundle that can be checked: report, key, signature, verification, tampering.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  answerDialogs,
  answerQuestions,
  expectAccessible,
  launchApp,
  type AssayApp,
  type Theme,
} from './support/app.ts';
import { root } from './support/runtime.ts';

const evidence = join(root, 'build/sample/data/order-service-before.cpuprofile.gz');

/** An audit with a profile, a figure pinned from it and a claim that rests on the figure. */
async function prepareAudit(app: AssayApp): Promise<void> {
  await app.createAudit('Orders');
  const source = await app.importFile(evidence);
  const pinned = await app.call('evidence.pin', {
    title: 'Processor time of the order service',
    analysis: 'top-functions',
    parameters: { sourceId: source.id, top: 10 },
  });
  await app.call('claim.create', {
    kind: 'finding',
    title: 'Building statements takes a tenth of the processor time',
    detail: 'See [E1].',
    evidenceIds: [pinned.id],
  });
}

const reportFrame = (app: AssayApp) => app.page.frameLocator('iframe[title="Report"]');

for (const theme of ['light', 'dark'] satisfies Theme[]) {
  test(`report, signing and verification can be looked at, ${theme}`, async () => {
    const app = await launchApp({ theme });
    await prepareAudit(app);

    await app.goto('#/report');
    await expect(reportFrame(app).getByRole('heading', { level: 1 })).toHaveText('Orders');
    await expect(reportFrame(app).getByText('No baseline was frozen.').first()).toBeAttached();
    await expect(app.page.getByRole('link', { name: 'Baseline', exact: true })).toBeVisible();
    await expectAccessible(app.page);
    await app.screenshot(`report-${theme}`);

    await app.goto('#/signing');
    await expect(app.page.getByText('Choose or create a key first.')).toBeVisible();
    await expectAccessible(app.page);
    await app.screenshot(`signing-${theme}`);

    await app.goto('#/signing?bundle=none');
    await expect(app.page.getByRole('alert')).toBeVisible();
    await app.close();
  });
}

test('a bundle signed with a new key verifies, and one byte more or less does not', async () => {
  const app = await launchApp();
  const { page } = app;
  await prepareAudit(app);
  await app.goto('#/signing');

  // A key with a passphrase.
  const key = join(app.userFolder, 'auditor');
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Comment').fill('ada@example.org');
  await dialog.getByLabel('Passphrase', { exact: false }).first().fill('päss wörd');
  await dialog.getByLabel('Passphrase again').fill('päss wörd');
  await answerDialogs(app, [key]);
  await dialog.getByRole('button', { name: 'Choose where to save it' }).click();
  await expect(page.getByText(/^SHA256:/).first()).toBeVisible();
  expect(readFileSync(`${key}.pub`, 'utf8')).toMatch(/^ssh-ed25519 \S+ ada@example\.org\n$/);

  // A wrong passphrase is told, the right one signs.
  const bundle = join(app.userFolder, 'orders.zip');
  await answerDialogs(app, [bundle]);
  await page.getByLabel('Passphrase').fill('wrong');
  await page.getByRole('button', { name: 'Sign and save the bundle' }).click();
  await expect(page.getByRole('alert')).toContainText('does not open this key');
  await page.getByLabel('Passphrase').fill('päss wörd');
  await page.getByRole('button', { name: 'Sign and save the bundle' }).click();
  await expect(page.getByText('Signed by ada@example.org')).toBeVisible();
  await expectAccessible(page);
  await app.screenshot('signed');

  // Verified, first by its own key, then by the auditor's.
  await page.getByRole('button', { name: 'Verify it now' }).click();
  await expect(page.getByText('Whole, and signed by a key that nobody has confirmed.')).toBeVisible();
  await expect(page.getByText('1 of 1 came out as they are in the bundle.')).toBeVisible();
  await answerDialogs(app, [`${key}.pub`]);
  await page.getByRole('button', { name: 'Give the auditor’s public key' }).click();
  await expect(page.getByText('Whole, and signed by the key you gave.')).toBeVisible();
  await expectAccessible(page);
  await app.screenshot('verified');

  // Held against another bundle, here itself.
  await answerDialogs(app, [bundle]);
  await page.getByRole('button', { name: 'Is another bundle newer?' }).click();
  await expect(page.getByText('Both bundles were made of the same state of the audit.')).toBeVisible();

  // One byte of the report is changed.
  const bytes = readFileSync(bundle);
  const at = bytes.indexOf('Building statements');
  bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at);
  const tampered = join(app.userFolder, 'tampered.zip');
  writeFileSync(tampered, bytes);
  await answerDialogs(app, [tampered]);
  await page.getByRole('button', { name: 'Choose another bundle' }).click();
  await expect(page.getByText(/Do not rely on this bundle: 1 file altered/)).toBeVisible();
  await expectAccessible(page);
  await app.screenshot('tampered');

  // A file that is no bundle is an error, not a verdict.
  await answerDialogs(app, [evidence]);
  await page.getByRole('button', { name: 'Choose another bundle' }).click();
  await expect(page.getByRole('alert')).toContainText('no zip archive');
  await app.close();
});

test('an edit after the report was shown is marked in it before anything is signed', async () => {
  const app = await launchApp();
  const { page } = app;
  await prepareAudit(app);
  const key = join(app.userFolder, 'auditor');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ada', '-f', key]);
  await app.goto('#/report');
  await expect(reportFrame(app).getByRole('heading', { level: 1 })).toHaveText('Orders');
  await app.call('claim.update', { id: 1, changes: { title: 'All is well' } });
  await expect(reportFrame(app).getByRole('heading', { name: 'All is well' })).toBeAttached();

  await app.goto('#/signing');
  await answerDialogs(app, [key]);
  await page.getByRole('button', { name: 'Choose a key' }).click();
  const sign = page.getByRole('button', { name: 'Sign and save the bundle' });
  await expect(sign).toBeEnabled();
  await app.call('claim.update', { id: 1, changes: { title: 'Nothing was found' } });
  await expect(page.getByRole('list', { name: 'What has changed' })).toContainText('Findings: 1 part');
  await expect(sign).toBeDisabled();
  const marked = reportFrame(app).locator('.changed', { hasText: 'Nothing was found' }).first();
  await expect(marked).toBeAttached();
  await expectAccessible(page);
  await app.screenshot('signing-changed');

  await page.getByRole('button', { name: 'Go on with the report as it is now' }).click();
  await expect(page.getByText('The report has changed since you saw it')).toBeHidden();
  const bundle = join(app.userFolder, 'orders.zip');
  await answerDialogs(app, [bundle]);
  await sign.click();
  await expect(page.getByText('Signed by ada')).toBeVisible();
  expect(readFileSync(bundle).includes('Nothing was found')).toBe(true);
  await app.close();
});

test('the report is built into a folder', async () => {
  const app = await launchApp();
  await prepareAudit(app);
  await app.goto('#/report');
  await app.page.getByRole('button', { name: 'Build report' }).click();
  await expect(app.page.getByRole('checkbox')).toHaveCount(3);
  await expect(app.page.getByRole('checkbox', { name: /report\.md/ })).toBeChecked();
  await app.screenshot('report-formats');
  await answerDialogs(app, [app.userFolder]);
  await app.page.getByRole('button', { name: 'Choose a folder and build' }).click();
  await expect(app.page.getByText('report.html')).toBeVisible();
  await expectAccessible(app.page);
  expect(readFileSync(join(app.userFolder, 'report.html'), 'utf8')).toContain('Building statements');
  expect(JSON.parse(readFileSync(join(app.userFolder, 'report.json'), 'utf8'))).toMatchObject({
    format: 'assay-report/3',
  });
  expect(readFileSync(join(app.userFolder, 'report.md'), 'utf8')).toContain('Building statements');

  // Built again, it replaces the earlier one only when the user says so.
  const { page } = app;
  const before = statSync(join(app.userFolder, 'report.html')).ino;
  const again = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Choose a folder and build' }).click();
  };
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Build report' }).click();
  const asked = await answerQuestions(app, 'Keep');
  await again();
  await expect.poll(asked).toHaveLength(1);
  expect((await asked())[0]).toContain('A report is in');
  await expect(page.getByRole('button', { name: 'Choose a folder and build' })).toBeEnabled();
  expect(statSync(join(app.userFolder, 'report.html')).ino).toBe(before);
  await answerQuestions(app, 'Replace');
  await again();
  await expect(page.getByRole('button', { name: 'Done' })).toBeVisible();
  expect(statSync(join(app.userFolder, 'report.html')).ino).not.toBe(before);
  await app.close();
});

test('a bundle is verified without an audit', async () => {
  const app = await launchApp();
  await app.goto('#/verify');
  await expect(app.page.getByRole('button', { name: 'Choose a bundle' })).toBeVisible();
  await expectAccessible(app.page);
  await app.screenshot('verify-empty');
  await app.close();
});
