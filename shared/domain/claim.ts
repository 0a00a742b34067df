// A claim: a finding, constraint, hypothesis, decision or recommendation, and the evidence it rests on.
import { z } from 'zod';

export const level = z.enum(['high', 'medium', 'low']);
export const constraintType = z.enum(['cpu', 'io', 'memory', 'database', 'network']);

export const claim = z.object({
  id: z.number().int(),
  kind: z.enum(['finding', 'constraint', 'hypothesis', 'decision', 'recommendation']),
  title: z.string(),
  detail: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  status: z.enum(['open', 'confirmed', 'rejected', 'resolved']),
  /** For what is ranked: constraints and recommendations. */
  impact: level.nullable(),
  effort: level.nullable(),
  risk: level.nullable(),
  /** Which of the five kinds a constraint is. */
  constraintType: constraintType.nullable(),
  evidenceIds: z.array(z.number().int()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Claim = z.infer<typeof claim>;
