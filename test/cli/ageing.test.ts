// What the command line says of an audit that an earlier build made.
import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { assay, assayForReader } from './support.ts';
import { temporaryFolder } from '../support/temporary.ts';

const fixture = resolve(import.meta.dirname, '../fixtures/format-5/audit.assay');
const folder = temporaryFolder();
const audit = join(folder, 'client.assay');
const copy = join(folder, 'client.format-5.assay');

beforeAll(() => copyFileSync(fixture, audit));

it('reads it as it is, says nothing and leaves nothing beside it', async () => {
  const { status, stderr, json } = await assay(['sources', audit]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(json['sources']).not.toEqual([]);
  expect(existsSync(copy)).toBe(false);
});

it('says once, apart from the output, that writing brought it up to date and where the copy lies', async () => {
  const first = await assay(['import', audit, join(import.meta.dirname, 'ageing.csv')]);
  expect(first.status).toBe(3);
  expect(first.stderr).toMatch(
    /^The audit was brought from file format 5 to \d+\. A copy of it as it was lies beside it: client\.format-5\.assay\.$/m,
  );
  expect(existsSync(copy)).toBe(true);
  const second = await assayForReader(['sources', audit]);
  expect(second.stderr).toBe('');
});
