// What was measured before and after, and whether it meets the success criteria.
import type { ComparedMetric, CriterionVerdict, Targets } from '../verdict-shapes.ts';
import { convertUnit } from '../../domain/units.ts';
import { existingIds, textOf, type AuditFacts } from '../facts.ts';
import { rowsAt, type RowOf } from '../values.ts';

/** The rows of the comparison, each with its change as a share of the value before. */
export function comparisonOf(facts: AuditFacts): ComparedMetric[] {
  return rowsAt(facts, '7.comparison.table').map((row) => {
    const before = row.before ?? null;
    const after = row.after ?? null;
    return {
      metric: textOf(row.metric),
      statistic: row.statistic ?? null,
      unit: textOf(row.unit),
      before,
      after,
      change: before === null || after === null || before === 0 ? null : (after - before) / Math.abs(before),
      evidenceIds: existingIds(row.evidence, facts.evidenceIds),
    };
  });
}

type Criterion = RowOf<'1.criteria.list'>;
type Comparison = NonNullable<Criterion['comparison']>;

const holds: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  lt: (value, threshold) => value < threshold,
  le: (value, threshold) => value <= threshold,
  gt: (value, threshold) => value > threshold,
  ge: (value, threshold) => value >= threshold,
};

const sameName = (a: string, b: string): boolean =>
  a !== '' && a.trim().toLowerCase() === b.trim().toLowerCase();

/** A compared row in the unit of a criterion. */
interface Measured {
  before: number | null;
  after: number | null;
  evidenceIds: number[];
}

function inUnit(row: ComparedMetric, unit: string): Measured[] {
  const { before, after, evidenceIds } = row;
  // Every number converts alike, so one tells whether the units do.
  if (convertUnit(0, row.unit, unit) === null) return [];
  return [
    {
      before: before === null ? null : convertUnit(before, row.unit, unit),
      after: after === null ? null : convertUnit(after, row.unit, unit),
      evidenceIds,
    },
  ];
}

/** The row that decides: measured before begun, in the criterion's own unit before one that converts to it. */
function measurementOf(
  metric: string,
  statistic: ComparedMetric['statistic'],
  unit: string,
  compared: readonly ComparedMetric[],
): Measured | null {
  const rows = compared.filter((row) => sameName(row.metric, metric) && row.statistic === statistic);
  const own = rows.filter((row) => row.unit === unit);
  const others = rows.filter((row) => row.unit !== unit);
  const candidates = [...own, ...others].flatMap((row) => inUnit(row, unit));
  return candidates.find(({ after }) => after !== null) ?? candidates[0] ?? null;
}

/**
 * Each success criterion with its verdict: by the compared row of its metric and statistic, whose unit is converted
 * to its own, and by nothing else.
 */
export function criteriaOf(facts: AuditFacts): CriterionVerdict[] {
  const compared = comparisonOf(facts);
  return rowsAt(facts, '1.criteria.list').map((row) => {
    const metric = textOf(row.metric);
    const unit = textOf(row.unit);
    const [statistic, comparison, threshold] = [
      row.statistic ?? null,
      row.comparison ?? null,
      row.threshold ?? null,
    ];
    const measured = measurementOf(metric, statistic, unit, compared);
    const after = measured?.after ?? null;
    return {
      metric,
      statistic,
      comparison,
      threshold,
      unit,
      before: row.from ?? measured?.before ?? null,
      after,
      verdict:
        after === null || threshold === null || comparison === null
          ? 'unmeasured'
          : holds[comparison](after, threshold)
            ? 'met'
            : 'missed',
      evidenceIds: measured?.evidenceIds ?? [],
    };
  });
}

/** How the criteria stand together. */
export function targetsOf(criteria: readonly CriterionVerdict[]): Targets {
  const count = (verdict: CriterionVerdict['verdict']): number =>
    criteria.filter((criterion) => criterion.verdict === verdict).length;
  const [met, missed, unmeasured] = [count('met'), count('missed'), count('unmeasured')];
  return { sentence: targetsSentence(criteria.length, met, unmeasured), met, missed, unmeasured };
}

function targetsSentence(total: number, met: number, unmeasured: number): string {
  if (total === 0) return 'No success criteria were set, so it cannot be said whether the targets are met.';
  if (unmeasured === total) return `None of the ${total} success criteria has a measurement yet.`;
  const rest = unmeasured === 0 ? '' : `; ${unmeasured} ${unmeasured === 1 ? 'is' : 'are'} not measured`;
  return `${met} of ${total} success criteria are met${rest}.`;
}
