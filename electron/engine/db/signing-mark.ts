// The journal tells of a signing before its file is in place, because the bundle holds that journal. Until it is, one row
// of the audit says so; found when the audit is opened, it tells of a signing that a killed process or a power cut ended.
import { appendJournal } from './journal.ts';
import type { AuditDb } from './database.ts';

const key = 'signing';

/** Call it inside the transaction of the journal's entry; `file` is a name, because a path tells of the machine. */
export function markSigning(db: AuditDb, file: string): void {
  db.prepare('insert or replace into audit (key, value) values (?, ?)').run(key, file);
}

/** Call it when the file is in place, or inside the transaction that says that it will not be. */
export function unmarkSigning(db: AuditDb): void {
  db.prepare('delete from audit where key = ?').run(key);
}

/** Moves the mark of a signing that was cut off into the journal. */
export function settleInterruptedSigning(db: AuditDb): void {
  const file = db.prepare('select value from audit where key = ?').pluck().get(key) as string | undefined;
  if (file === undefined) return;
  db.transaction(() => {
    unmarkSigning(db);
    appendJournal(
      db,
      'bundle.abandoned',
      `The signing of ${file} was interrupted before the file was known to be in place.`,
      { file, reason: 'interrupted' },
    );
  })();
}
