import { AssayError } from '../../../shared/domain/errors.ts';
import { guardRails } from '../../../shared/playbook/guard-rails.ts';
import { freezeBaseline, readBaselines } from '../method/baselines.ts';
import { checkAudit } from '../method/check.ts';
import { logTime, readValues, setField } from '../method/fields.ts';
import { historyState, redo, undo } from '../db/history.ts';
import { appendJournal } from '../db/journal.ts';
import type { Handlers } from '../handler.ts';

export const methodHandlers = {
  'method.check': ({ audit }) => checkAudit(audit().db),
  'method.values': ({ audit }) => ({ values: Object.fromEntries(readValues(audit().db)) }),
  'method.setField': (context, { field, value }) => {
    if (setField(context.writableDb(), field, value)) context.changed('method', 'journal');
    return {};
  },
  'method.override': (context, { code, reason }) => {
    const db = context.writableDb();
    const rail = guardRails.find((candidate) => candidate.code === code);
    if (!rail) {
      throw new AssayError({
        code: 'guard-rail.unknown',
        message: `There is no guard rail “${code}”; there are ${guardRails.map((known) => known.code).join(', ')}.`,
      });
    }
    db.transaction(() => {
      db.prepare('insert into guard_rail_override (code, reason, at) values (?, ?, ?)').run(
        code,
        reason,
        new Date().toISOString(),
      );
      appendJournal(db, 'guard-rail.overridden', `The guard rail “${rail.title}” was overridden.`, {
        code,
        reason,
      });
    })();
    context.changed('method', 'journal');
    return {};
  },
  'method.logTime': (context, { phase, minutes, manual }) => {
    const db = context.writableDb();
    db.transaction(() => {
      logTime(db, phase, minutes);
      if (manual === true) {
        appendJournal(db, 'time.logged', `${minutes} min were added to phase ${phase}.`, { phase, minutes });
      }
    })();
    context.changed('method', ...(manual === true ? (['journal'] as const) : []));
    return {};
  },
  'baseline.freeze': (context, request) => {
    const baseline = freezeBaseline(context.writableDb(), request);
    context.changed('method', 'metrics', 'journal');
    return { baseline };
  },
  'baseline.list': ({ audit }) => ({ baselines: readBaselines(audit().db) }),
  'edit.state': ({ session }) =>
    session.current === null ? { undo: null, redo: null } : historyState(session.current.db),
  'edit.undo': (context) => {
    const undone = undo(context.writableDb());
    if (undone) context.changed(...undone.topics);
    return { undone: undone?.label ?? null };
  },
  'edit.redo': (context) => {
    const redone = redo(context.writableDb());
    if (redone) context.changed(...redone.topics);
    return { redone: redone?.label ?? null };
  },
} satisfies Partial<Handlers>;
