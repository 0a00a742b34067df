// The audit's append-only, hash-chained record of decisions, imports and edits of substance.
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { JournalEntry } from '../../../shared/contract/journal.ts';
import { canonicalJson } from './canonical.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The previous hash of the first entry. */
export const journalRoot = '0'.repeat(64);

interface Row {
  sequence: number;
  at: string;
  action: string;
  summary: string;
  detail: string;
  previous_hash: string;
  hash: string;
}

/** `hash = SHA-256(previousHash + canonical JSON of {sequence, at, action, summary, detail})`, hex. */
export function journalHash(entry: Omit<JournalEntry, 'hash'>): string {
  const { previousHash, sequence, at, action, summary, detail } = entry;
  return createHash('sha256')
    .update(previousHash + canonicalJson({ sequence, at, action, summary, detail }))
    .digest('hex');
}

/** The entry that stands before one whose time lies before that of the entry it follows. */
export const clockSetBack = 'clock.set-back';

/**
 * Adds one entry, and before it one that says so where the clock was set back since the last. Call it inside the
 * transaction of the change it records.
 */
export function appendJournal(db: Database.Database, action: string, summary: string, detail: Json): void {
  const last = db.prepare('select sequence, at, hash from journal order by sequence desc limit 1').get() as
    | { sequence: number; at: string; hash: string }
    | undefined;
  const at = new Date().toISOString();
  if (last !== undefined && at < last.at && action !== clockSetBack) {
    appendJournal(db, clockSetBack, `The clock stands before the last entry, which is of ${last.at}.`, {
      last: last.at,
      now: at,
    });
    return appendJournal(db, action, summary, detail);
  }
  const entry = {
    sequence: (last?.sequence ?? 0) + 1,
    at,
    action,
    summary,
    detail,
    previousHash: last?.hash ?? journalRoot,
  };
  db.prepare(
    'insert into journal (sequence, at, action, summary, detail, previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?)',
  ).run(
    entry.sequence,
    entry.at,
    action,
    summary,
    canonicalJson(detail),
    entry.previousHash,
    journalHash(entry),
  );
}

export function* readJournal(db: Database.Database, offset = 0, limit = -1): Generator<JournalEntry> {
  const rows = db
    .prepare('select * from journal order by sequence limit ? offset ?')
    .iterate(limit, offset) as IterableIterator<Row>;
  for (const row of rows) {
    yield {
      sequence: row.sequence,
      at: row.at,
      action: row.action,
      summary: row.summary,
      detail: JSON.parse(row.detail),
      previousHash: row.previous_hash,
      hash: row.hash,
    };
  }
}

/** Sequences of the entries whose time lies before that of the entry they follow. */
export function setBackAt(entries: Iterable<JournalEntry>): number[] {
  const found: number[] = [];
  let before = '';
  for (const { sequence, at } of entries) {
    if (at < before) found.push(sequence);
    before = at;
  }
  return found;
}

export interface JournalCheck {
  entries: number;
  ok: boolean;
  /** Hash of the last entry, or the root of an empty journal. */
  head: string;
  /** Sequence of the first entry that does not follow from the one before it. */
  firstBroken: number | null;
}

/** Walks the chain. Works on entries from the audit and from a bundle alike. */
export function verifyJournal(entries: Iterable<JournalEntry>): JournalCheck {
  let head = journalRoot;
  let count = 0;
  let firstBroken: number | null = null;
  for (const entry of entries) {
    count += 1;
    const follows =
      entry.sequence === count && entry.previousHash === head && journalHash(entry) === entry.hash;
    if (!follows && firstBroken === null) firstBroken = entry.sequence;
    head = entry.hash;
  }
  return { entries: count, ok: firstBroken === null, head, firstBroken };
}
