import { formatShare, noValue } from '../../../../shared/domain/format.ts';
import { statistics } from '../../../../shared/playbook/field-types.ts';
import type { ComparedMetric } from '../../../../shared/playbook/verdict-shapes.ts';
import type { Inline } from '../blocks.ts';
import { absent, based, columns, computed, number, stated, table } from '../parts.ts';
import { labelIn } from '../words.ts';
import { missingUnless, type Section } from './section.ts';

export const comparison: Section = {
  id: 'comparison',
  title: 'Before and after',
  build({ check: { comparison: rows }, cite, cites, auditor }) {
    const missing = missingUnless(
      rows.length > 0,
      'Before and after',
      'Nothing was compared before and after.',
    );
    if (rows.length === 0) {
      return { blocks: [absent('Nothing was compared before and after a change.')], missing };
    }
    return {
      blocks: [
        table(
          columns('Metric', 'Statistic', number('Before'), number('After'), number('Change'), 'Evidence'),
          rows.map((row) => ({
            cells: [
              cite(row.metric),
              labelIn(statistics, row.statistic),
              based(row.before, row.unit, row.beforeBasis, auditor),
              based(row.after, row.unit, row.afterBasis, auditor),
              changed(row, auditor),
              cites(row.evidenceIds),
            ],
          })),
          auditor,
        ),
      ],
      missing,
    };
  },
};

/** A change is computed where both its ends are. */
function changed({ change, beforeBasis, afterBasis }: ComparedMetric, auditor: string): Inline {
  if (change === null) return noValue;
  const text = `${change > 0 ? '+' : ''}${formatShare(change)}`;
  return beforeBasis?.standing === 'computed' && afterBasis?.standing === 'computed'
    ? computed(text, change, '', beforeBasis.evidenceId, afterBasis.evidenceId)
    : stated(text, change, '', auditor);
}
