// A received audit whose schema is not Assay's: what SQLite would run for it is refused before it is run.
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAudit, openAudit } from '../../electron/engine/audits.ts';
import { connectForReading, connectForWriting } from '../../electron/engine/db/database.ts';
import { readAuditInfo } from '../../electron/engine/db/open.ts';
import { assay } from '../cli/support.ts';
import { temporaryFolder } from '../support/temporary.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'received.assay');
  createAudit(path, { name: 'Received' }).close();
});

/** As somebody with SQLite at hand, and with its safeguards off. */
function tamper(sql: string): void {
  const db = new Database(path);
  db.unsafeMode(true);
  db.pragma('writable_schema = on');
  db.exec(sql);
  db.close();
}

const refusal = (write: 'required' | 'never'): unknown => {
  try {
    openAudit(path, write).close();
    return null;
  } catch (error) {
    return (error as { data: unknown }).data;
  }
};

const hostile: [what: string, sql: string, named: string][] = [
  [
    'a trigger that changes claims when the journal is written',
    "create trigger later after insert on journal begin update claim set title = 'other'; end",
    'the trigger “later” on “journal”',
  ],
  [
    'a trigger of a name that is Assay’s own',
    `drop trigger baseline_is_frozen_update;
     create trigger baseline_is_frozen_update before update on baseline begin select 1; end`,
    'the trigger “baseline_is_frozen_update” on “baseline” is not as Assay makes it',
  ],
  ['no trigger where one keeps the journal', 'drop trigger journal_is_append_only_delete', 'is missing'],
  [
    'a view in place of a table',
    "drop table time_spent; create view time_spent as select 1 as phase, 'x' as minutes",
    'the view “time_spent”',
  ],
  ['a further view', 'create view claims as select * from claim', 'the view “claims”'],
  ['a further table', 'create table extra (a)', 'the table “extra”'],
  ['a further column', "alter table claim add column note text default 'x'", 'the table “claim”'],
  [
    'a generated column',
    'alter table claim add column loud text generated always as (upper(title)) virtual',
    'the table “claim”',
  ],
  ['a virtual table', 'create virtual table words using fts5 (word)', 'the table “words'],
  ['an index over an expression', 'create index loud on claim (upper(title))', 'the index “loud” on “claim”'],
  ['an index of its own', 'create index by_title on claim (title)', 'the index “by_title” on “claim”'],
  ['statistics of its own', 'analyze', 'the table “sqlite_stat'],
  [
    'a table whose text was written over',
    "update sqlite_schema set sql = replace(sql, 'not null', '        ') where name = 'claim'",
    'the table “claim” is not as Assay makes it',
  ],
  [
    'a check taken out',
    "update sqlite_schema set sql = replace(sql, 'check (state in (''live'', ''removed''))', '') where name = 'source'",
    'the table “source” is not as Assay makes it',
  ],
  ['a name that writes over the terminal', 'create table "a\u001b[2J\u202eb" (a)', '“a\\u001b[2J\\u202eb”'],
];

describe('an audit whose schema Assay did not make', () => {
  it.each(hostile)('is refused, and what is foreign is named: %s', (_what, sql, named) => {
    tamper(sql);
    const before = readFileSync(path);
    for (const write of ['required', 'never'] as const) {
      expect(refusal(write)).toMatchObject({
        code: 'audit.foreign-schema',
        message: expect.stringContaining(named) as unknown,
        file: path,
      });
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['received.assay']);
  });

  it('is refused by the command line with status 3', async () => {
    tamper('create view claims as select * from claim');
    expect(await assay(['check', path])).toMatchObject({
      status: 3,
      json: { error: { code: 'audit.foreign-schema', file: path } },
    });
  });

  it('is refused where it is of an earlier format, and no copy of it is made', () => {
    copyFileSync(join(import.meta.dirname, '../fixtures/format-5/audit.assay'), path);
    tamper('create trigger later after update on source begin delete from claim; end');
    for (const write of ['required', 'never'] as const) {
      expect(refusal(write)).toMatchObject({ code: 'audit.foreign-schema' });
    }
    expect(readdirSync(folder)).toEqual(['received.assay']);
  });

  it('opens untouched', () => {
    expect(refusal('required')).toBeNull();
    expect(refusal('never')).toBeNull();
    const audit = openAudit(path, 'never');
    expect(readAuditInfo(audit).name).toBe('Received');
    audit.close();
  });
});

describe('a connection to an audit', () => {
  const connections = { connectForReading, connectForWriting };
  it.each(Object.entries(connections))('of %s lets nobody write the schema as a table', (_name, connect) => {
    const db = connect(path);
    try {
      db.pragma('writable_schema = on');
      expect(() => db.exec("update sqlite_schema set sql = '' where name = 'claim'")).toThrow(
        'may not be modified',
      );
      expect(db.pragma('trusted_schema', { simple: true })).toBe(0);
      expect(db.pragma('cell_size_check', { simple: true })).toBe(1);
    } finally {
      db.close();
    }
  });

  it('lets nobody write the tables beneath a virtual one', () => {
    tamper("create virtual table words using fts5 (word); insert into words values ('a')");
    const db = connectForWriting(path);
    expect(() => db.exec('delete from words_data')).toThrow('may not be modified');
    db.close();
  });
});
