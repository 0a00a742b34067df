// What was measured before and after, and whether it meets the success criteria. A number that somebody typed decides
// nothing: it counts once the evidence beside it gives the same figure, and then that figure stands in its place.
import type { ComparedMetric, CriterionVerdict, FigureBasis, Targets } from '../verdict-shapes.ts';
import { figureTyped, isAsTyped } from '../../domain/standing.ts';
import { convertUnit } from '../../domain/units.ts';
import { existingIds, textOf, type AuditFacts } from '../facts.ts';
import { rowsAt, type RowOf } from '../values.ts';

/** A value and what it rests on; both null where there is none. */
interface Based {
  value: number | null;
  basis: FigureBasis | null;
}

const absent: Based = { value: null, basis: null };

/** The rows of the comparison, each with its change as a share of the value before. */
export function comparisonOf(facts: AuditFacts): ComparedMetric[] {
  return rowsAt(facts, '7.comparison.table').map((row) => {
    const evidenceIds = existingIds(row.evidence, facts.evidenceIds);
    const [statistic, unit] = [row.statistic ?? null, textOf(row.unit)];
    const based = (typed: number | null | undefined, cited: readonly number[]): Based =>
      typed === null || typed === undefined
        ? absent
        : basedOn({ value: typed, unit, statistic }, cited, facts.evidenceFigures);
    // Evidence is cited in the order of time: where both ends fit, the first is of before and the last of after.
    const before = based(row.before, evidenceIds);
    const after = based(row.after, evidenceIds.toReversed());
    return {
      metric: textOf(row.metric),
      statistic,
      unit,
      before: before.value,
      beforeBasis: before.basis,
      after: after.value,
      afterBasis: after.basis,
      change:
        before.value === null || after.value === null || before.value === 0
          ? null
          : (after.value - before.value) / Math.abs(before.value),
      evidenceIds,
    };
  });
}

/** The figure of the first evidence that gives the typed number, else the number as it was typed. */
function basedOn(
  typed: { value: number; unit: string; statistic: string | null },
  cited: readonly number[],
  figures: AuditFacts['evidenceFigures'],
): Based {
  for (const evidenceId of cited) {
    const value = figureTyped(typed, figures.get(evidenceId) ?? []);
    if (value !== null) return { value, basis: { standing: 'computed', evidenceId } };
  }
  return { value: typed.value, basis: { standing: 'stated' } };
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
  before: Based;
  after: Based;
  evidenceIds: number[];
}

const isComputed = ({ basis }: Based): boolean => basis?.standing === 'computed';

function inUnit(row: ComparedMetric, unit: string): Measured[] {
  // Every number converts alike, so one tells whether the units do.
  if (convertUnit(0, row.unit, unit) === null) return [];
  const converted = (value: number | null, basis: FigureBasis | null): Based => ({
    value: value === null ? null : convertUnit(value, row.unit, unit),
    basis,
  });
  return [
    {
      before: converted(row.before, row.beforeBasis),
      after: converted(row.after, row.afterBasis),
      evidenceIds: row.evidenceIds,
    },
  ];
}

/** The row that decides: computed before stated before begun, in the criterion's own unit before one that converts to it. */
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
  return (
    candidates.find(({ after }) => isComputed(after)) ??
    candidates.find(({ after }) => after.value !== null) ??
    candidates[0] ??
    null
  );
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
    const after = measured?.after ?? absent;
    const before = startOf(row.from, measured?.before ?? absent);
    return {
      metric,
      statistic,
      comparison,
      threshold,
      unit,
      before: before.value,
      beforeBasis: before.basis,
      after: after.value,
      afterBasis: after.basis,
      verdict: verdictOn(after, comparison, threshold),
      evidenceIds: measured?.evidenceIds ?? [],
    };
  });
}

/** What was agreed on at the start; the figure itself where the one measured before the change is that. */
const startOf = (agreed: number | null | undefined, measured: Based): Based =>
  agreed === null || agreed === undefined
    ? measured
    : isComputed(measured) && measured.value !== null && isAsTyped(measured.value, agreed)
      ? measured
      : { value: agreed, basis: { standing: 'stated' } };

function verdictOn(
  after: Based,
  comparison: Comparison | null,
  threshold: number | null,
): CriterionVerdict['verdict'] {
  if (after.value === null || threshold === null || comparison === null) return 'unmeasured';
  if (!isComputed(after)) return 'stated';
  return holds[comparison](after.value, threshold) ? 'met' : 'missed';
}

/** How the criteria stand together. */
export function targetsOf(criteria: readonly CriterionVerdict[]): Targets {
  const count = (verdict: CriterionVerdict['verdict']): number =>
    criteria.filter((criterion) => criterion.verdict === verdict).length;
  const counts = {
    met: count('met'),
    missed: count('missed'),
    stated: count('stated'),
    unmeasured: count('unmeasured'),
  };
  return { sentence: targetsSentence(criteria.length, counts), ...counts };
}

/** `; 2 are not measured`, or nothing. */
const besides = (count: number, word: string): string =>
  count === 0 ? '' : `; ${count} ${count === 1 ? 'is' : 'are'} ${word}`;

function targetsSentence(
  total: number,
  { met, stated, unmeasured }: Omit<Targets, 'sentence' | 'missed'>,
): string {
  if (total === 0) return 'No success criteria were set, so it cannot be said whether the targets are met.';
  if (unmeasured === total) return `None of the ${total} success criteria has a measurement yet.`;
  return `${met} of ${total} success criteria are met${besides(stated, 'stated, not measured')}${besides(unmeasured, 'not measured')}.`;
}
