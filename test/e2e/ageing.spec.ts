import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchApp } from './support/app.ts';

const fixture = resolve(import.meta.dirname, '../fixtures/format-5/audit.assay');

test('an audit of an earlier file format is brought up to date, and the window says where the copy lies', async () => {
  const app = await launchApp();
  const path = await app.grant(join(app.userFolder, 'client.assay'), 'open-audit');
  copyFileSync(fixture, path);
  await app.call('audit.open', { path });
  const notice = app.page.getByText(
    /The audit was brought from file format 5 to \d+\. A copy of it as it was lies beside it: client\.format-5\.assay\./,
  );
  await expect(notice).toBeVisible();
  await app.goto('#/traces');
  await expect(app.page.getByRole('heading', { name: 'Traces', level: 1 })).toBeVisible();
  await app.page.screenshot({ path: test.info().outputPath('migrated.png') });
  await notice.locator('..').getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
  await app.call('audit.close', {});
  await app.call('audit.open', { path });
  await expect.poll(async () => (await app.call('source.list', {})).sources.length).toBeGreaterThan(0);
  await expect(notice).toBeHidden();
  expect(app.complaints).toEqual([]);
  await app.close();
});
