// Facts of the audit that a step or a deliverable can ask for beside its fields.
import { existingIds, rowsOf, textOf, type AuditFacts } from './facts.ts';

interface Check {
  /** What is missing while the check does not hold. */
  label: string;
  holds(facts: AuditFacts): boolean;
}

const constraintsIn = (facts: AuditFacts): AuditFacts['claims'] =>
  facts.claims.filter(({ kind, status }) => kind === 'constraint' && status !== 'rejected');

const decided = (facts: AuditFacts): boolean =>
  rowsOf(facts, '5.hypotheses.list').some(
    (row) => textOf(row['verdict']) !== '' && row['verdict'] !== 'open',
  ) || facts.claims.some(({ kind, status }) => kind === 'hypothesis' && status !== 'open');

const evidencedVerdict = (facts: AuditFacts): boolean =>
  rowsOf(facts, '5.hypotheses.list').some(
    (row) =>
      (row['verdict'] === 'confirmed' || row['verdict'] === 'rejected') &&
      existingIds(row['evidence'], facts.evidenceIds).length > 0,
  ) ||
  facts.claims.some(
    ({ kind, status, evidenceIds }) => kind === 'hypothesis' && status !== 'open' && evidenceIds.length > 0,
  );

export const checks = {
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
} as const satisfies Record<string, Check>;

export type CheckId = keyof typeof checks;
