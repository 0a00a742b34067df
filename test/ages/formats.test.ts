// Files of every released format open, verify and compute to the digests they were made with, and go on doing so
// whatever is migrated later. The fixtures were made by the builds they are named for (test/fixtures/*/README.md).
import { copyFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditFiles } from '../../electron/engine/db/open.ts';
import { foldSchema } from '../../electron/engine/db/migration.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { schema } from '../../electron/engine/schema.ts';
import { testEngine } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary.ts';

const fixtures = resolve(import.meta.dirname, '../fixtures');
const formats = readdirSync(fixtures).filter((name) => name.startsWith('format-'));

interface Expected {
  sources: { id: number; file: string; sha256: string; kind: string; rows: number }[];
  series: { id: number; sourceId: number; key: string; count: number }[];
  traces: { traceId: string; spanCount: number; durationNs: number; sourceId: number }[];
  profiles: { id: string; name: string; total: number }[];
  evidence: { id: number; title: string; parameters: unknown; resultDigest: string }[];
}

let folder: string;
let engine: Engine;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'audit.assay');
  engine = testEngine();
});

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe.each(formats)('a file of %s', (name) => {
  const fixture = join(fixtures, name);
  const version = Number(name.split('-')[1]);
  const expected = JSON.parse(readFileSync(join(fixture, 'expected.json'), 'utf8')) as Expected;

  beforeEach(() => copyFileSync(join(fixture, 'audit.assay'), path));

  async function expectContent(): Promise<void> {
    const { sources } = await engine.call('source.list', {});
    expect(sources).toMatchObject(expected.sources);
    expect(sources.map(({ kind, kinds }) => kinds.join() === kind)).not.toContain(false);
    expect((await engine.call('series.list', {})).series).toMatchObject(expected.series);
    const { traces } = await engine.call('trace.list', { offset: 0, limit: 10 });
    expect(traces).toMatchObject(expected.traces);
    expect((await engine.call('profile.list', {})).profiles).toMatchObject(expected.profiles);
    const { evidence } = await engine.call('evidence.list', {});
    expect(evidence).toMatchObject(expected.evidence);
    const { claims, matched, differing } = await engine.call('evidence.recompute', {});
    expect({ claims, matched, differing }).toEqual({
      claims: expected.evidence.length,
      matched: expected.evidence.length,
      differing: [],
    });
    expect(await engine.call('journal.verify', {})).toMatchObject({ ok: true });
  }

  it('is brought up to date when it is opened for writing, and a copy of it is kept as it was', async () => {
    const before = hashOf(path);
    const info = await engine.call('audit.open', { path, write: 'required' });
    const backup = join(folder, `audit.format-${version}.assay`);
    expect(info).toMatchObject({ schemaVersion: schema.version, migrated: { from: version, backup } });
    expect(hashOf(backup)).toBe(before);
    await expectContent();
    const { entries } = await engine.call('journal.list', { offset: 0, limit: 1000 });
    expect(entries.at(-1)).toMatchObject({ action: 'audit.migrated', detail: { from: version } });
    await engine.call('audit.close', {});
    expect(readdirSync(folder).sort()).toEqual(['audit.assay', `audit.format-${version}.assay`]);
    // The next opening finds nothing to do.
    expect(await engine.call('audit.open', { path, write: 'required' })).toMatchObject({ migrated: null });
  });

  it('is read through a migrated copy when it may not be changed', async () => {
    const before = hashOf(path);
    const info = await engine.call('audit.open', { path, write: 'never' });
    expect(info).toMatchObject({ schemaVersion: version, migrated: null, readOnly: true, path });
    await expectContent();
    await engine.call('audit.close', {});
    expect(hashOf(path)).toBe(before);
    expect(readdirSync(folder)).toEqual(['audit.assay']);
  });

  it('has a bundle that is whole, and whose figures come out of its own raw files', async () => {
    const result = await engine.call('bundle.verify', {
      path: join(fixture, 'bundle.zip'),
      signer: join(fixture, 'auditor.pub'),
      recompute: true,
    });
    expect(result.problems).toEqual([]);
    expect(result.recomputed).toMatchObject({
      claims: expected.evidence.length,
      matched: expected.evidence.length,
      differing: [],
      documents: { differing: [] },
    });
    expect(result.ok).toBe(true);
  });

  it('gives a bundle of today whose figures come out as well', async () => {
    await engine.call('audit.open', { path, write: 'required' });
    const key = await engine.call('key.generate', { out: join(folder, 'key') });
    const bundle = await engine.call('bundle.create', { out: join(folder, 'b.zip'), key: key.path });
    const { ok, recomputed } = await engine.call('bundle.verify', { path: bundle.path, recompute: true });
    expect(recomputed).toMatchObject({
      matched: expected.evidence.length,
      differing: [],
      documents: { differing: [] },
    });
    expect(ok).toBe(true);
  });

  it('is read, and its figures come out, after a later migration too', () => {
    // A step as a later build may add: it rebuilds a table that every audit fills.
    const later = foldSchema(
      [
        ...schema.migrations,
        {
          version: schema.version + 1,
          name: 'later',
          up(db) {
            db.exec("alter table source add column remark text not null default ''");
            db.exec("update source set remark = 'seen by ' || file");
          },
        },
      ],
      schema.evidenceTables,
    );
    const { openAudit } = auditFiles(later);
    const written = openAudit(path, 'required');
    expect(written.fileVersion).toBe(later.version);
    expect(written.db.prepare('select remark from source where id = 2').pluck().get()).toBe(
      'seen by orders.csv',
    );
    written.close();
    copyFileSync(join(fixture, 'audit.assay'), path);
    const read = openAudit(path, 'never');
    expect(read.fileVersion).toBe(version);
    expect(read.db.prepare('select count(remark) from source').pluck().get()).toBeGreaterThan(0);
    read.close();
  });
});

function spoil(sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

describe('opening for reading', () => {
  it.each([
    ['of a later format', 'pragma user_version = 999', 'audit.newer'],
    ['of a format below any', 'pragma user_version = -1', 'audit.damaged'],
    ['that was never finished', 'pragma user_version = 0', 'audit.unfinished'],
    ['that is no audit', 'pragma application_id = 7', 'audit.not-an-audit'],
  ])('refuses a file %s, as opening for writing does, and leaves it as it was', async (_what, sql, code) => {
    await engine.call('audit.create', { path, name: 'A' });
    await engine.call('audit.close', {});
    spoil(sql);
    const before = hashOf(path);
    for (const write of ['never', 'required'] as const) {
      await expect(engine.call('audit.open', { path, write })).rejects.toMatchObject({ data: { code } });
    }
    expect(hashOf(path)).toBe(before);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('keeps the file as it was where a migration fails', () => {
    copyFileSync(join(fixtures, 'format-5', 'audit.assay'), path);
    const before = hashOf(path);
    const failing = foldSchema(
      [
        ...schema.migrations,
        {
          version: schema.version + 1,
          name: 'failing',
          up: (db) => db.exec('delete from source; select no_such_function()'),
        },
      ],
      schema.evidenceTables,
    );
    expect(() => auditFiles(failing).openAudit(path, 'required')).toThrow('no_such_function');
    const db = new Database(path, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(5);
    expect(db.prepare('select count(*) from source').pluck().get()).toBeGreaterThan(0);
    db.close();
    expect(hashOf(join(folder, 'audit.format-5.assay'))).toBe(before);
  });
});
