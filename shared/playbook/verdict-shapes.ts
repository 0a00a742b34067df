// What the app concludes from an audit's content, as it leaves the engine: shared/playbook/verdicts.ts decides it, and
// window, report and command line print it. Every `sentence` is printed as it stands.
import { z } from 'zod';
import { comparisons, statistics } from './field-types.ts';
import { claim } from '../domain/claim.ts';

const ids = z.array(z.number().int());

/** The claim an answer speaks of, as far as a reader needs it. */
export const answeredClaim = claim.pick({ id: true, title: true, detail: true, status: true });
export type AnsweredClaim = z.infer<typeof answeredClaim>;

const aboutClaim = {
  sentence: z.string(),
  claim: answeredClaim,
  evidenceIds: ids,
  /** The auditor's reason for naming this claim; empty where none is written about it. */
  rationale: z.string(),
};

/** Which constraint limited the system until a change lifted it. */
export const limitedBefore = z.discriminatedUnion('state', [
  /** By a change that took effect and was measured. */
  z.object({ state: z.literal('lifted'), ...aboutClaim, change: z.string() }),
  /** By the auditor's word: the constraint named dominant is resolved. */
  z.object({ state: z.literal('resolved'), ...aboutClaim }),
]);
export type LimitedBefore = z.infer<typeof limitedBefore>;

/** Which constraint limits the system now. Only the auditor names one. */
export const limitsNow = z.discriminatedUnion('state', [
  z.object({ state: z.literal('named'), ...aboutClaim }),
  /** Constraints are claimed and none is named; `candidates` has them in order, first in line first. */
  z.object({
    state: z.literal('not-named'),
    sentence: z.string(),
    candidates: z.array(answeredClaim).min(1),
  }),
  z.object({ state: z.literal('none-claimed'), sentence: z.string() }),
]);
export type LimitsNow = z.infer<typeof limitsNow>;

/** A constraint in its place in line: the one named, then those that wait, then those no longer in line. */
export const rankedConstraint = z.object({
  claimId: z.number().int(),
  standing: z.enum(['named', 'waiting', 'lifted', 'resolved']),
});
export type RankedConstraint = z.infer<typeof rankedConstraint>;

export const nextDecision = z.object({
  /** The open claim or the field it is read from; `none` where nothing waits, which `what` then says. */
  from: z.enum(['decision', 'recommendation', 'next-steps', 'none']),
  what: z.string(),
  detail: z.string(),
  claimId: z.number().int().nullable(),
});
export type NextDecision = z.infer<typeof nextDecision>;

export const decisionTaken = z.object({
  what: z.string(),
  detail: z.string(),
  claimId: z.number().int(),
});
export type DecisionTaken = z.infer<typeof decisionTaken>;

/** The one thing to do next, and where it is done. */
export const nextStep = z.object({
  label: z.string(),
  /** Why this and nothing else. */
  reason: z.string(),
  place: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sources') }),
    z.object({ kind: z.literal('phase'), phase: z.number().int() }),
    z.object({ kind: z.literal('report') }),
  ]),
});
export type NextStep = z.infer<typeof nextStep>;

/** Whether a figure was computed, and by which evidence, or was only typed. */
export const figureBasis = z.discriminatedUnion('standing', [
  z.object({ standing: z.literal('computed'), evidenceId: z.number().int() }),
  z.object({ standing: z.literal('stated') }),
]);
export type FigureBasis = z.infer<typeof figureBasis>;

/** How many of the success criteria are met. */
export const targets = z.object({
  sentence: z.string(),
  met: z.number().int(),
  missed: z.number().int(),
  /** A value was written down and no evidence gives it, so that it decides nothing. */
  stated: z.number().int(),
  unmeasured: z.number().int(),
});
export type Targets = z.infer<typeof targets>;

const statistic = z.enum(statistics.map(({ id }) => id)).nullable();

/** A success criterion and the measured value that decides it. */
export const criterionVerdict = z.object({
  metric: z.string(),
  statistic,
  comparison: z.enum(comparisons.map(({ id }) => id)).nullable(),
  threshold: z.number().nullable(),
  /** The criterion's own; `before` and `after` are in it too. */
  unit: z.string(),
  /** What it was at the start: as the criterion states it, else as it was measured before the change. */
  before: z.number().nullable(),
  beforeBasis: figureBasis.nullable(),
  after: z.number().nullable(),
  afterBasis: figureBasis.nullable(),
  /** `met` and `missed` by a computed value alone; `stated` where there is a value and nothing computed it. */
  verdict: z.enum(['met', 'missed', 'stated', 'unmeasured']),
  /** What the measurement rests on. */
  evidenceIds: ids,
});
export type CriterionVerdict = z.infer<typeof criterionVerdict>;

/**
 * A metric before and after the change, in the unit it is written down in. A value that its evidence gives is the
 * evidence's own, with all its digits; any other stands as it was typed.
 */
export const comparedMetric = z.object({
  metric: z.string(),
  statistic,
  unit: z.string(),
  before: z.number().nullable(),
  beforeBasis: figureBasis.nullable(),
  after: z.number().nullable(),
  afterBasis: figureBasis.nullable(),
  /** Of the value before: −0.42 is 42 % less. Null where it cannot be said. */
  change: z.number().nullable(),
  evidenceIds: ids,
});
export type ComparedMetric = z.infer<typeof comparedMetric>;

/** The answer to the question of the audit: which constraint limits, and what should be decided next. */
export const auditAnswer = z.object({
  /** Null while nothing was changed. */
  limitedBefore: limitedBefore.nullable(),
  limitsNow,
  /** Every constraint that is not rejected. */
  constraints: z.array(rankedConstraint),
  /** The decision taken last; null while there is none. */
  decisionTaken: decisionTaken.nullable(),
  nextDecision,
  nextStep,
  targets,
});
export type AuditAnswer = z.infer<typeof auditAnswer>;
