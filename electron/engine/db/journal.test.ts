import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { appendJournal, journalRoot, readJournal, verifyJournal, type Json } from './journal.ts';
import { schema } from '../schema.ts';

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  for (const { up } of schema.migrations) up(db);
});

describe('the journal', () => {
  it('chains each entry to the one before by hash', () => {
    appendJournal(db, 'audit.created', 'Made.', {});
    appendJournal(db, 'source.imported', 'Imported.', { file: 'a.csv' });
    const [first, second] = [...readJournal(db)];
    expect(first?.previousHash).toBe(journalRoot);
    expect(second?.previousHash).toBe(first?.hash);
    // The rule of docs/bundle-format.md, spelled out without the code under test.
    const canonical = `{"action":"source.imported","at":"${second?.at}","detail":{"file":"a.csv"},"sequence":2,"summary":"Imported."}`;
    expect(second?.hash).toBe(
      createHash('sha256')
        .update(first?.hash + canonical)
        .digest('hex'),
    );
    expect(verifyJournal(readJournal(db))).toEqual({
      entries: 2,
      ok: true,
      head: second?.hash,
      firstBroken: null,
    });
  });

  it('holds for any detail that JSON can carry', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (detail) => {
        appendJournal(db, 'test.any', 'Any.', detail as Json);
        expect(verifyJournal(readJournal(db)).ok).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['at', 'action', 'summary', 'detail', 'hash'] as const)('shows a changed %s', (field) => {
    for (const name of ['one', 'two', 'three']) appendJournal(db, 'test.entry', name, {});
    const entries = [...readJournal(db)].map((entry) => ({ ...entry }));
    const second = entries[1];
    if (second) Object.assign(second, { [field]: field === 'detail' ? { forged: true } : 'forged' });
    expect(verifyJournal(entries)).toMatchObject({ ok: false, firstBroken: 2 });
  });

  it('shows a removed entry', () => {
    for (const name of ['one', 'two', 'three']) appendJournal(db, 'test.entry', name, {});
    const entries = [...readJournal(db)].filter(({ sequence }) => sequence !== 2);
    expect(verifyJournal(entries)).toMatchObject({ ok: false, firstBroken: 3 });
  });

  it('cannot be changed or shortened through the database', () => {
    appendJournal(db, 'audit.created', 'Made.', {});
    expect(() => db.exec("update journal set summary = 'forged'")).toThrow('append-only');
    expect(() => db.exec('delete from journal')).toThrow('append-only');
  });
});
