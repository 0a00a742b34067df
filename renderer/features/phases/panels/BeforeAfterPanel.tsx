import { formatNumber, formatShare, formatValue } from '../../../../shared/domain/format.ts';
import type { ComparedMetric } from '../../../../shared/playbook/verdict-shapes.ts';
import { comparisons, statistics } from '../../../../shared/playbook/field-types.ts';
import { useMethodCheck } from '../../../state/index.ts';
import { StateMark } from '../../../ui/index.ts';

const labelIn = (options: readonly { id: string; label: string }[], id: string | null): string =>
  options.find((option) => option.id === id)?.label ?? '';

/** Each success criterion with the measured value that decides it. */
export function BeforeAfterPanel() {
  const check = useMethodCheck().data;
  if (!check) return null;
  const { criteria, comparison } = check;
  if (criteria.length === 0 && comparison.length === 0) return null;
  return (
    <div className="panel stack">
      {comparison.length > 0 && <Changes comparison={comparison} />}
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
                const { metric, statistic, comparison: sense, threshold, unit, after, verdict } = criterion;
                return (
                  // oxlint-disable-next-line react/no-array-index-key -- criteria have no identity but their place
                  <tr key={index}>
                    <th scope="row">
                      {metric} {labelIn(statistics, statistic)} {labelIn(comparisons, sense)}{' '}
                      {formatValue(threshold, unit)}
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

function Changes({ comparison }: { comparison: readonly ComparedMetric[] }) {
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
          {comparison.map(({ metric, statistic, unit, before, after, change }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no identity but their place
            <tr key={index}>
              <th scope="row">
                {metric} {labelIn(statistics, statistic)}
              </th>
              <td className="number">{formatValue(before, unit)}</td>
              <td className="number">{formatValue(after, unit)}</td>
              <td className="number">
                {change === null ? formatNumber(change) : `${change > 0 ? '+' : ''}${formatShare(change)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
