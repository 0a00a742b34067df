// `assay check --integrity`: what is stored is what was written, or is named; what is damaged is not signed.
import { copyFileSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { fullAudit } from '../security/full-audit.fixture.ts';
import { testEngine } from '../support/engine.ts';
import { tamper } from '../support/tampering.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { assay, assayForReader } from './support.ts';

let whole: string;
const folder = temporaryFolder();
const path = join(folder, 'audit.assay');
const key = join(folder, 'key');

beforeAll(async () => {
  const { engine, path: made } = await fullAudit();
  await engine.call('key.generate', { out: key });
  await engine.close();
  whole = made;
});

/** A page of a table overwritten with noise. */
function spoilPageOf(table: string): void {
  const db = new Database(path, { readonly: true });
  const page = db.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(table) as number;
  const pageBytes = db.pragma('page_size', { simple: true }) as number;
  db.close();
  const bytes = readFileSync(path);
  bytes.fill(0xa5, (page - 1) * pageBytes, page * pageBytes);
  writeFileSync(path, bytes);
}

describe('check --integrity', () => {
  it('says of a whole audit that nothing is damaged, with status 0', async () => {
    copyFileSync(whole, path);
    const { status, json } = await assay(['check', path, '--integrity']);
    expect(json).toMatchObject({ ok: true, hasChecksums: true, damage: [], damageCount: 0 });
    expect(json['rows']).toBeGreaterThan(50);
    expect(status).toBe(0);
    const { stdout } = await assayForReader(['check', path, '--integrity']);
    expect(stdout).toContain('Nothing is damaged');
  });

  it.each([
    ['a claim', "update claim set title = 'Orders vait' where id = 2", { table: 'claim', row: '2' }],
    ['a result', 'update evidence set result_digest = upper(result_digest)', { table: 'evidence', row: '1' }],
    ['a row taken out', 'delete from time_spent', { table: 'time_spent', row: '1', problem: 'is missing' }],
    [
      'a row put in',
      "insert into field_value values ('1.a.b', '1', '2026-01-01T00:00:00.000Z')",
      { table: 'field_value', row: '1.a.b' },
    ],
    [
      'a duration',
      'update span set duration_ns = duration_ns + 1 where id % 2 = 0',
      { table: 'span', sourceId: 2 },
    ],
    ['a label of series', "update series set unit = 's'", { table: 'series', sourceId: 1 }],
    [
      'raw bytes',
      'update source_raw set bytes = zeroblob(9) where source_id = 3',
      { table: 'source_raw', sourceId: 3 },
    ],
    ['the journal', "update journal set summary = 'x' where sequence = 3", { table: 'journal', row: '3' }],
  ])('names %s that was changed, and the audit is not signed', async (_what, sql, damage) => {
    copyFileSync(whole, path);
    tamper(path, sql);
    const engine = testEngine();
    await engine.call('audit.open', { path });
    const report = await engine.call('audit.checkIntegrity', {});
    expect(report.ok).toBe(false);
    expect(report.damage).toContainEqual(expect.objectContaining(damage));
    const out = join(folder, 'b.zip');
    const code = damage.table === 'journal' ? 'journal.broken' : 'audit.damaged';
    const entries = (await engine.call('journal.list', { offset: 0, limit: 1 })).total;
    await expect(engine.call('bundle.create', { out, key })).rejects.toMatchObject({ code });
    expect(existsSync(out)).toBe(false);
    expect((await engine.call('journal.list', { offset: 0, limit: 1 })).total).toBe(entries);
  });

  it('can be cancelled, and leaves the audit to be closed', async () => {
    copyFileSync(whole, path);
    const engine = testEngine();
    await engine.call('audit.open', { path });
    const check = engine.call('audit.checkIntegrity', {}, 'check');
    await engine.call('job.cancel', { jobId: 'check' });
    await expect(check).rejects.toMatchObject({ code: 'job.cancelled' });
    await engine.call('audit.close', {});
  });

  it('names the table of a page that cannot be read, and checks the rest', async () => {
    copyFileSync(whole, path);
    tamper(path, "update claim set title = 'x' where id = 1");
    spoilPageOf('span');
    const { status, json } = await assay(['check', path, '--integrity']);
    expect(json['damage']).toContainEqual(expect.objectContaining({ table: 'span' }));
    expect(json['damage']).toContainEqual(expect.objectContaining({ table: 'claim', row: '1' }));
    expect(status).toBe(1);
  });

  it('prints a table for a reader', async () => {
    copyFileSync(whole, path);
    tamper(path, "update claim set title = 'x' where id = 1");
    const { stdout } = await assayForReader(['check', path, '--integrity']);
    expect(stdout).toContain('The audit is damaged: 1 found.');
    expect(stdout).toMatch(/^claim +1 +– +is not what was written$/mu);
  });

  it('checks what it can of a file of an earlier format, and says what it cannot', async () => {
    copyFileSync(join(import.meta.dirname, '../fixtures/format-5/audit.assay'), path);
    const { json } = await assay(['check', path, '--integrity']);
    expect(json).toMatchObject({ ok: true, hasChecksums: false, rows: 0 });
    const { stdout } = await assayForReader(['check', path, '--integrity']);
    expect(stdout).toContain('have no checksums');
  });
});
