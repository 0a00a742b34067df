// `data/method.json`: what the auditor wrote down, time spent, frozen baselines, guard rails gone against.
import { z } from 'zod';
import { canonicalJson } from '../../db/canonical.ts';
import type { AuditDb } from '../../db/database.ts';
import type { BundleDocument } from '../../db/document.ts';

const content = z.strictObject({
  values: z.array(z.strictObject({ field: z.string(), value: z.json(), updatedAt: z.string() })),
  timeSpent: z.array(z.strictObject({ phase: z.int(), minutes: z.number() })),
  baselines: z.array(
    z.strictObject({
      id: z.int(),
      name: z.string(),
      fromMs: z.number(),
      toMs: z.number(),
      note: z.string(),
      series: z.array(
        z.strictObject({
          id: z.int(),
          sourceId: z.int(),
          name: z.string(),
          labels: z.record(z.string(), z.string()),
          unit: z.string(),
          coverage: z.number(),
        }),
      ),
      inputs: z.array(z.strictObject({ sourceId: z.int(), file: z.string(), sha256: z.string() })),
      digest: z.string(),
      frozenAt: z.string(),
    }),
  ),
  overrides: z.array(z.strictObject({ id: z.int(), code: z.string(), reason: z.string(), at: z.string() })),
});
export type MethodDocument = z.infer<typeof content>;

/** Rows of the tables as they were in format 5. */
const of1 = z.object({
  values: z.array(z.strictObject({ field: z.string(), value: z.json(), updated_at: z.string() })),
  timeSpent: z.json(),
  baselines: z.array(z.object({ from_ms: z.number(), to_ms: z.number(), frozen_at: z.string() }).loose()),
  overrides: z.json(),
});

export const methodDocument: BundleDocument<MethodDocument> = {
  name: 'data/method.json',
  version: 2,
  schema: content,
  upgrades: {
    1(older) {
      const { values, timeSpent, baselines, overrides } = of1.parse(older);
      return {
        values: values.map(({ updated_at, ...same }) => ({ ...same, updatedAt: updated_at })),
        timeSpent,
        baselines: baselines.map(({ from_ms, to_ms, frozen_at, ...same }) => ({
          ...same,
          fromMs: from_ms,
          toMs: to_ms,
          frozenAt: frozen_at,
        })),
        overrides,
      };
    },
  },
  read: readMethod,
  restore: restoreMethod,
};

interface ValueRow {
  field: string;
  value: string;
  updated_at: string;
}
interface BaselineRow {
  id: number;
  name: string;
  from_ms: number;
  to_ms: number;
  note: string;
  series: string;
  inputs: string;
  digest: string;
  frozen_at: string;
}

function readMethod(db: AuditDb): MethodDocument {
  const values = db
    .prepare('select field, value, updated_at from field_value order by field')
    .all() as ValueRow[];
  const baselines = db
    .prepare(
      'select id, name, from_ms, to_ms, note, series, inputs, digest, frozen_at from baseline order by id',
    )
    .all() as BaselineRow[];
  return {
    values: values.map((row) => ({
      field: row.field,
      value: JSON.parse(row.value) as MethodDocument['values'][number]['value'],
      updatedAt: row.updated_at,
    })),
    timeSpent: db
      .prepare('select phase, minutes from time_spent order by phase')
      .all() as MethodDocument['timeSpent'],
    baselines: baselines.map((row) => ({
      id: row.id,
      name: row.name,
      fromMs: row.from_ms,
      toMs: row.to_ms,
      note: row.note,
      series: JSON.parse(row.series) as MethodDocument['baselines'][number]['series'],
      inputs: JSON.parse(row.inputs) as MethodDocument['baselines'][number]['inputs'],
      digest: row.digest,
      frozenAt: row.frozen_at,
    })),
    overrides: db
      .prepare('select id, code, reason, at from guard_rail_override order by id')
      .all() as MethodDocument['overrides'],
  };
}

function restoreMethod(db: AuditDb, { values, timeSpent, baselines, overrides }: MethodDocument): void {
  const insertValue = db.prepare('insert into field_value (field, value, updated_at) values (?, ?, ?)');
  for (const { field, value, updatedAt } of values) insertValue.run(field, canonicalJson(value), updatedAt);
  const insertTime = db.prepare('insert into time_spent (phase, minutes) values (?, ?)');
  for (const { phase, minutes } of timeSpent) insertTime.run(phase, minutes);
  const insertBaseline = db.prepare(
    `insert into baseline (id, name, from_ms, to_ms, note, series, inputs, digest, frozen_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const one of baselines) {
    insertBaseline.run(
      one.id,
      one.name,
      one.fromMs,
      one.toMs,
      one.note,
      canonicalJson(one.series),
      canonicalJson(one.inputs),
      one.digest,
      one.frozenAt,
    );
  }
  const insertOverride = db.prepare(
    'insert into guard_rail_override (id, code, reason, at) values (?, ?, ?, ?)',
  );
  for (const { id, code, reason, at } of overrides) insertOverride.run(id, code, reason, at);
}
