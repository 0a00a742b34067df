// The one judgement of an audit: all that the app concludes from its content. Pure: the same facts give the same
// verdicts. The engine asks once (`method.check`); window, report and command line show what it says.
import type { MethodState } from './method-state.ts';
import type { AuditFacts } from './facts.ts';
import { guardRails, judge } from './guard-rails.ts';
import { phases } from './playbook.ts';
import { constraintAnswer } from './verdicts/constraint.ts';
import { decisionTaken, nextDecision } from './verdicts/decision.ts';
import { comparisonOf, criteriaOf, targetsOf } from './verdicts/measured.ts';
import { judgeDeliverables, judgePhase, nextStep } from './verdicts/progress.ts';

export { constraintAnswer } from './verdicts/constraint.ts';
export { decisionTaken, nextDecision } from './verdicts/decision.ts';
export { judgePhase, nextStep } from './verdicts/progress.ts';

/** How the two answers about the constraint are called, wherever both stand. */
export const constraintLabels = {
  limitedBefore: 'Limited before the change',
  limitsNow: 'Limits now',
} as const;

export function judgeMethod(facts: AuditFacts): MethodState {
  const judgedPhases = phases.map((phase) => judgePhase(phase, facts));
  const criteria = criteriaOf(facts);
  return {
    answer: {
      ...constraintAnswer(facts),
      decisionTaken: decisionTaken(facts),
      nextDecision: nextDecision(facts),
      nextStep: nextStep(facts, judgedPhases),
      targets: targetsOf(criteria),
    },
    criteria,
    comparison: comparisonOf(facts),
    guardRails: guardRails.map((rail) => ({ code: rail.code, ...judge(rail, facts) })),
    deliverables: judgeDeliverables(facts),
    phases: judgedPhases,
  };
}
