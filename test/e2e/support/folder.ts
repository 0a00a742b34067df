// Playwright's `test` with temporary folders, removed by themselves.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';

async function withFolder(use: (path: string) => Promise<void>): Promise<void> {
  const path = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  await use(path);
  rmSync(path, { recursive: true, force: true });
}

interface OfTest {
  /** An empty folder for one test. */
  folder: string;
}
interface OfWorker {
  /** A folder that all tests of a worker share, for what takes long to make. */
  sharedFolder: string;
}

// Playwright reads from the first parameter's pattern which fixtures a fixture needs.
/* oxlint-disable no-empty-pattern */
export const test = base.extend<OfTest, OfWorker>({
  folder: async ({}, use) => withFolder(use),
  sharedFolder: [async ({}, use) => withFolder(use), { scope: 'worker' }],
});
/* oxlint-enable no-empty-pattern */
