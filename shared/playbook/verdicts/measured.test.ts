import { describe, expect, it } from 'vitest';
import type { AuditFacts } from '../facts.ts';
import type { FieldKey } from '../values.ts';
import type { ComputedFigure } from '../../domain/standing.ts';
import { comparisonOf, criteriaOf, targetsOf } from './measured.ts';

type Proven = Record<number, readonly ComputedFigure[]>;

/** The p95 that evidence 1 and 2 give, in ms. */
const p95Of = (before: number, after: number): Proven => ({
  1: [{ statistic: 'p95', value: before, unit: 'ms' }],
  2: [{ statistic: 'p95', value: after, unit: 'ms' }],
});

const facts = (values: Partial<Record<FieldKey, unknown>>, proven: Proven = {}): AuditFacts => ({
  values: new Map(Object.entries(values)),
  claims: [],
  evidenceIds: new Set([1, 2]),
  evidenceFigures: new Map(Object.entries(proven).map(([id, figures]) => [Number(id), figures])),
  baselines: [],
  sourceCounts: {},
  overrides: [],
  minutes: new Map(),
});

const compare = (...rows: unknown[]) => comparisonOf(facts({ '7.comparison.table': rows }));
const judge = (criterion: object, rows: object[], proven: Proven = {}) =>
  criteriaOf(facts({ '1.criteria.list': [criterion], '7.comparison.table': rows }, proven))[0];

describe('the comparison', () => {
  const row = {
    metric: ' Checkout ',
    statistic: 'p95',
    unit: 'ms',
    before: 900,
    after: 450,
    evidence: [1, 9],
  };

  it('gives each change as a share of the value before, and only evidence that exists', () => {
    expect(compare(row)).toEqual([
      {
        metric: 'Checkout',
        statistic: 'p95',
        unit: 'ms',
        before: 900,
        beforeBasis: { standing: 'stated' },
        after: 450,
        afterBasis: { standing: 'stated' },
        change: -0.5,
        evidenceIds: [1],
      },
    ]);
  });
  it('has the figures of the evidence in place of the numbers that were typed for them', () => {
    const cited = { ...row, evidence: [1, 2] };
    const rows = comparisonOf(facts({ '7.comparison.table': [cited] }, p95Of(899.6, 449.7)));
    expect(rows).toMatchObject([
      {
        before: 899.6,
        beforeBasis: { standing: 'computed', evidenceId: 1 },
        after: 449.7,
        afterBasis: { standing: 'computed', evidenceId: 2 },
      },
    ]);
  });
  it('takes of two ends that read alike the first as before and the last as after', () => {
    const alike = { ...row, before: 450, evidence: [1, 2] };
    expect(comparisonOf(facts({ '7.comparison.table': [alike] }, p95Of(449.6, 450.4)))).toMatchObject([
      { before: 449.6, after: 450.4 },
    ]);
  });
  it('takes the size of a negative value before', () => {
    expect(compare({ ...row, before: -4, after: -2 })[0]?.change).toBe(0.5);
  });
  it.each([
    ['nothing was there before', { before: 0 }],
    ['the value before is missing', { before: null }],
    ['the value after is missing', { after: null }],
  ])('says no change where %s', (_where, cells) => {
    expect(compare({ ...row, ...cells })[0]?.change).toBeNull();
  });
});

