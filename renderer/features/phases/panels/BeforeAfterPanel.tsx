import { formatNumber, formatShare, formatValue } from '../../../../shared/domain/format.ts';
import type {
  ComparedMetric,
  CriterionVerdict,
  FigureBasis,
} from '../../../../shared/playbook/verdict-shapes.ts';
import { comparisons, statistics } from '../../../../shared/playbook/field-types.ts';
import { StandingMark } from '../../../evidence/index.ts';
import { useMethodCheck } from '../../../state/index.ts';
import { StateMark, type Tone } from '../../../ui/index.ts';

const labelIn = (options: readonly { id: string; label: string }[], id: string | null): string =>
  options.find((option) => option.id === id)?.label ?? '';

const verdictMarks: Readonly<Record<CriterionVerdict['verdict'], { tone: Tone; word: string }>> = {
  met: { tone: 'good', word: 'Met' },
  missed: { tone: 'bad', word: 'Missed' },
  stated: { tone: 'warn', word: 'Stated, not measured' },
  unmeasured: { tone: 'plain', word: 'Not measured' },
};

interface BasedFigureProps {
  value: number | null;
  unit: string;
  basis: FigureBasis | null;
}

function BasedFigure({ value, unit, basis }: BasedFigureProps) {
  return (
    <>
      {formatValue(value, unit)}
      {basis && <StandingMark of={basis} />}
    </>
  );
}

/** Each success criterion with the measured value that decides it; one that was only typed decides nothing. */
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
                const {
                  metric,
                  statistic,
                  comparison: sense,
                  threshold,
                  unit,
                  after,
                  afterBasis,
                } = criterion;
                const { tone, word } = verdictMarks[criterion.verdict];
                return (
                  // oxlint-disable-next-line react/no-array-index-key -- criteria have no identity but their place
                  <tr key={index}>
                    <th scope="row">
                      {metric} {labelIn(statistics, statistic)} {labelIn(comparisons, sense)}{' '}
                      {formatValue(threshold, unit)}
                    </th>
                    <td className="number">
                      <BasedFigure value={after} unit={unit} basis={afterBasis} />
                    </td>
                    <td>
                      <StateMark tone={tone}>{word}</StateMark>
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
          {comparison.map(({ metric, statistic, unit, change, ...row }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no identity but their place
            <tr key={index}>
              <th scope="row">
                {metric} {labelIn(statistics, statistic)}
              </th>
              <td className="number">
                <BasedFigure value={row.before} unit={unit} basis={row.beforeBasis} />
              </td>
              <td className="number">
                <BasedFigure value={row.after} unit={unit} basis={row.afterBasis} />
              </td>
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
