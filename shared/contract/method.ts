import { z } from 'zod';
import { command, query } from './define.ts';

export const phaseState = z.enum(['not-started', 'in-progress', 'done']);
export const guardRailState = z.enum(['ok', 'warning', 'violated', 'not-applicable']);

export const guardRail = z.object({
  code: z.string(),
  state: guardRailState,
  message: z.string(),
});
export const deliverable = z.object({
  id: z.string(),
  title: z.string(),
  done: z.boolean(),
  missing: z.array(z.string()),
});
export const phaseStatus = z.object({
  /** 0 is the preparation, 1 to 7 the phases of the method. */
  id: z.number().int(),
  title: z.string(),
  state: phaseState,
  /** Required fields and checks done, of all required. */
  done: z.number().int(),
  required: z.number().int(),
  /** Labels of what is still missing. */
  missing: z.array(z.string()),
  minutesSpent: z.number(),
});
export type PhaseStatus = z.infer<typeof phaseStatus>;

/** A field's value as typed data; each field type of the playbook names its schema. */
export const fieldValue: z.ZodType<FieldValue> = z.json();
export type FieldValue = z.infer<ReturnType<typeof z.json>>;

export const methodMethods = {
  'method.check': query({
    input: z.object({}),
    output: z.object({
      guardRails: z.array(guardRail),
      deliverables: z.array(deliverable),
      phases: z.array(phaseStatus),
    }),
  }),
  /** Every stored field, keyed `phase.step.field`. */
  'method.values': query({
    input: z.object({}),
    output: z.object({ values: z.record(z.string(), fieldValue) }),
  }),
  /** Stores one field after validating it against its type; `null` clears it. */
  'method.setField': command({
    input: z.object({ field: z.string(), value: fieldValue }),
    output: z.object({}),
  }),
  /** Adds time worked on a phase. */
  'method.logTime': command({
    input: z.object({
      phase: z.number().int().min(0).max(7),
      minutes: z
        .number()
        .positive()
        .max(24 * 60),
    }),
    output: z.object({}),
  }),
  /** Takes back, or does again, the last change of a field, claim, evidence or source. */
  'edit.undo': command({ input: z.object({}), output: z.object({ undone: z.string().nullable() }) }),
  'edit.redo': command({ input: z.object({}), output: z.object({ redone: z.string().nullable() }) }),
};
