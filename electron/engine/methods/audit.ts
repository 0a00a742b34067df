import { basename } from 'node:path';
import type { AuditInfo } from '../../../shared/contract/audit.ts';
import { wallClockAt } from '../../../shared/domain/zone.ts';
import { createAudit, openAudit } from '../audits.ts';
import { readAuditInfo } from '../db/open.ts';
import type { OpenAudit } from '../db/database.ts';
import { appendJournal } from '../db/journal.ts';
import type { Handlers } from '../handler.ts';
import { checkAuditIntegrity } from '../integrity/check.ts';
import { closeCurrent, type Session } from '../session.ts';

const replaceCurrent = (session: Session, open: () => OpenAudit): Promise<AuditInfo> =>
  closeCurrent(session, () => {
    const audit = open();
    try {
      const info = readAuditInfo(audit);
      session.current = audit;
      return info;
    } catch (error) {
      audit.close();
      throw error;
    }
  });

export const auditHandlers = {
  'audit.create': async ({ session, changed }, { path, ...details }) => {
    const info = await replaceCurrent(session, () => createAudit(path, details));
    changed('audit');
    return info;
  },
  'audit.open': async ({ session, changed }, { path, write = 'preferred' }) => {
    const info = await replaceCurrent(session, () => openAudit(path, write));
    changed('audit');
    return info;
  },
  'audit.close': async ({ session, changed }) => {
    await closeCurrent(session, () => undefined);
    changed('audit');
    return {};
  },
  'audit.checkIntegrity': async (context) => {
    const audit = context.audit();
    return context.job(basename(audit.path), (job) => checkAuditIntegrity(audit, job));
  },
  'audit.current': ({ session }) => (session.current ? readAuditInfo(session.current) : null),
  'audit.update': (context, changes) => {
    const db = context.writableDb();
    // Refuses a zone that the report could not tell times in.
    if (changes.timeZone) wallClockAt(0, changes.timeZone);
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
