// The values of the method's fields: typed, validated, journalled, and held to "baseline first".
import { AssayError } from '../../../shared/domain/errors.ts';
import { validateField } from '../../../shared/playbook/field-schema.ts';
import { isEmpty, recordsIn } from '../../../shared/playbook/field-types.ts';
import { fieldsByKey, type PlacedField } from '../../../shared/playbook/playbook.ts';
import { canonicalJson } from '../db/canonical.ts';
import { edit } from '../db/history.ts';
import type { Json } from '../db/journal.ts';
import type { AuditDb } from '../db/database.ts';

/** Every stored value, by field key. */
export function readValues(db: AuditDb): Map<string, Json> {
  const rows = db.prepare('select field, value from field_value order by field').all() as {
    field: string;
    value: string;
  }[];
  return new Map(rows.map(({ field, value }) => [field, JSON.parse(value) as Json]));
}

/**
 * Stores one field; null or an empty value clears it. Returns false when nothing changed.
 * Throws `field.unknown`, `field.invalid`, or `guard-rail.baseline-missing` for a change before a baseline.
 */
export function setField(db: AuditDb, key: string, value: Json): boolean {
  const placed = fieldsByKey.get(key);
  if (!placed) {
    throw new AssayError({
      code: 'field.unknown',
      message: `The method has no field “${key}”; a field is named phase.step.field, such as 1.symptoms.list.`,
    });
  }
  const stored = db.prepare('select value from field_value where field = ?').pluck().get(key) as
    | string
    | undefined;
  if (value === null || isEmpty(value)) {
    if (stored === undefined) return false;
    store(db, placed, null);
    return true;
  }
  const validation = validateField(placed.field, value);
  if (!validation.ok) {
    throw new AssayError({
      code: 'field.invalid',
      message: `${validation.place}: expected ${validation.expected}.`,
      hint: 'Correct the value; what was stored before is kept.',
    });
  }
  const text = canonicalJson(value);
  if (text === stored) return false;
  if (placed.field.type === 'changes') requireBaseline(db, stored, value);
  store(db, placed, text);
  return true;
}

function store(db: AuditDb, { key, phase, field }: PlacedField, text: string | null): void {
  edit(db, (touch) => {
    touch('field', key);
    if (text === null) db.prepare('delete from field_value where field = ?').run(key);
    else {
      db.prepare(
        `insert into field_value (field, value, updated_at) values (?, ?, ?)
         on conflict (field) do update set value = excluded.value, updated_at = excluded.updated_at`,
      ).run(key, text, new Date().toISOString());
    }
    const verb = text === null ? 'cleared' : 'written';
    return {
      result: undefined,
      record: {
        label: field.label,
        topics: ['method', 'journal'],
        journal: {
          action: `field.${verb}`,
          summary: `“${field.label}” of phase ${phase.id} was ${verb}.`,
          detail: { field: key, value: text === null ? null : (JSON.parse(text) as Json) },
        },
      },
    };
  });
}

/** A change may be added only once a baseline is frozen, or the rail has been overridden for a reason. */
function requireBaseline(db: AuditDb, stored: string | undefined, value: Json): void {
  const recorded = stored === undefined ? 0 : recordsIn(JSON.parse(stored)).length;
  if (recordsIn(value).length <= recorded) return;
  const permitted = db
    .prepare(
      `select exists (select 1 from baseline)
           or exists (select 1 from guard_rail_override where code = 'baseline-before-change')`,
    )
    .pluck()
    .get();
  if (permitted === 1) return;
  throw new AssayError({
    code: 'guard-rail.baseline-missing',
    message: 'A change cannot be recorded before a baseline is frozen: its effect could not be proven.',
    hint: 'Freeze a baseline in phase 2, or override the guard rail with a reason that the report will state.',
  });
}

/** Adds minutes to a phase. Entries made by hand are journalled; the running clock is not. */
export function logTime(db: AuditDb, phase: number, minutes: number): void {
  db.prepare(
    `insert into time_spent (phase, minutes) values (?, ?)
     on conflict (phase) do update set minutes = minutes + excluded.minutes`,
  ).run(phase, minutes);
}
