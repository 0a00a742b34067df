import { useMemo } from 'react';
import type { Series } from '../../../shared/contract/metrics.ts';
import { normaliseName } from '../../../shared/domain/catalog.ts';
import { formatValue } from '../../../shared/domain/format.ts';
import type { CriterionVerdict } from '../../../shared/playbook/verdict-shapes.ts';
import { convertUnit } from '../../../shared/domain/units.ts';
import { useMethodCheck } from '../../state/index.ts';
import type { Rule } from './chartOption.ts';

const signs: Readonly<Record<NonNullable<CriterionVerdict['comparison']>, string>> = {
  lt: '<',
  le: '≤',
  gt: '>',
  ge: '≥',
};

/** The success criteria that speak of one of these series, in its unit. */
export function useCriteriaRules(shown: readonly Series[]): Rule[] {
  const criteria = useMethodCheck().data?.criteria;
  return useMemo(() => (criteria ?? []).flatMap((criterion) => rulesOf(criterion, shown)), [criteria, shown]);
}

/** One rule for each unit of the series that the criterion speaks of; the label keeps the criterion's own unit. */
function rulesOf(criterion: CriterionVerdict, shown: readonly Series[]): Rule[] {
  const { metric, statistic, comparison, threshold, unit } = criterion;
  if (metric === '' || threshold === null) return [];
  const words = normaliseName(metric).split('_');
  const isMeant = (series: Series): boolean => {
    const name = `${normaliseName(series.name)}_${series.metric ?? ''}`;
    return words.some((word) => word.length > 2 && name.includes(word));
  };
  const sign = comparison === null ? '' : signs[comparison];
  const measured = statistic === null ? metric : `${metric} ${statistic}`;
  const label = `${measured} ${sign} ${formatValue(threshold, unit)}`;
  return [...new Set(shown.filter(isMeant).map((series) => series.unit))].flatMap((shownUnit) => {
    const value = convertUnit(threshold, unit, shownUnit);
    return value === null ? [] : [{ label, value, unit: shownUnit }];
  });
}
