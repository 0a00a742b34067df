import Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { toErrorData } from '../../../shared/domain/errors.ts';
import { execute } from '../analyses/execute.ts';
import { registryOf, scaledRows } from '../analyses/test-registry.ts';
import { createClaim, readClaims, removeClaim, updateClaim } from '../evidence/claims.ts';
import { pinAnswer, readEvidence, removeEvidence } from '../evidence/evidence.ts';
import { freezeBaseline } from '../method/baselines.ts';
import { readValues, setField } from '../method/fields.ts';
import { edit, historyState, redo, requireSourceUnused, undo } from './history.ts';
import { readJournal, verifyJournal } from './journal.ts';
import { schema } from '../schema.ts';
import { readSources, setSourceState } from './sources.ts';

const registry = registryOf(scaledRows);

let db: Database.Database;
beforeEach(() => {
  db = openEmpty();
});

function openEmpty(): Database.Database {
  const empty = new Database(':memory:');
  empty.pragma('foreign_keys = on');
  for (const { up } of schema.migrations) up(empty);
  const insert = empty.prepare(
    `insert into source (id, file, bytes, sha256, kind, format, importer_version, confidence, options, row_count, rejected, rejected_count, warnings, duration_ms, imported_at, state, kinds) values (?, ?, 1, ?, 'metrics', 'csv', 1, 1, '{}', 10, '[]', 0, '[]', 1, '2026-03-02T00:00:00.000Z', 'live', '["metrics"]')`,
  );
  for (const id of [1, 2]) insert.run(id, `f${id}.csv`, String(id).repeat(64));
  return empty;
}

function moveSource(id: number, state: 'live' | 'removed'): void {
  edit(db, (touch) => {
    touch('source', id);
    if (state === 'removed') requireSourceUnused(db, id);
    setSourceState(db, id, state);
    return {
      result: undefined,
      record: { label: 'Source', topics: [], journal: { action: 'source.moved', summary: '.', detail: {} } },
    };
  });
}

/** Everything the history is responsible for; times of writing included. */
const content = (): unknown => ({
  values: [...readValues(db)],
  claims: readClaims(db),
  evidence: readEvidence(db),
  sources: readSources(db).map(({ id }) => id),
});

type Operation =
  | { kind: 'field'; key: string; value: string | null }
  | { kind: 'create'; title: string; useEvidence: boolean }
  | { kind: 'update'; pick: number; title: string; useEvidence: boolean }
  | { kind: 'remove'; pick: number }
  | { kind: 'unpin'; pick: number }
  | { kind: 'pin'; source: number }
  | { kind: 'source'; source: number; state: 'live' | 'removed' };

const text = fc.string({ maxLength: 6 });
const source = fc.constantFrom(1, 2);
const pick = fc.nat({ max: 9 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constant('field' as const),
    key: fc.constantFrom('1.criteria.agreed', '1.impact.cost', '3.notes.text'),
    value: fc.option(text),
  }),
  fc.record({ kind: fc.constant('create' as const), title: text, useEvidence: fc.boolean() }),
  fc.record({ kind: fc.constant('update' as const), pick, title: text, useEvidence: fc.boolean() }),
  fc.record({ kind: fc.constant('remove' as const), pick }),
  fc.record({ kind: fc.constant('unpin' as const), pick }),
  fc.record({ kind: fc.constant('pin' as const), source }),
  fc.record({
    kind: fc.constant('source' as const),
    source,
    state: fc.constantFrom('live' as const, 'removed' as const),
  }),
);

const evidenceIds = (use: boolean): number[] => (use ? readEvidence(db).map(({ id }) => id) : []);
const chosen = <T>(items: readonly T[], index: number): T | undefined => items[index % (items.length || 1)];

