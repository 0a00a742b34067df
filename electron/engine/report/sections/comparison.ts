import { formatNumber, formatShare, noValue } from '../../../../shared/domain/format.ts';
import { statistics } from '../../../../shared/playbook/field-types.ts';
import type { Inline } from '../blocks.ts';
import { absent, columns, number, table } from '../parts.ts';
import { labelIn } from '../words.ts';
import { missingUnless, type Section } from './section.ts';

export const comparison: Section = {
  id: 'comparison',
  title: 'Before and after',
  build({ check: { comparison: rows }, cite, cites }) {
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
          rows.map(({ metric, statistic, unit, before, after, change, evidenceIds }) => ({
            cells: [
              cite(metric),
              labelIn(statistics, statistic),
              measured(before, unit),
              measured(after, unit),
              changed(change),
              cites(evidenceIds),
            ],
          })),
        ),
      ],
      missing,
    };
  },
};

const measured = (value: number | null, unit: string): Inline =>
  value === null ? noValue : { kind: 'value', text: `${formatNumber(value)}\u202F${unit}`, value, unit };

const changed = (share: number | null): Inline =>
  share === null
    ? noValue
    : { kind: 'value', text: `${share > 0 ? '+' : ''}${formatShare(share)}`, value: share, unit: '' };
