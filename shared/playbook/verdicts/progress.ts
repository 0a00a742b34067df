// How far the work is: what each step, phase and deliverable still lacks, and the one thing to do next.
import type { Deliverable as DeliverableStatus, PhaseStatus, StepStatus } from '../method-state.ts';
import type { NextStep } from '../verdict-shapes.ts';
import type { CheckId } from '../check-id.ts';
import { checks } from '../checks.ts';
import { deliverables } from '../deliverables.ts';
import type { AuditFacts } from '../facts.ts';
import { isEmpty, missingIn, type Field } from '../field-types.ts';
import type { Phase, Step } from '../phase.ts';
import { fieldKey, fieldsByKey } from '../playbook.ts';
import { readValue } from '../values.ts';

const missingAt = (facts: AuditFacts, key: string, field: Field): string[] =>
  missingIn(field, readValue(field, facts.values.get(key)));

const failing = (asked: readonly CheckId[], facts: AuditFacts): { id: CheckId; label: string }[] =>
  asked.filter((id) => !checks[id].holds(facts)).map((id) => ({ id, label: checks[id].label }));

/** What one step still lacks, of the fields and checks it asks for. */
function judgeStep(phase: Phase, step: Step, facts: AuditFacts): StepStatus {
  const fields = step.fields.filter(({ required }) => required === true);
  const missingByField = fields.map((field) => missingAt(facts, fieldKey(phase, step, field), field));
  const openChecks = failing(step.checks ?? [], facts);
  const required = fields.length + (step.checks?.length ?? 0);
  const open = missingByField.filter((missing) => missing.length > 0).length + openChecks.length;
  return {
    id: step.id,
    required,
    done: required - open,
    missing: [...missingByField.flat(), ...openChecks.map(({ label }) => label)],
    openChecks,
  };
}

/** A phase is done with its last required field and check; it is begun with the first value or minute. */
export function judgePhase(phase: Phase, facts: AuditFacts): PhaseStatus {
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
    steps,
  };
}

/** What each deliverable still lacks. */
export function judgeDeliverables(facts: AuditFacts): DeliverableStatus[] {
  return deliverables.map(({ id, title, fields, checks: asked }) => {
    const missing = [
      ...fields.flatMap((key) => {
        const placed = fieldsByKey.get(key);
        return placed ? missingAt(facts, key, placed.field) : [];
      }),
      ...failing(asked, facts).map(({ label }) => label),
    ];
    return { id, title, done: missing.length === 0, missing };
  });
}

const sourcesIn = ({ sourceCounts }: AuditFacts): number =>
  Object.values(sourceCounts).reduce((sum, count) => sum + count, 0);

/** Where the work goes on: evidence once the problem is stated, then the first phase not done, then the report. */
export function nextStep(facts: AuditFacts, phases: readonly PhaseStatus[]): NextStep {
  const [first, second] = phases;
  const isPrepared = first?.state === 'done' && second?.state === 'done';
  if (isPrepared && sourcesIn(facts) === 0) {
    return {
      label: 'Import evidence',
      reason: 'The problem is stated and no evidence is here to judge it by.',
      place: { kind: 'sources' },
    };
  }
  const phase = phases.find(({ state }) => state !== 'done');
  if (!phase) {
    return {
      label: 'Review the report',
      reason: 'Every phase is done; the report can be read, signed and handed over.',
      place: { kind: 'report' },
    };
  }
  const [missing] = phase.missing;
  return {
    label: `${phase.state === 'not-started' ? 'Begin' : 'Continue'} phase ${phase.id}: ${phase.title}`,
    reason: missing ? `Missing first: ${missing}.` : 'Nothing has been written there yet.',
    place: { kind: 'phase', phase: phase.id },
  };
}