describe('a success criterion', () => {
  const criterion = { metric: 'Checkout', statistic: 'p95', comparison: 'lt', threshold: 500, unit: 'ms' };
  const row = { metric: ' checkout ', statistic: 'p95', before: 1.8, after: 0.41, unit: 's', evidence: [2] };

  /** The row's own p95 of 410 ms, computed. */
  const proven = p95Of(0, 410);

  it('is met by the computed value, in its own unit', () => {
    expect(judge(criterion, [row], proven)).toEqual({
      ...criterion,
      before: 1800,
      beforeBasis: { standing: 'stated' },
      after: 410,
      afterBasis: { standing: 'computed', evidenceId: 2 },
      verdict: 'met',
      evidenceIds: [2],
    });
  });
  it.each([
    ['cites evidence of another value', [{ ...row, after: 1, unit: 'ms' }], p95Of(1840, 160)],
    ['cites no evidence', [{ ...row, evidence: null }], proven],
    ['cites evidence that offers no figures', [row], {}],
    ['cites evidence of another statistic', [row], { 2: [{ statistic: 'p50', value: 410, unit: 'ms' }] }],
    ['would miss it', [{ ...row, after: 9 }], proven],
  ] satisfies [string, object[], Proven][])(
    'is only stated by a typed value that %s',
    (_how, rows, figures) => {
      expect(judge(criterion, rows, figures)).toMatchObject({
        verdict: 'stated',
        afterBasis: { standing: 'stated' },
      });
    },
  );
  it('is decided by the computed figure, not by how it was rounded when typed', () => {
    const limit = { ...criterion, comparison: 'le' };
    const typed = { ...row, after: 500, unit: 'ms' };
    expect(judge(limit, [typed], p95Of(0, 500.4))).toMatchObject({ after: 500.4, verdict: 'missed' });
  });
  it('takes a computed value before one that is only stated', () => {
    const stated = { ...row, after: 1, unit: 'ms', evidence: null };
    expect(judge(criterion, [stated, row], proven)).toMatchObject({ after: 410, verdict: 'met' });
  });
  it('tells what it was at the start as it was agreed, before what was measured', () => {
    expect(judge({ ...criterion, from: 1840 }, [row], proven)?.before).toBe(1840);
  });
  it('tells the computed figure at the start where that is what was agreed', () => {
    const cited = { ...row, before: 1840, unit: 'ms', evidence: [1, 2] };
    expect(judge({ ...criterion, from: 1840 }, [cited], p95Of(1837.4, 0))).toMatchObject({
      before: 1837.4,
      beforeBasis: { standing: 'computed', evidenceId: 1 },
    });
  });
  it.each([
    ['lt', 500, 'missed'],
    ['le', 500, 'met'],
    ['ge', 500, 'met'],
    ['gt', 500, 'missed'],
    ['gt', 501, 'met'],
  ])('with comparison %s against 500 and value %d is %s', (comparison, after, verdict) => {
    const measured = { ...row, after, unit: 'ms' };
    expect(judge({ ...criterion, comparison }, [measured], p95Of(0, after))?.verdict).toBe(verdict);
  });
  it('is decided at the threshold itself also where the unit converts', () => {
    const share = { ...criterion, statistic: 'mean', comparison: 'ge', threshold: 0.07, unit: '%' };
    const measured = { ...row, statistic: 'mean', after: 0.0007, unit: '1' };
    const mean: Proven = { 2: [{ statistic: 'mean', value: 0.0007, unit: '1' }] };
    expect(judge(share, [measured], mean)?.verdict).toBe('met');
  });
  it.each([
    ['there is no row', criterion, []],
    ['the row has another statistic', criterion, [{ ...row, statistic: 'p99' }]],
    ['the row has no value', criterion, [{ ...row, after: null }]],
    ['the units do not convert', criterion, [{ ...row, unit: '%' }]],
    ['it has no threshold', { ...criterion, threshold: null }, [row]],
    ['it has no comparison', { ...criterion, comparison: null }, [row]],
    ['neither has a metric', { ...criterion, metric: null }, [{ ...row, metric: null }]],
  ])('is not measured when %s', (_when, one, rows) => {
    expect(judge(one, rows)?.verdict).toBe('unmeasured');
  });
  it.each([
    ['its own unit before another that comes first', [row, { ...row, after: 600, unit: 'ms' }], 600],
    [
      'the first that converts when none has its unit',
      [{ ...row, unit: '%' }, row, { ...row, after: 9 }],
      410,
    ],
    ['a measured one before one that is only begun', [{ ...row, after: null, unit: 'ms' }, row], 410],
  ])('takes of several rows %s', (_which, rows, after) => {
    expect(judge(criterion, rows)?.after).toBe(after);
  });
});

describe('the targets', () => {
  const criterion = { metric: 'Checkout', statistic: 'p95', comparison: 'lt', threshold: 500, unit: 'ms' };
  const row = { metric: 'Checkout', statistic: 'p95', before: 900, after: 450, unit: 'ms', evidence: [2] };
  const typed = { ...row, metric: 'Orders', evidence: null };
  const of = (...criteria: object[]) =>
    targetsOf(
      criteriaOf(facts({ '1.criteria.list': criteria, '7.comparison.table': [row, typed] }, p95Of(900, 450))),
    );

  it.each([
    [[], 'No success criteria were set, so it cannot be said whether the targets are met.'],
    [[{ ...criterion, statistic: 'p99' }], 'None of the 1 success criteria has a measurement yet.'],
    [[criterion, { ...criterion, threshold: 300 }], '1 of 2 success criteria are met.'],
    [[criterion, { ...criterion, unit: '%' }], '1 of 2 success criteria are met; 1 is not measured.'],
    [
      [criterion, { ...criterion, metric: 'Orders' }],
      '1 of 2 success criteria are met; 1 is stated, not measured.',
    ],
  ])('are told in a sentence', (criteria, sentence) => {
    expect(of(...criteria).sentence).toBe(sentence);
  });
});
