// While an import runs, the audit itself says so, in one row that is taken away in the transaction that records how the
// import ended. A row that is there when the audit is opened tells of an import that was cut off: a killed process, a
// power cut. Of a file nothing is in the audit then; of an archive or folder the members that were whole.
import { keptOf } from '../../../shared/domain/notices.ts';
import { interruptedImport, type InterruptedImport } from '../../../shared/contract/audit.ts';
import { damaged, parseJson } from './damaged.ts';
import { appendJournal } from './journal.ts';
import type { AuditDb } from './database.ts';

const key = 'importing';

/** Call it before the import begins; `file` is a name, because the path tells of a machine the audit may leave. */
export function markImport(db: AuditDb, { file, kept }: Pick<InterruptedImport, 'file' | 'kept'>): void {
  const mark: InterruptedImport = { file, at: new Date().toISOString(), kept };
  db.prepare('insert or replace into audit (key, value) values (?, ?)').run(key, JSON.stringify(mark));
}

/** Call it inside the transaction that records how the import ended. */
export function unmarkImport(db: AuditDb): void {
  db.prepare('delete from audit where key = ?').run(key);
}

/** The import that was cut off, where no process writes the audit. */
export function readImportMark(db: AuditDb): InterruptedImport | null {
  const value = db.prepare('select value from audit where key = ?').pluck().get(key) as string | undefined;
  if (value === undefined) return null;
  const mark = interruptedImport.safeParse(parseJson(value));
  if (mark.success) return mark.data;
  throw damaged(`audit, row ${key}`, 'it tells of no import');
}

/** Moves the mark of an import that was cut off into the journal, and returns it. */
export function settleInterruptedImport(db: AuditDb): InterruptedImport | null {
  const mark = readImportMark(db);
  if (mark === null) return null;
  db.transaction(() => {
    unmarkImport(db);
    const { file, at, kept } = mark;
    appendJournal(db, 'source.interrupted', `The import of ${file} was interrupted; ${keptOf(kept)}.`, {
      file,
      begunAt: at,
      kept,
    });
  })();
  return mark;
}
