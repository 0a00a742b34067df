// Undo and redo of what the auditor edits in one sitting. An edit keeps the state of each thing it touched, before
// and after; undo puts the first back, redo the second. Closing the audit forgets the history, never the journal.
import type { Topic } from '../../../shared/contract/jobs.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import { appendJournal, type Json } from './journal.ts';
import type { AuditDb } from './database.ts';

export type Entity = 'field' | 'claim' | 'evidence' | 'source';

type State = Json;
interface Touched {
  entity: Entity;
  key: string | number;
  /** Null where the thing did not exist. */
  before: State;
  after: State;
}
interface Edit {
  label: string;
  topics: readonly Topic[];
  touched: Touched[];
}
interface History {
  undo: Edit[];
  redo: Edit[];
}

const histories = new WeakMap<AuditDb, History>();
const longestHistory = 1000;

function historyOf(db: AuditDb): History {
  let history = histories.get(db);
  if (!history) histories.set(db, (history = { undo: [], redo: [] }));
  return history;
}

/** How the state of each kind of thing is read and put back; null stands for "does not exist". */
interface Keeper {
  read(db: AuditDb, key: string | number): State;
  write(db: AuditDb, key: string | number, state: State): void;
}

function insertRow(db: AuditDb, table: 'claim' | 'evidence', row: Record<string, Json>): void {
  const columns = Object.keys(row);
  db.prepare(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  ).run(...Object.values(row));
}

const keepers: Record<Entity, Keeper> = {
  field: {
    read: (db, key) => (db.prepare('select * from field_value where field = ?').get(key) ?? null) as State,
    write(db, key, state) {
      db.prepare('delete from field_value where field = ?').run(key);
      if (state === null) return;
      const row = state as { value: string; updated_at: string };
      db.prepare('insert into field_value (field, value, updated_at) values (?, ?, ?)').run(
        key,
        row.value,
        row.updated_at,
      );
    },
  },
  claim: {
    read(db, key) {
      const row = db.prepare('select * from claim where id = ?').get(key) as Record<string, Json> | undefined;
      if (!row) return null;
      const evidenceIds = db
        .prepare('select evidence_id from claim_evidence where claim_id = ? order by position')
        .pluck()
        .all(key) as number[];
      return { row, evidenceIds };
    },
    write(db, key, state) {
      db.prepare('delete from claim where id = ?').run(key);
      if (state === null) return;
      const { row, evidenceIds } = state as { row: Record<string, Json>; evidenceIds: number[] };
      insertRow(db, 'claim', row);
      const link = db.prepare(
        'insert into claim_evidence (claim_id, evidence_id, position) values (?, ?, ?)',
      );
      for (const [position, evidenceId] of evidenceIds.entries()) link.run(key, evidenceId, position);
    },
  },
  evidence: {
    read: (db, key) => (db.prepare('select * from evidence where id = ?').get(key) ?? null) as State,
    write(db, key, state) {
      db.prepare('delete from evidence where id = ?').run(key);
      if (state !== null) insertRow(db, 'evidence', state as Record<string, Json>);
    },
  },
  source: {
    read: (db, key) =>
      (db.prepare('select state from source where id = ?').pluck().get(key) ?? null) as State,
    write(db, key, state) {
      if (state === 'removed') requireSourceUnused(db, Number(key));
      db.prepare('update source set state = ? where id = ?').run(state, key);
    },
  },
};

export interface EditRecord {
  /** What undo will name, such as “Symptoms”. */
  label: string;
  topics: readonly Topic[];
  journal: { action: string; summary: string; detail: Json };
}

/** Called before a thing is changed, so that its state can be put back; `isNew` for what was just created. */
export type Touch = (entity: Entity, key: string | number, isNew?: boolean) => void;

/** Makes one edit in one transaction with its journal entry, and remembers how to take it back. */
export function edit<T>(db: AuditDb, work: (touch: Touch) => { result: T; record: EditRecord }): T {
  const touched: Touched[] = [];
  const { result, record } = db.transaction(() => {
    const outcome = work((entity, key, isNew = false) => {
      touched.push({ entity, key, before: isNew ? null : keepers[entity].read(db, key), after: null });
    });
    for (const thing of touched) thing.after = keepers[thing.entity].read(db, thing.key);
    const { action, summary, detail } = outcome.record.journal;
    appendJournal(db, action, summary, detail);
    return outcome;
  })();
  const history = historyOf(db);
  history.undo.push({ label: record.label, topics: record.topics, touched });
  if (history.undo.length > longestHistory) history.undo.shift();
  history.redo = [];
  return result;
}

export interface Replayed {
  label: string;
  topics: readonly Topic[];
}

/** Takes back the last edit; null when there is none. Throws `source.in-use` where a baseline has come to rest on it. */
export const undo = (db: AuditDb): Replayed | null => replay(db, 'undo');
/** Does the last undone edit again; null when there is none. */
export const redo = (db: AuditDb): Replayed | null => replay(db, 'redo');

/** What undo and redo would act on. */
export function historyState(db: AuditDb): { undo: string | null; redo: string | null } {
  const { undo: past, redo: future } = historyOf(db);
  return { undo: past.at(-1)?.label ?? null, redo: future.at(-1)?.label ?? null };
}

function replay(db: AuditDb, direction: 'undo' | 'redo'): Replayed | null {
  const history = historyOf(db);
  const last = history[direction].at(-1);
  if (!last) return null;
  const steps = direction === 'undo' ? last.touched.toReversed() : last.touched;
  const target = direction === 'undo' ? ('before' as const) : ('after' as const);
  db.transaction(() => {
    for (const step of steps) keepers[step.entity].write(db, step.key, step[target]);
    appendJournal(
      db,
      direction === 'undo' ? 'edit.undone' : 'edit.redone',
      direction === 'undo' ? `${last.label}: taken back.` : `${last.label}: done again.`,
      { changes: steps.map((step) => ({ entity: step.entity, key: step.key, state: step[target] })) },
    );
  })();
  history[direction].pop();
  history[direction === 'undo' ? 'redo' : 'undo'].push(last);
  return { label: last.label, topics: last.topics };
}

/** Throws `source.in-use` while pinned evidence or a baseline rests on the source. */
export function requireSourceUnused(db: AuditDb, sourceId: number): void {
  const resting = db
    .prepare(
      `select 'evidence “' || title || '”' as user from evidence
         where exists (select 1 from json_each(evidence.inputs) where value ->> 'sourceId' = :id)
       union all
       select 'baseline “' || name || '”' from baseline
         where exists (select 1 from json_each(baseline.inputs) where value ->> 'sourceId' = :id)`,
    )
    .pluck()
    .all({ id: sourceId }) as string[];
  if (resting.length === 0) return;
  const shown = resting.slice(0, 3).join(', ');
  const more = resting.length > 3 ? ` and ${resting.length - 3} more` : '';
  throw new AssayError({
    code: 'source.in-use',
    message: `The source cannot be set aside: ${shown}${more} rest on it.`,
    hint: 'Remove that evidence first. A baseline is frozen and keeps its sources.',
  });
}
