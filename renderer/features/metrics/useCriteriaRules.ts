import { useMemo } from 'react';
import type { Series } from '../../../shared/contract/metrics.ts';
import { normaliseName } from '../../../shared/domain/catalog.ts';
import { formatValue } from '../../../shared/domain/format.ts';
import { useQuery } from '../../state/index.ts';
import type { Rule } from './chartOption.ts';

const signs: Readonly<Record<string, string>> = { lt: '<', le: '≤', gt: '>', ge: '≥' };

/** The success criteria of phase 1 that speak of one of these series, in its unit. */
export function useCriteriaRules(shown: readonly Series[]): Rule[] {
  const { data } = useQuery('method.values', {}, ['method']);
  const stored = data?.values['1.criteria.list'];
  return useMemo(
    () => (Array.isArray(stored) ? stored : []).flatMap((row) => ruleOf(row, shown)),
    [stored, shown],
  );
}

function ruleOf(row: unknown, shown: readonly Series[]): Rule[] {
  if (typeof row !== 'object' || row === null) return [];
  const { metric, statistic, comparison, threshold, unit } = row as Record<string, unknown>;
  if (typeof metric !== 'string' || typeof threshold !== 'number' || typeof unit !== 'string') return [];
  const words = normaliseName(metric).split('_');
  const isMeant = (series: Series): boolean => {
    const name = `${normaliseName(series.name)}_${series.metric ?? ''}`;
    return series.unit === unit && words.some((word) => word.length > 2 && name.includes(word));
  };
  if (!shown.some(isMeant)) return [];
  const sign = signs[String(comparison)] ?? '';
  const measured = typeof statistic === 'string' ? `${metric} ${statistic}` : metric;
  return [{ label: `${measured} ${sign} ${formatValue(threshold, unit)}`, value: threshold, unit }];
}
