// What a whole audit leaves behind, and what each part is made of.
import type { CheckId } from './check-id.ts';
import type { FieldKey } from './values.ts';

export interface Deliverable {
  id: string;
  title: string;
  description: string;
  /** Keys of the fields that must be complete. */
  fields: readonly FieldKey[];
  checks: readonly CheckId[];
}

export const deliverables: readonly Deliverable[] = [
  {
    id: 'baseline-snapshot',
    title: 'Baseline snapshot',
    description: 'The frozen window, its series and what was going on at the time.',
    fields: ['2.metrics.coverage', '2.collection.period', '2.context.traffic', '2.context.system'],
    checks: ['metrics-imported', 'baseline-frozen'],
  },
  {
    id: 'bottleneck-analysis',
    title: 'Bottleneck analysis',
    description: 'Which constraint limits the system, and why it is that one.',
    fields: ['3.breakdown.parts', '4.types.assessment', '4.priorities.dominant', '4.priorities.rationale'],
    checks: ['constraint-claimed', 'constraint-evidenced'],
  },
  {
    id: 'hypothesis-validation',
    title: 'Hypothesis validation',
    description: 'The tests that could have failed, and their outcome.',
    fields: ['5.hypotheses.list'],
    checks: ['hypothesis-decided', 'verdict-evidenced'],
  },
  {
    id: 'fix-list',
    title: 'Prioritised list of fixes',
    description: 'Candidates in order of impact, effort and risk.',
    fields: ['6.selection.candidates'],
    checks: ['constraints-rated'],
  },
  {
    id: 'implementation-plan',
    title: 'Implementation plan',
    description: 'The steps, each with the way its effect is measured.',
    fields: ['6.selection.reason', '6.plan.steps'],
    checks: [],
  },
  {
    id: 'risk-assessment',
    title: 'Risk assessment',
    description: 'What could go wrong, and what limits it.',
    fields: ['6.plan.risks'],
    checks: [],
  },
  {
    id: 'cost-benefit',
    title: 'Cost and benefit',
    description: 'What the problem costs, and what the cure costs.',
    fields: ['1.impact.figures', '6.plan.cost-benefit'],
    checks: [],
  },
  {
    id: 'before-after',
    title: 'Before and after',
    description: 'The measured effect, against the baseline and the success criteria.',
    fields: ['1.criteria.list', '7.comparison.table', '7.comparison.verdict', '7.validation.period'],
    checks: ['baseline-frozen'],
  },
  {
    id: 'recommendations',
    title: 'Recommendations',
    description: 'What comes next, and what was deliberately left alone.',
    fields: ['7.documentation.not-changed', '7.transfer.next'],
    checks: [],
  },
  {
    id: 'audit-report',
    title: 'Audit report',
    description: 'The whole, readable by somebody who was not there.',
    fields: [
      '1.symptoms.list',
      '1.scope.in',
      '1.scope.out',
      '7.documentation.what',
      '7.documentation.why',
      '7.documentation.impact',
    ],
    checks: ['finding-written'],
  },
];
