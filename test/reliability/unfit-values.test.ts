// An audit that holds what Assay does not write, and input that no audit can hold, have codes of their own: they are
// never called a fault of Assay.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineMethod } from '../../shared/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { assay } from '../cli/support.ts';
import { testEngine } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const file = (name: string): string => join(folder, name);
const firstMs = 1_772_496_000_000;

beforeAll(async () => {
  writeFileSync(file('a.csv'), `time,latency_ms\n${firstMs},1\n${firstMs + 1000},2\n`);
  writeFileSync(file('local.csv'), 'time,latency_ms\n2026-03-03 00:00:00,1\n');
  const engine = testEngine();
  await engine.call('audit.create', { path: file('sound.assay'), name: 'Sound' });
  await engine.call('source.import', { path: file('a.csv') });
  await engine.call('baseline.freeze', { name: 'Peak', fromMs: firstMs, toMs: firstMs + 10_000 });
  await engine.call('key.generate', { out: file('key') });
  await engine.close();
});

/** A copy of the audit, changed by SQL as no Assay changes it. */
function changed(sql: string): string {
  copyFileSync(file('sound.assay'), file('changed.assay'));
  const db = new Database(file('changed.assay'));
  db.pragma('foreign_keys = off');
  db.exec(sql);
  db.close();
  return file('changed.assay');
}

async function codeOf(engine: Engine, method: string, input: unknown): Promise<string> {
  try {
    await engine.call(method as EngineMethod, input as never);
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const everything: [string, unknown][] = [
  ['source.list', {}],
  ['series.list', {}],
  ['method.check', {}],
  ['baseline.list', {}],
  ['journal.list', { offset: 0, limit: 50 }],
  ['report.preview', {}],
  ['bundle.create', { out: file('a.zip'), key: file('key'), identity: 'ada@example.org' }],
];

describe('an audit that holds what Assay does not write', () => {
  it.each([
    ['a zone that is none', "update audit set value = 'Nowhere/Bad' where key = 'timeZone'"],
    ['a date that is none', "update audit set value = 'yesterday' where key = 'createdAt'"],
    ['a mark of an import that is none', "insert into audit values ('importing', '{')"],
    ['a mark of an import without a file', "insert into audit values ('importing', '{}')"],
    ['a source imported at no time', "update source set imported_at = 'never'"],
    ...['audit', 'source', 'chunk', 'series', 'journal', 'baseline', 'claim'].map((table) => [
      `no table ${table}`,
      `drop table ${table}`,
    ]),
  ])('is refused by a code that says so: %s', async (_name, sql) => {
    const path = changed(sql as string);
    const engine = testEngine();
    const codes = [await codeOf(engine, 'audit.open', { path, write: 'required' })];
    if (codes[0] === 'done')
      for (const [method, input] of everything) codes.push(await codeOf(engine, method, input));
    else expect(await codeOf(engine, 'audit.current', {})).toBe('done');
    for (const code of codes) expect(code).toMatch(/^(?:done|audit\.|usage\.time-zone-unknown$)/u);
    expect(codes.some((code) => code !== 'done')).toBe(true);
    expect(await codeOf(engine, 'audit.open', { path: file('sound.assay'), write: 'required' })).toBe('done');
  });

  it('ends the command line with status 3', async () => {
    const path = changed('drop table chunk');
    const { status, json } = await assay(['report', path, '--out', file('report')]);
    expect({ status, code: json.error?.code }).toEqual({ status: 3, code: 'audit.foreign-schema' });
    expect(json.error?.message).toContain('chunk');
  });
});

describe('input that no audit can hold', () => {
  it.each([
    ['source.import', { path: file('local.csv'), timeZone: 'Nowhere/Bad' }, 'usage.time-zone-unknown'],
    ['audit.update', { timeZone: 'Nowhere/Bad' }, 'usage.time-zone-unknown'],
    ['baseline.freeze', { name: 'Ever', fromMs: -8.64e15, toMs: 8.64e15 }, 'baseline.window-invalid'],
    ['baseline.freeze', { name: 'Ever', fromMs: firstMs, toMs: 1e14 * 3 }, 'baseline.window-invalid'],
  ])('is refused by a code that says so, and changes nothing: %s %j', async (method, input, code) => {
    copyFileSync(file('sound.assay'), file('own.assay'));
    const engine = testEngine();
    const before = await engine.call('audit.open', { path: file('own.assay'), write: 'required' });
    expect(await codeOf(engine, method, input)).toBe(code);
    expect(await engine.call('audit.current', {})).toEqual(before);
    expect((await engine.call('baseline.list', {})).baselines).toHaveLength(1);
  });
});
