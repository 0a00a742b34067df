import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appendJournal, journalRoot, readJournal, setBackAt, verifyJournal, type Json } from './journal.ts';
import { schema } from '../schema.ts';

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  for (const { up } of schema.migrations) up(db);
});

afterEach(() => void vi.useRealTimers());

const now = (time: string): void => void vi.setSystemTime(new Date(time));

describe('the journal', () => {
  it('says before an entry that the clock was set back, once, and goes on', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    now('2026-03-02T10:00:00.000Z');
    appendJournal(db, 'test.entry', 'one', {});
    now('2026-03-02T09:00:00.000Z');
    appendJournal(db, 'test.entry', 'two', {});
    now('2026-03-02T09:30:00.000Z');
    appendJournal(db, 'test.entry', 'three', {});
    const entries = [...readJournal(db)];
    expect(entries.map(({ action, at }) => [action, at.slice(11, 16)])).toEqual([
      ['test.entry', '10:00'],
      ['clock.set-back', '09:00'],
      ['test.entry', '09:00'],
      ['test.entry', '09:30'],
    ]);
    expect(entries[1]?.detail).toEqual({ last: '2026-03-02T10:00:00.000Z', now: '2026-03-02T09:00:00.000Z' });
    expect(verifyJournal(entries).ok).toBe(true);
    expect(setBackAt(entries)).toEqual([2]);
  });

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
