import { createAudit, openAudit } from '../audits.ts';
import { readAuditInfo } from '../db/open.ts';
import type { OpenAudit } from '../db/database.ts';
import { appendJournal } from '../db/journal.ts';
import type { Handlers } from '../handler.ts';
import type { Session } from '../session.ts';

function replaceCurrent(session: Session, open: () => OpenAudit): OpenAudit {
  session.jobs.cancelAll();
  session.current?.close();
  session.current = null;
  session.current = open();
  return session.current;
}

export const auditHandlers = {
  'audit.create': ({ session, changed }, { path, ...details }) => {
    const audit = replaceCurrent(session, () => createAudit(path, details));
    changed('audit');
    return readAuditInfo(audit);
  },
  'audit.open': ({ session, changed }, { path, write = 'preferred' }) => {
    const audit = replaceCurrent(session, () => openAudit(path, write));
    changed('audit');
    return readAuditInfo(audit);
  },
  'audit.close': ({ session, changed }) => {
    session.jobs.cancelAll();
    session.current?.close();
    session.current = null;
    changed('audit');
    return {};
  },
  'audit.current': ({ session }) => (session.current ? readAuditInfo(session.current) : null),
  'audit.update': (context, changes) => {
    const db = context.writableDb();
    const store = db.prepare(
      'insert into audit (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
    );
    db.transaction(() => {
      for (const [key, value] of Object.entries(changes)) if (value !== undefined) store.run(key, value);
      appendJournal(
        db,
        'audit.updated',
        'The particulars of the audit were changed.',
        JSON.parse(JSON.stringify(changes)),
      );
    })();
    context.changed('audit', 'journal');
    return readAuditInfo(context.audit());
  },
} satisfies Partial<Handlers>;
