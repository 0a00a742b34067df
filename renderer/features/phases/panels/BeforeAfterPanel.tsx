import { formatNumber, formatShare, formatValue } from '../../../../shared/domain/format.ts';
import { comparisons, recordsIn, statistics, type Row } from '../../../../shared/playbook/field-types.ts';
import { StateMark } from '../../../ui/index.ts';
import { judgeCriterion } from '../criteria.ts';
import type { PanelProps } from './registry.tsx';

const labelIn = (options: readonly { id: string; label: string }[], id: unknown): string =>
  options.find((option) => option.id === id)?.label ?? '';
const numberOr = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null);

/** Each success criterion with the measured value that decides it. */
export function BeforeAfterPanel({ values }: PanelProps) {
  const criteria = recordsIn(values['1.criteria.list']).map(({ row }) => row);
  const measured = recordsIn(values['7.comparison.table']).map(({ row }) => row);
  if (criteria.length === 0 && measured.length === 0) return null;
  return (
    <div className="panel stack">
      {measured.length > 0 && <Changes measured={measured} />}
      {criteria.length > 0 && (
        <div className="table-scroll">
          <table className="plain-table">
            <caption>Success criteria</caption>
            <thead>
              <tr>
                <th scope="col">Criterion</th>
                <th scope="col" className="number">
                  Measured
                </th>
                <th scope="col">Verdict</th>
              </tr>
            </thead>
            <tbody>
              {criteria.map((criterion, index) => {
                const { after, verdict } = judgeCriterion(criterion, measured);
                const unit = String(criterion['unit'] ?? '');
                return (
                  // oxlint-disable-next-line react/no-array-index-key -- criteria have no identity but their place
                  <tr key={index}>
                    <th scope="row">
                      {String(criterion['metric'] ?? '')} {labelIn(statistics, criterion['statistic'])}{' '}
                      {labelIn(comparisons, criterion['comparison'])}{' '}
                      {formatValue(numberOr(criterion['threshold']), unit)}
                    </th>
                    <td className="number">{after === null ? '–' : formatValue(after, unit)}</td>
                    <td>
                      {verdict === 'met' && <StateMark tone="good">Met</StateMark>}
                      {verdict === 'missed' && <StateMark tone="bad">Missed</StateMark>}
                      {verdict === 'unmeasured' && <StateMark tone="plain">Not measured</StateMark>}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Changes({ measured }: { measured: readonly Row[] }) {
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <caption>Before and after</caption>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col" className="number">
              Before
            </th>
            <th scope="col" className="number">
              After
            </th>
            <th scope="col" className="number">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {measured.map((row, index) => {
            const [before, after] = [numberOr(row['before']), numberOr(row['after'])];
            const unit = String(row['unit'] ?? '');
            const change =
              before !== null && after !== null && before !== 0 ? (after - before) / Math.abs(before) : null;
            return (
              // oxlint-disable-next-line react/no-array-index-key -- rows have no identity but their place
              <tr key={index}>
                <th scope="row">
                  {String(row['metric'] ?? '')} {labelIn(statistics, row['statistic'])}
                </th>
                <td className="number">{formatValue(before, unit)}</td>
                <td className="number">{formatValue(after, unit)}</td>
                <td className="number">
                  {change === null ? formatNumber(change) : `${change > 0 ? '+' : ''}${formatShare(change)}`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
