// The judgement of a whole audit, as it leaves the engine.
import { z } from 'zod';
import { auditAnswer, comparedMetric, criterionVerdict } from './verdict-shapes.ts';

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
export type Deliverable = z.infer<typeof deliverable>;

export const stepStatus = z.object({
  /** As the playbook names the step within its phase. */
  id: z.string(),
  required: z.number().int(),
  done: z.number().int(),
  /** Labels of what is still missing, open checks included. */
  missing: z.array(z.string()),
  openChecks: z.array(z.object({ id: z.string(), label: z.string() })),
});
export type StepStatus = z.infer<typeof stepStatus>;

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
  steps: z.array(stepStatus),
});
export type PhaseStatus = z.infer<typeof phaseStatus>;

/** The whole judgement of an audit. */
export const methodState = z.object({
  answer: auditAnswer,
  criteria: z.array(criterionVerdict),
  comparison: z.array(comparedMetric),
  guardRails: z.array(guardRail),
  deliverables: z.array(deliverable),
  phases: z.array(phaseStatus),
});
export type MethodState = z.infer<typeof methodState>;
