// What is no whole audit is refused by its name, never deleted, and told apart from one that is.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { assay, callEngine, startEngine } from '../cli/support.ts';
import { audit, file } from './audit.fixture.ts';

describe('opening', () => {
  it('a file that is not SQLite is refused with status 3', async () => {
    writeFileSync(file('text.assay'), 'This is a letter, not an audit. '.repeat(20));
    const result = await assay(['sources', file('text.assay')]);
    expect(result).toMatchObject({
      status: 3,
      json: { error: { code: 'audit.not-an-audit', file: file('text.assay'), offset: 0 } },
    });
  });

  it('an audit from a newer version is refused with status 4 and not touched', async () => {
    const newer = file('newer.assay');
    copyFileSync(audit, newer);
    const db = new Database(newer);
    db.pragma('user_version = 9999');
    db.close();
    const bytes = readFileSync(newer);
    for (const command of [
      ['sources', newer],
      ['import', newer, file('good.csv')],
    ]) {
      expect(await assay(command)).toMatchObject({
        status: 4,
        json: { error: { code: 'audit.newer', file: newer } },
      });
    }
    expect(readFileSync(newer).equals(bytes)).toBe(true);
  });

  it('an audit another process writes is refused with status 4 and names that process; reading goes on', async () => {
    const engine = startEngine();
    try {
      await callEngine(engine, 1, 'audit.open', { path: audit, write: 'required' });
      const result = await assay(['import', audit, file('good.csv')]);
      expect(result).toMatchObject({ status: 4, json: { error: { code: 'audit.locked', file: audit } } });
      expect(result.json.error?.message).toContain(`process ${engine.pid}`);
      expect((await assay(['sources', audit])).json['sources']).toHaveLength(1);
    } finally {
      await callEngine(engine, 2, 'audit.close', {});
      engine.disconnect();
    }
  });
});

describe('a damaged audit', () => {
  const damaged = file('damaged.assay');

  /** Overwrites one page of a table with noise, as a failing disk does. */
  function spoilPageOf(table: string): void {
    copyFileSync(audit, damaged);
    const db = new Database(damaged, { readonly: true });
    const page = db.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(table) as number;
    const pageBytes = db.pragma('page_size', { simple: true }) as number;
    db.close();
    const bytes = readFileSync(damaged);
    bytes.fill(0xa5, (page - 1) * pageBytes, page * pageBytes);
    writeFileSync(damaged, bytes);
  }

  function change(sql: string): void {
    copyFileSync(audit, damaged);
    const db = new Database(damaged);
    db.exec(sql);
    db.close();
  }

  it.each([
    ['a page of sources', () => spoilPageOf('source'), ['sources', damaged]],
    ['a page of series', () => spoilPageOf('series'), ['series', damaged]],
    ['a page of samples', () => spoilPageOf('chunk'), ['stats', damaged, '--series', 'latency_ms']],
    ['a page of the journal', () => spoilPageOf('journal'), ['report', damaged, '--out', file('none')]],
    ['broken JSON', () => change(`update source set warnings = '[{"'`), ['sources', damaged]],
    [
      'half a file',
      () => writeFileSync(damaged, readFileSync(audit).subarray(0, 20_000)),
      ['series', damaged],
    ],
  ])('is called damaged, not a fault of Assay: %s', async (_name, spoil, command) => {
    spoil();
    const bytes = readFileSync(damaged);
    const result = await assay(command);
    expect(result.json.error).toMatchObject({ code: 'audit.corrupt', file: damaged });
    expect(result.status).toBe(3);
    expect(readFileSync(damaged).equals(bytes)).toBe(true);
  });
});