function perform(step: Operation): void {
  switch (step.kind) {
    case 'field':
      setField(db, step.key, step.value);
      return;
    case 'create':
      createClaim(db, { kind: 'finding', title: step.title, evidenceIds: evidenceIds(step.useEvidence) });
      return;
    case 'pin':
      pinAnswer(
        db,
        execute(db, registry, { id: 'scaled-rows', parameters: { source: step.source } }),
        'Rows',
      );
      return;
    case 'source':
      moveSource(step.source, step.state);
      return;
    case 'unpin': {
      const evidence = chosen(readEvidence(db), step.pick);
      if (evidence) removeEvidence(db, evidence.id, readValues(db));
      return;
    }
    default: {
      const claim = chosen(readClaims(db), step.pick);
      if (!claim) return;
      if (step.kind === 'remove') removeClaim(db, claim.id);
      else updateClaim(db, claim.id, { title: step.title, evidenceIds: evidenceIds(step.useEvidence) });
    }
  }
}

/** A refused edit (evidence in use, source set aside) is part of life; anything else is a fault. */
function performOrBeRefused(step: Operation): void {
  try {
    perform(step);
  } catch (error) {
    expect(['evidence.in-use', 'source.in-use', 'source.unknown']).toContain(toErrorData(error).code);
  }
}

describe('undo and redo', () => {
  it('bring back every state on the way, in both directions', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 25 }), (steps) => {
        db = openEmpty();
        const states = [content()];
        for (const step of steps) {
          performOrBeRefused(step);
          const state = content();
          // A step that changed nothing, or was refused, leaves no trace in the history.
          if (undoDepth() === states.length) states.push(state);
        }
        const last = states.length - 1;
        for (let index = last; index > 0; index -= 1) {
          expect(undo(db)).not.toBeNull();
          expect(content()).toEqual(states[index - 1]);
        }
        expect(undo(db)).toBeNull();
        for (let index = 1; index <= last; index += 1) {
          expect(redo(db)).not.toBeNull();
          expect(content()).toEqual(states[index]);
        }
        expect(redo(db)).toBeNull();
        expect(verifyJournal(readJournal(db)).ok).toBe(true);
        expect(db.pragma('foreign_key_check')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('are both told in the journal', () => {
    setField(db, '1.impact.cost', 'Much');
    undo(db);
    redo(db);
    expect([...readJournal(db)].map(({ action }) => action)).toEqual([
      'field.written',
      'edit.undone',
      'edit.redone',
    ]);
  });

  it('say what they would act on', () => {
    expect(historyState(db)).toEqual({ undo: null, redo: null });
    setField(db, '1.impact.cost', 'Much');
    expect(historyState(db)).toEqual({ undo: 'What the problem costs', redo: null });
    undo(db);
    expect(historyState(db)).toEqual({ undo: null, redo: 'What the problem costs' });
  });

  it('lose what could be redone at the next edit', () => {
    setField(db, '1.impact.cost', 'Much');
    undo(db);
    setField(db, '1.impact.cost', 'Little');
    expect(redo(db)).toBeNull();
  });

  it('never give the id of an undone claim to another', () => {
    const first = createClaim(db, { kind: 'finding', title: 'First' });
    undo(db);
    expect(createClaim(db, { kind: 'finding', title: 'Second' }).id).toBe(first.id + 1);
  });

  it('leave everything as it was when a baseline has come to rest on the source', () => {
    moveSource(1, 'removed');
    moveSource(1, 'live');
    db.exec(
      `insert into axis (id, source_id, count, start_ms, end_ms, step_ms, gaps) values (1, 1, 2, 0, 1000, 1000, 0)`,
    );
    db.exec(
      `insert into series (id, source_id, axis_id, position, name, labels, unit, kind, count, null_count)
       values (1, 1, 1, 0, 'cpu', '{}', '%', 'gauge', 2, 0)`,
    );
    freezeBaseline(db, { name: 'Before', fromMs: 0, toMs: 2000 });
    const before = content();
    expect(() => undo(db)).toThrow(expect.objectContaining({ code: 'source.in-use' }) as Error);
    expect(content()).toEqual(before);
    expect(historyState(db).undo).toBe('Source');
  });
});

/** How many edits can be taken back; takes them all back and does them again to count. */
function undoDepth(): number {
  let depth = 0;
  while (undo(db)) depth += 1;
  for (let index = 0; index < depth; index += 1) redo(db);
  return depth;
}
