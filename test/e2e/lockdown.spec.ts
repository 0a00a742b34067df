import { expect, test } from '@playwright/test';
import { launchApp } from './support/app.ts';

test('a fresh window creates an audit', async () => {
  const app = await launchApp();
  await app.createAudit('First');
  const audit = await app.call('audit.current', {});
  expect(audit?.name).toBe('First');
  await app.screenshot('smoke');
  await app.close();
});
