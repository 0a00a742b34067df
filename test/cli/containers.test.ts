// Archives and folders on the command line: what is good comes in, the rest is told, the audit keeps no trace of it.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  good,
  packFolder,
  writeManyMembers,
  writeMixedFolder,
  writeMixedZip,
  zipOf,
} from './mixed-archive.ts';
import { assay, assayForReader, contentOf } from './support.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
let leftOfZip: Record<string, string>;
let leftOfFolder: Record<string, string>;

beforeAll(async () => {
  leftOfZip = await writeMixedZip(at('mixed.zip'));
  leftOfFolder = await writeMixedFolder(at('mixed'));
  packFolder(at('mixed'), at('mixed.tar.gz'));
}, 60_000);

let number = 0;
let path: string;
beforeEach(async () => {
  number += 1;
  path = at(`audit-${number}.assay`);
  await assay(['init', path, '--name', 'Containers']);
});

interface Imported {
  sources: {
    file: string;
    kind: string;
    container: { file: string; member: string } | null;
    duplicateOf?: number;
  }[];
  left: { path: string; container: string | null; member: string | null; code: string; reason: string }[];
  hidden: number;
}
const importJson = async (...args: string[]): Promise<{ status: number | null; json: Imported }> => {
  const { status, json } = await assay(['import', path, ...args]);
  return { status, json: json as unknown as Imported };
};
const codesOf = (left: Imported['left']): Record<string, string> =>
  Object.fromEntries(left.map(({ member, code }) => [member ?? '', code]));
const membersOf = (sources: Imported['sources']): string[] =>
  sources.map(({ container }) => container?.member ?? '').toSorted();
const journal = (): { action: string; summary: string; detail: string }[] => {
  const db = new Database(path, { readonly: true });
  const entries = db.prepare('select action, summary, detail from journal order by sequence').all();
  db.close();
  return entries as ReturnType<typeof journal>;
};

describe('importing a container', () => {
  it('takes what is good in a zip and tells of the rest', async () => {
    const { status, json } = await importJson(at('mixed.zip'));
    expect(status).toBe(0);
    expect(membersOf(json.sources)).toEqual(Object.keys(good).toSorted());
    expect(new Set(json.sources.map(({ kind }) => kind)).size).toBe(3);
    expect(json.sources.every(({ container }) => container?.file === 'mixed.zip')).toBe(true);
    expect(codesOf(json.left)).toEqual(leftOfZip);
    expect(json.left.every(({ reason }) => reason.length > 10)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('audit-'))).toEqual([
      `audit-${number}.assay`,
    ]);
  });

  it('takes the same of a folder, and passes hidden files over', async () => {
    const { status, json } = await importJson(at('mixed'));
    expect(status).toBe(0);
    expect(membersOf(json.sources)).toEqual(Object.keys(good).toSorted());
    expect(codesOf(json.left)).toEqual(leftOfFolder);
    expect(json.hidden).toBe(2);
  });

  it('takes the same of a tar.gz', async () => {
    const { status, json } = await importJson(at('mixed.tar.gz'));
    expect(status).toBe(0);
    expect(membersOf(json.sources)).toEqual(Object.keys(good).toSorted());
    const { 'prose.txt': _, ...others } = leftOfFolder;
    expect(codesOf(json.left)).toEqual({ ...others, '../prose.txt': 'container.unsafe-name' });
    expect(json.hidden).toBe(2);
  });

  it('reads a member as it reads the same file by itself', async () => {
    await importJson(at('mixed.zip'));
    const inArchive = contentOf(path);
    const other = at('plain.assay');
    await assay(['init', other, '--name', 'Plain']);
    for (const name of Object.keys(good)) await assay(['import', other, join(at('mixed'), name)]);
    const plain = contentOf(other);
    for (const table of ['source_raw', 'series', 'chunk', 'span', 'profile', 'stack']) {
      expect(inArchive[table], table).toEqual(plain[table]);
    }
  });

  it('knows the same bytes again, within it and from before', async () => {
    writeFileSync(
      at('twice.zip'),
      await zipOf({ 'a.csv': good['metrics/app.csv'] as Buffer, 'b.csv': good['metrics/app.csv'] as Buffer }),
    );
    const { json } = await importJson(at('twice.zip'));
    expect(json.sources.map(({ file, duplicateOf }) => [file, duplicateOf])).toEqual([
      ['a.csv', undefined],
      ['b.csv', 1],
    ]);
    const again = await importJson(at('twice.zip'), join(at('mixed'), 'metrics/app.csv'));
    expect(again.json.sources.map(({ duplicateOf }) => duplicateOf)).toEqual([1, 1, 1]);
  });

  it('leaves one entry in the journal that tells what was taken, what was left and why', async () => {
    await importJson(at('mixed.zip'));
    const entries = journal().filter(({ action }) => action.startsWith('container.'));
    expect(entries).toHaveLength(1);
    expect(entries[0]?.summary).toBe('mixed.zip: 3 imported, 7 left.');
    const detail = JSON.parse(entries[0]?.detail ?? '') as {
      taken: { member: string }[];
      left: { code: string }[];
    };
    expect(detail.taken.map(({ member }) => member).toSorted()).toEqual(Object.keys(good).toSorted());
    expect(detail.left.map(({ code }) => code).toSorted()).toEqual(Object.values(leftOfZip).toSorted());
  });

  it('takes archives, folders and files in one go', async () => {
    const { json } = await importJson(at('mixed.zip'), at('mixed'), join(at('mixed'), 'metrics/app.csv'));
    expect(json.sources).toHaveLength(7);
    expect(json.sources.filter(({ duplicateOf }) => duplicateOf === undefined)).toHaveLength(3);
  });

  it('says no where it holds nothing that could be imported', async () => {
    writeFileSync(at('bad.zip'), await zipOf({ 'prose.txt': Buffer.from('Dear Sir or Madam\n') }));
    const { status, json } = await importJson(at('bad.zip'));
    expect(status).toBe(1);
    expect(json.sources).toEqual([]);
    expect(codesOf(json.left)).toEqual({ 'prose.txt': 'import.unrecognised' });
  });

  it('prints tables for a reader', async () => {
    const { stdout } = await assayForReader(['import', path, at('mixed')]);
    expect(stdout).toMatch(/checkout\.json\s+mixed\s+otlp-json/u);
    expect(stdout).toMatch(/inner\.zip\s+mixed\s+It is an archive inside another/u);
    expect(stdout).toContain('2 hidden files were passed over.');
  });
});

