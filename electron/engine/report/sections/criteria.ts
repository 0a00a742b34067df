import { formatNumber, noValue, thinSpace } from '../../../../shared/domain/format.ts';
import { comparisons, statistics } from '../../../../shared/playbook/field-types.ts';
import type { CriterionVerdict } from '../../../../shared/playbook/verdict-shapes.ts';
import { absent, based, columns, number, state, table } from '../parts.ts';
import { labelIn } from '../words.ts';
import { missingUnless, type Section } from './section.ts';

export const criteria: Section = {
  id: 'criteria',
  title: 'Success criteria',
  build({ check: { criteria: all }, cite, cites, auditor }) {
    if (all.length === 0) {
      return {
        blocks: [absent('No success criteria were set.')],
        missing: missingUnless(false, 'Success criteria', 'No success criteria were set.'),
      };
    }
    const count = (wanted: CriterionVerdict['verdict']): number =>
      all.filter(({ verdict }) => verdict === wanted).length;
    const [unmeasured, statedOnly] = [count('unmeasured'), count('stated')];
    return {
      blocks: [
        table(
          columns('Criterion', number('At the start'), number('Measured'), 'Verdict', 'Evidence'),
          all.map((criterion) => ({
            cells: [
              cite(textOf(criterion)),
              based(criterion.before, criterion.unit, criterion.beforeBasis, auditor),
              based(criterion.after, criterion.unit, criterion.afterBasis, auditor),
              verdicts[criterion.verdict],
              cites(criterion.evidenceIds),
            ],
          })),
          auditor,
        ),
      ],
      missing: [
        ...missingUnless(
          unmeasured === 0,
          'Success criteria',
          `${unmeasured} of ${all.length} criteria have no measurement.`,
        ),
        ...missingUnless(
          statedOnly === 0,
          'Success criteria',
          `${statedOnly} of ${all.length} criteria have a value that is stated and not measured.`,
        ),
      ],
    };
  },
};

/** `Checkout latency, p95, below 500 ms`. */
const textOf = ({ metric, statistic, comparison, threshold, unit }: CriterionVerdict): string =>
  `${metric}, ${labelIn(statistics, statistic)}, ${labelIn(comparisons, comparison)} ${withUnit(threshold, unit)}`;

const withUnit = (value: number | null, unit: string): string =>
  value === null ? noValue : unit === '' ? formatNumber(value) : `${formatNumber(value)}${thinSpace}${unit}`;

const verdicts = {
  met: state('✓ Met', 'good'),
  missed: state('✗ Not met', 'bad'),
  stated: state('Stated, not measured', 'warn'),
  unmeasured: state('Not measured', 'muted'),
} as const;
