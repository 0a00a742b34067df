// What should be decided next, and what was decided last.
import type { Claim } from '../../domain/claim.ts';
import type { DecisionTaken, NextDecision } from '../verdict-shapes.ts';
import type { AuditFacts } from '../facts.ts';
import { byPriority } from '../priority.ts';
import { textAt, valueAt } from '../values.ts';

const byLine = (a: Claim, b: Claim): number => byPriority(a, b) || a.id - b.id;

/**
 * An open decision first, then an open recommendation, then the first of the next steps of phase 7. A claim that is
 * confirmed, rejected or resolved has been decided.
 */
export function nextDecision(facts: AuditFacts): NextDecision {
  for (const from of ['decision', 'recommendation'] as const) {
    const [first] = facts.claims
      .filter(({ kind, status }) => kind === from && status === 'open')
      .toSorted(byLine);
    if (first) return { from, what: first.title, detail: first.detail, claimId: first.id };
  }
  const step = valueAt(facts, '7.transfer.next')?.find((text) => text.trim() !== '');
  return step === undefined
    ? {
        from: 'none',
        what: 'The audit has not said what should be decided next.',
        detail: textAt(facts, '0.stakeholders.decision'),
        claimId: null,
      }
    : { from: 'next-steps', what: step.trim(), detail: '', claimId: null };
}

/** The confirmed decision written down last; its grounds are its own, else why the fix was chosen in phase 6. */
export function decisionTaken(facts: AuditFacts): DecisionTaken | null {
  const last = facts.claims
    .filter(({ kind, status }) => kind === 'decision' && status === 'confirmed')
    .toSorted((a, b) => b.id - a.id)[0];
  return last
    ? { what: last.title, detail: last.detail || textAt(facts, '6.selection.reason'), claimId: last.id }
    : null;
}
