import { readJournal, verifyJournal } from '../db/journal.ts';
import type { Handlers } from '../handler.ts';

export const journalHandlers = {
  'journal.list': ({ audit }, { offset, limit }) => {
    const { db } = audit();
    const { total } = db.prepare('select count(*) as total from journal').get() as { total: number };
    return { total, entries: [...readJournal(db, offset, limit)] };
  },
  'journal.verify': ({ audit }) => verifyJournal(readJournal(audit().db)),
} satisfies Partial<Handlers>;
