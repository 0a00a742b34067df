// Facts of the audit that a step or a deliverable can ask for beside its fields.
import type { CheckId } from './check-id.ts';
import { existingIds, type AuditFacts } from './facts.ts';
import { rowsAt, type RowOf } from './values.ts';

interface Check {
  /** What is missing while the check does not hold. */
  label: string;
  holds(facts: AuditFacts): boolean;
}

const constraintsIn = (facts: AuditFacts): AuditFacts['claims'] =>
  facts.claims.filter(({ kind, status }) => kind === 'constraint' && status !== 'rejected');

type Verdict = RowOf<'5.hypotheses.list'>['verdict'];

/** Whether a hypothesis has been decided, be it that the test could not tell. */
export const isVerdict = (verdict: Verdict): boolean =>
  verdict !== null && verdict !== undefined && verdict !== 'open';

const decided = (facts: AuditFacts): boolean =>
  rowsAt(facts, '5.hypotheses.list').some(({ verdict }) => isVerdict(verdict)) ||
  facts.claims.some(({ kind, status }) => kind === 'hypothesis' && status !== 'open');

const evidencedVerdict = (facts: AuditFacts): boolean =>
  rowsAt(facts, '5.hypotheses.list').some(
    ({ verdict, evidence }) =>
      (verdict === 'confirmed' || verdict === 'rejected') &&
      existingIds(evidence, facts.evidenceIds).length > 0,
  ) ||
  facts.claims.some(
    ({ kind, status, evidenceIds }) => kind === 'hypothesis' && status !== 'open' && evidenceIds.length > 0,
  );

// Written out, not taken from the table: what a check asks is typed from the phases, and the phases name checks.
export const checks: Readonly<Record<CheckId, Check>> = {
  'metrics-imported': {
    label: 'Import metrics',
    holds: (facts) => (facts.sourceCounts['metrics'] ?? 0) > 0,
  },
  'traces-imported': {
    label: 'Import traces',
    holds: (facts) => (facts.sourceCounts['traces'] ?? 0) > 0,
  },
  'baseline-frozen': {
    label: 'Freeze a baseline',
    holds: (facts) => facts.baselines.length > 0,
  },
  'constraint-claimed': {
    label: 'Write down a constraint',
    holds: (facts) => constraintsIn(facts).length > 0,
  },
  'constraints-rated': {
    label: 'Rate impact, effort and risk of each constraint',
    holds: (facts) =>
      constraintsIn(facts).length > 0 &&
      constraintsIn(facts).every(
        ({ impact, effort, risk }) => impact !== null && effort !== null && risk !== null,
      ),
  },
  'constraint-evidenced': {
    label: 'Attach evidence to a constraint',
    holds: (facts) => constraintsIn(facts).some(({ evidenceIds }) => evidenceIds.length > 0),
  },
  'hypothesis-decided': {
    label: 'Reach a verdict on a hypothesis',
    holds: decided,
  },
  'verdict-evidenced': {
    label: 'Attach evidence to a verdict',
    holds: evidencedVerdict,
  },
  'finding-written': {
    label: 'Write a finding that rests on evidence',
    holds: (facts) =>
      facts.claims.some(({ kind, evidenceIds }) => kind === 'finding' && evidenceIds.length > 0),
  },
};
