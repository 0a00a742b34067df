// What is signed is what was shown: an edit in between is found, whoever made it.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { openAudit } from '../audits.ts';
import { keepRowSums } from '../db/checksums.ts';
import { appendJournal } from '../db/journal.ts';
import { showReport } from '../report/shown.ts';
import { schema } from '../schema.ts';
import { testAudit } from '../../../test/support/engine.ts';
import { quiet, unzipAll } from './bundle.fixture.ts';
import { dataVersionOf, signedAction, writeBundle } from './create.ts';
import { readSigningKey } from './keyFiles.ts';

let engine: Engine;
let folder: string;
let path: string;
let key: string;
beforeEach(async () => {
  ({ engine, folder, path } = await testAudit('Shown'));
  key = join(folder, 'key');
  await engine.call('key.generate', { out: key, comment: 'ada' });
  await engine.call('claim.create', { kind: 'finding', title: 'Slow at the peak' });
});

const journal = async (): Promise<string[]> =>
  (await engine.call('journal.list', { offset: 0, limit: 100 })).entries.map(({ action }) => action);

/** Another program's edit: no journal entry, no event; its sums are right, as another Assay's would be. */
function editBehind(sql = `update claim set title = 'All is well'`): void {
  const other = new Database(path);
  keepRowSums(other, schema);
  other.exec(sql);
  other.close();
}

const edits: [string, () => unknown][] = [
  ['in the window', () => engine.call('claim.update', { id: 1, changes: { title: 'All is well' } })],
  ['by another program', () => editBehind()],
];

describe('a bundle', () => {
  it('holds byte for byte the report that was shown', async () => {
    const { html, digest } = await engine.call('report.preview', {});
    const out = join(folder, 'a.zip');
    await engine.call('bundle.create', { out, key, reportDigest: digest });
    const members = unzipAll(out);
    expect(members.get('report/report.html')?.toString()).toBe(html);
    const data = members.get('report/report.json') as Buffer;
    expect(createHash('sha256').update(data).digest('hex')).toBe(digest);
  });

  it('can be made again of the same report: signing changes nothing in it', async () => {
    const { digest } = await engine.call('report.preview', {});
    for (const name of ['a.zip', 'b.zip']) {
      await engine.call('bundle.create', { out: join(folder, name), key, reportDigest: digest });
    }
    expect((await engine.call('report.preview', {})).digest).toBe(digest);
  });

  it.each(edits)('is not made after an edit %s, which is named, and nothing is left', async (_who, edit) => {
    const { digest } = await engine.call('report.preview', {});
    await edit();
    const before = await journal();
    const out = join(folder, 'a.zip');
    await expect(engine.call('bundle.create', { out, key, reportDigest: digest })).rejects.toMatchObject({
      code: 'report.changed',
      data: { message: expect.stringContaining('Findings') as string },
    });
    expect(existsSync(out)).toBe(false);
    expect(await journal()).toEqual(before);
  });

  it('is made of the report as it is now once that was shown', async () => {
    const first = await engine.call('report.preview', {});
    editBehind();
    const second = await engine.call('report.preview', { since: first.digest });
    expect(second.changed).toContainEqual({ section: 'findings', title: 'Findings', blocks: 1 });
    const out = join(folder, 'a.zip');
    await engine.call('bundle.create', { out, key, reportDigest: second.digest });
    expect(unzipAll(out).get('report/report.html')?.toString()).toBe(second.html);
  });

  it('is not made of an audit that another program changes while it begins', async () => {
    await engine.call('audit.close', {});
    const audit = openAudit(path, 'required');
    const report = { ...showReport(audit), dataVersion: dataVersionOf(audit.db) };
    appendJournal(audit.db, signedAction, 'The audit was signed.', { keyFingerprint: '' });
    editBehind();
    const out = join(folder, 'a.zip');
    const signing = { out, key: readSigningKey(key, undefined), identity: 'ada', report };
    await expect(writeBundle(audit, signing, quiet())).rejects.toMatchObject({ code: 'report.changed' });
    audit.close();
    expect(existsSync(out)).toBe(false);
  });
});

describe('the page of a report', () => {
  it('is the one that was shown, also after an edit', async () => {
    const { html, digest } = await engine.call('report.preview', {});
    await engine.call('claim.update', { id: 1, changes: { title: 'All is well' } });
    expect((await engine.call('report.page', { digest })).html).toBe(html);
  });

  it('marks what differs from an earlier one, and nothing else', async () => {
    const { digest: since } = await engine.call('report.preview', {});
    expect((await engine.call('report.page', { digest: since, since })).html).not.toContain(
      'class="changed"',
    );
    await engine.call('claim.update', { id: 1, changes: { title: 'All is well' } });
    const { digest } = await engine.call('report.preview', { since });
    const { html } = await engine.call('report.page', { digest, since });
    expect(html).toMatch(/<div class="changed">\s*<p>Changed<\/p>\s*<article[^]*?All is well/);
    expect(html.match(/No baseline was frozen\. Without one/)).not.toBeNull();
    expect(html).not.toMatch(/<div class="changed">\s*<p>Changed<\/p>\s*<p class="absent">No baseline/);
  });

  it('is refused for a report that nobody was shown', async () => {
    await expect(engine.call('report.page', { digest: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'report.changed',
    });
  });
});
