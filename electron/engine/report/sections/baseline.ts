import { formatCount, formatShare } from '../../../../shared/domain/format.ts';
import type { Baseline } from '../../../../shared/contract/method.ts';
import { seriesTitle } from '../../kinds/metrics/series.ts';
import type { PlainBlock } from '../blocks.ts';
import {
  absent,
  columns,
  computed,
  hash,
  heading,
  nameList,
  number,
  paragraph,
  prose,
  table,
} from '../parts.ts';
import { missingUnless, type Section } from './section.ts';

export const baseline: Section = {
  id: 'baseline',
  title: 'Baseline',
  build({ baselines, info, time, auditor }) {
    return {
      blocks:
        baselines.length === 0
          ? [absent('No baseline was frozen. Without one, no change can be shown to help.')]
          : baselines.flatMap(({ name, from, to, note, series, digest, frozenAt }) => [
              heading(3, name),
              paragraph(
                `${time(from)} to ${time(to)} ${info.timeZone}, ${formatCount(series.length)} series, frozen ${time(frozenAt)}.`,
              ),
              ...prose(note === '' ? [] : [note], auditor),
              ...coverageOf(series),
              paragraph(['Digest ', hash(digest)], 'muted'),
            ]),
      missing: missingUnless(baselines.length > 0, 'Baseline', 'No baseline was frozen.'),
    };
  },
};

const titleOf = ({ name, labels, unit }: Baseline['series'][number]): string =>
  `${seriesTitle(name, labels)}${unit === '' ? '' : `, ${unit}`}`;

/** Shown as 100 % to three digits. */
const wholeCoverage = 0.9995;

/** Series with holes in the window stand in a table; those without are only named. */
function coverageOf(series: Baseline['series']): PlainBlock[] {
  const whole = series.filter(({ coverage }) => coverage >= wholeCoverage);
  const partial = series.filter(({ coverage }) => coverage < wholeCoverage);
  const inPart = table(
    columns('Series that cover the window in part', number('Covered')),
    partial.map((item) => ({
      cells: [titleOf(item), computed(formatShare(item.coverage), item.coverage, '')],
    })),
  );
  return [
    ...(partial.length === 0 ? [] : [inPart]),
    ...(whole.length === 0
      ? []
      : [heading(4, 'Series that cover the window whole'), nameList(whole.map(titleOf))]),
  ];
}
