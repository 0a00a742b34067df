// What every kind of evidence promises, whichever it is.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { evidenceKinds } from '../../../shared/contract/kinds.ts';
import { decodeDocument, encodeDocument } from '../db/document.ts';
import { foldSchema } from '../db/migration.ts';
import { schema, sourceTables } from '../schema.ts';
import { kindOf } from './lookup.ts';
import { kinds } from './registry.ts';

const tablesOf = (db: Database.Database): string[] =>
  db
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
    .pluck()
    .all() as string[];

function emptyAudit(): Database.Database {
  const db = new Database(':memory:');
  for (const { up } of schema.migrations) up(db);
  return db;
}

describe('the kinds of evidence', () => {
  it('are the same in the contract and in the engine', () => {
    expect(Object.keys(kinds).sort()).toEqual([...evidenceKinds].sort());
    for (const id of evidenceKinds) expect(kindOf(id).id).toBe(id);
  });

  it('have documents of different names', () => {
    const names = evidenceKinds.map((id) => kindOf(id).document.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe.each(evidenceKinds)('the kind %s', (id) => {
  const kind = kindOf(id);

  it('declares every table that its migrations make, for what is not declared would be lost', () => {
    const db = new Database(':memory:');
    const made: string[] = [];
    for (const migration of schema.migrations) {
      const before = tablesOf(db);
      migration.up(db);
      if (kind.migrations.includes(migration)) {
        made.push(...tablesOf(db).filter((table) => !before.includes(table)));
      }
    }
    expect([...kind.tables].sort()).toEqual(made.sort());
  });

  it('lists its tables in an order that satisfies their references', () => {
    const db = emptyAudit();
    const known = new Set<string>(sourceTables);
    for (const table of kind.tables) {
      const references = db.pragma(`foreign_key_list(${table})`) as { table: string }[];
      for (const { table: target } of references)
        expect([...known], `${table} before ${target}`).toContain(target);
      known.add(table);
    }
  });

  it('loses all its rows with their source', () => {
    const db = emptyAudit();
    for (const table of kind.tables) {
      const references = db.pragma(`foreign_key_list(${table})`) as { on_delete: string }[];
      expect(references.length, table).toBeGreaterThan(0);
      for (const { on_delete } of references) expect(on_delete, table).toBe('CASCADE');
    }
  });

  it('has a document that an empty audit fills and that is read back', () => {
    const content = kind.document.read(emptyAudit());
    const bytes = Buffer.from(encodeDocument(kind.document, content));
    expect(decodeDocument(kind.document, bytes)).toEqual(content);
  });
});

const step = (version: number): { version: number; name: string; up(): void } => ({
  version,
  name: `step ${version}`,
  up: () => undefined,
});

describe('the schema', () => {
  it('counts its steps from one without a gap', () => {
    expect(foldSchema([step(2), step(1)], []).migrations.map(({ version }) => version)).toEqual([1, 2]);
    expect(() => foldSchema([step(1), step(3)], [])).toThrow('“step 3” makes format 3; 2 was expected');
    expect(() => foldSchema([step(1), step(2), step(2)], [])).toThrow('3 was expected');
  });

  it('refuses a table that two kinds declare', () => {
    expect(() => foldSchema([step(1)], ['axis', 'axis'])).toThrow('axis is declared twice');
  });
});
