import { z } from 'zod';
import { methodState } from '../playbook/method-state.ts';
import { command, query } from './define.ts';

/** A frozen window: what the system was like before any change. It is never edited or removed. */
export const baseline = z.object({
  id: z.number().int(),
  name: z.string(),
  /** Half-open window. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  note: z.string(),
  series: z.array(
    z.object({
      id: z.number().int(),
      sourceId: z.number().int(),
      name: z.string(),
      labels: z.record(z.string(), z.string()),
      unit: z.string(),
      /** Share of the window between the series' first and last sample in it, 0 to 1. */
      coverage: z.number(),
    }),
  ),
  /** The raw files it rests on, by hash. */
  inputs: z.array(z.object({ sourceId: z.number().int(), file: z.string(), sha256: z.string() })),
  /** SHA-256 of the canonical JSON of `{from, to, series, inputs}`. */
  digest: z.string(),
  frozenAt: z.iso.datetime(),
});
export type Baseline = z.infer<typeof baseline>;

/** A field's value as typed data; each field type of the playbook names its schema. */
export const fieldValue: z.ZodType<FieldValue> = z.json();
export type FieldValue = z.infer<ReturnType<typeof z.json>>;

export const methodMethods = {
  'method.check': query({
    input: z.object({}),
    output: methodState.extend({
      /** Guard rails the auditor has overridden. */
      overrides: z.array(z.object({ code: z.string(), reason: z.string(), at: z.iso.datetime() })),
    }),
  }),
  /** Every stored field, keyed `phase.step.field`. */
  'method.values': query({
    input: z.object({}),
    output: z.object({ values: z.record(z.string(), fieldValue) }),
  }),
  /**
   * Stores one field after validating it against its type; `null` clears it. A value that does not fit fails with
   * `field.invalid`; a change recorded before a baseline is frozen fails with `guard-rail.baseline-missing`.
   */
  'method.setField': command({
    input: z.object({ field: z.string(), value: fieldValue }),
    output: z.object({}),
  }),
  /** Goes on against a guard rail, for a reason that the journal and the report keep. */
  'method.override': command({
    input: z.object({ code: z.string(), reason: z.string().trim().min(1) }),
    output: z.object({}),
  }),
  /** Adds time worked on a phase; `manual` marks an entry made by hand, which the journal keeps. */
  'method.logTime': command({
    input: z.object({
      phase: z.number().int().min(0).max(7),
      minutes: z
        .number()
        .positive()
        .max(24 * 60),
      manual: z.boolean().optional(),
    }),
    output: z.object({}),
  }),
  /** Freezes a window under a name, over the series given or all that have samples in it. */
  'baseline.freeze': command({
    input: z.object({
      name: z.string().trim().min(1),
      fromMs: z.number(),
      toMs: z.number(),
      note: z.string().optional(),
      seriesIds: z.array(z.number().int()).optional(),
    }),
    output: z.object({ baseline }),
  }),
  'baseline.list': query({ input: z.object({}), output: z.object({ baselines: z.array(baseline) }) }),
  /** What undo and redo would act on, in words; null when there is nothing. */
  'edit.state': query({
    input: z.object({}),
    output: z.object({ undo: z.string().nullable(), redo: z.string().nullable() }),
  }),
  /** Takes back, or does again, the last change of a field, claim, evidence or source. */
  'edit.undo': command({ input: z.object({}), output: z.object({ undone: z.string().nullable() }) }),
  'edit.redo': command({ input: z.object({}), output: z.object({ redone: z.string().nullable() }) }),
};
