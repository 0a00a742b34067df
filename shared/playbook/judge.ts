// The state of the whole method, from the content of the audit alone.
import { checks, type CheckId } from './checks.ts';
import { deliverables } from './deliverables.ts';
import type { AuditFacts } from './facts.ts';
import { isEmpty, missingIn } from './field-types.ts';
import { guardRails, judge, type GuardRailState } from './guard-rails.ts';
import type { Phase } from './phase.ts';
import { fieldKey, fieldsByKey, phases } from './playbook.ts';

export interface MethodState {
  guardRails: { code: string; state: GuardRailState; message: string }[];
  deliverables: { id: string; title: string; done: boolean; missing: string[] }[];
  phases: {
    id: number;
    title: string;
    state: 'not-started' | 'in-progress' | 'done';
    done: number;
    required: number;
    missing: string[];
    minutesSpent: number;
  }[];
}

/** Judges phases, guard rails and deliverables. Pure: the same facts give the same state. */
export function judgeMethod(facts: AuditFacts): MethodState {
  return {
    guardRails: guardRails.map((rail) => ({ code: rail.code, ...judge(rail, facts) })),
    deliverables: deliverables.map(({ id, title, fields, checks: asked }) => {
      const missing = [
        ...fields.flatMap((key) => {
          const placed = fieldsByKey.get(key);
          return placed ? missingIn(placed.field, facts.values.get(key)) : [];
        }),
        ...failing(asked, facts),
      ];
      return { id, title, done: missing.length === 0, missing };
    }),
    phases: phases.map((phase) => judgePhase(phase, facts)),
  };
}

const failing = (asked: readonly CheckId[], facts: AuditFacts): string[] =>
  asked.filter((id) => !checks[id].holds(facts)).map((id) => checks[id].label);

/** What one step still lacks, and how many things it asks for. */
export function judgeStep(
  phase: Phase,
  step: Phase['steps'][number],
  facts: AuditFacts,
): { required: number; done: number; missing: string[] } {
  const fields = step.fields.filter(({ required }) => required === true);
  const missingByField = fields.map((field) =>
    missingIn(field, facts.values.get(fieldKey(phase, step, field))),
  );
  const missingChecks = failing(step.checks ?? [], facts);
  const required = fields.length + (step.checks?.length ?? 0);
  const open = missingByField.filter((missing) => missing.length > 0).length + missingChecks.length;
  return { required, done: required - open, missing: [...missingByField.flat(), ...missingChecks] };
}

function judgePhase(phase: Phase, facts: AuditFacts): MethodState['phases'][number] {
  const steps = phase.steps.map((step) => judgeStep(phase, step, facts));
  const required = steps.reduce((sum, step) => sum + step.required, 0);
  const done = steps.reduce((sum, step) => sum + step.done, 0);
  const minutesSpent = facts.minutes.get(phase.id) ?? 0;
  const begun =
    minutesSpent > 0 ||
    [...facts.values].some(([key, value]) => key.startsWith(`${phase.id}.`) && !isEmpty(value));
  return {
    id: phase.id,
    title: phase.title,
    state: done === required ? 'done' : begun ? 'in-progress' : 'not-started',
    done,
    required,
    missing: steps.flatMap(({ missing }) => missing),
    minutesSpent,
  };
}