describe('a container as a whole is refused', () => {
  it.each([
    [
      'that holds too many files',
      'container.too-many-members',
      () => writeManyMembers(at('refused'), 20_000),
    ],
    [
      'that is cut off',
      'container.corrupt',
      async () => writeFileSync(at('refused'), (await zipOf(good)).subarray(0, 200)),
    ],
    ['that is empty', 'container.empty', async () => writeFileSync(at('refused'), await zipOf({}))],
  ])('%s', async (_what, code, write) => {
    await write();
    const before = contentOf(path);
    const { status, json } = await assay(['import', path, at('refused')]);
    expect(status).toBe(3);
    expect(json.error).toMatchObject({ code, file: at('refused') });
    expect(json.error?.hint?.length).toBeGreaterThan(10);
    expect(contentOf(path)).toEqual(before);
  });

  it('from the place on where it was cut off; what was whole before is taken', async () => {
    const names = ['perf-before.folded', 'traces/checkout.json'];
    spawnSync('tar', ['-cf', at('whole.tar'), '-C', at('mixed'), ...names]);
    writeFileSync(at('cut.tar'), readFileSync(at('whole.tar')).subarray(0, 4096));
    const { status, json } = await importJson(at('cut.tar'));
    expect(status).toBe(0);
    expect(membersOf(json.sources)).toEqual(['perf-before.folded']);
    expect(json.left).toMatchObject([{ member: null, code: 'container.corrupt' }]);
  });
});

describe('a dry run', () => {
  it('says what each file would become, and changes nothing', async () => {
    const before = contentOf(path);
    const file = join(at('mixed'), 'metrics/app.csv');
    const { status, json } = await assay(['import', path, '--dry-run', at('mixed.zip'), file]);
    expect(status).toBe(0);
    const files = json['files'] as {
      file: string;
      member: string | null;
      format: string | null;
      code: string | null;
    }[];
    expect(files).toHaveLength(11);
    expect(files.at(-1)).toMatchObject({
      file,
      container: null,
      member: null,
      format: 'metric-csv-wide',
      reason: null,
    });
    const byMember = Object.fromEntries(files.map(({ member, format, code }) => [member, format ?? code]));
    expect(byMember).toMatchObject({
      'metrics/app.csv': 'metric-csv-wide',
      'perf-before.folded': 'collapsed-stacks',
      'traces/checkout.json': 'otlp-json',
      'inner.zip': 'container.nested',
      'bomb.json': 'import.bomb',
      'secret.csv': 'container.encrypted',
      '../evil.csv': 'container.unsafe-name',
    });
    expect(contentOf(path)).toEqual(before);
    expect(journal().map(({ action }) => action)).toEqual(['audit.created']);
  });

  it('prints a table', async () => {
    const { stdout } = await assayForReader(['import', path, '--dry-run', at('mixed')]);
    expect(stdout).toMatch(/metrics\/app\.csv\s+mixed\s+\d+\s+metric-csv-wide/u);
  });
});
