// End-to-end tests drive the real window. One at a time: each starts an Electron and an engine of its own.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  workers: 1,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  reporter: [['list']],
  timeout: 120_000,
  expect: { timeout: 20_000 },
  outputDir: 'test-results/artifacts',
  projects: [
    { name: 'e2e', testDir: 'test/e2e' },
    { name: 'security', testDir: 'test/security', testMatch: '**/*.spec.ts' },
    { name: 'packaged', testDir: 'test/packaged' },
  ],
});
