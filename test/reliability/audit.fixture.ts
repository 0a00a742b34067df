// An audit of one file, and what it holds, to see that it stays as it is.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { assay, contentOf, type CliResult } from '../cli/support.ts';
import { temporaryFolder } from '../support/temporary.ts';

export const folder = temporaryFolder();
export const audit = join(folder, 'one.assay');
export const file = (name: string): string => join(folder, name);
// Some tests run the command line as another user.
chmodSync(folder, 0o777);
expect((await assay(['init', audit, '--name', 'Bad input'])).status).toBe(0);
writeFileSync(file('good.csv'), 'time,latency_ms\n2026-03-03T00:00:00Z,12.5\n2026-03-03T00:00:10Z,13.5\n');
expect((await assay(['import', audit, file('good.csv')])).status).toBe(0);

/** What the audit holds. */
export const before = contentOf(audit);

/** The error is whole: a stable code, where, what was found and expected, what to do; and nothing came in. */
export function expectRefused(result: CliResult, status: number, code: RegExp): void {
  expect(result.json.error?.code).toMatch(code);
  expect(result.status).toBe(status);
  expect(result.json.error?.message.length).toBeGreaterThan(10);
  expect(result.json.error?.hint?.length).toBeGreaterThan(10);
  expect(contentOf(audit)).toEqual(before);
}
