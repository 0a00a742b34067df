import { describe, expect, it } from 'vitest';
import type { AuditFacts } from '../facts.ts';
import type { FieldKey } from '../values.ts';
import { comparisonOf, criteriaOf, targetsOf } from './measured.ts';

const facts = (values: Partial<Record<FieldKey, unknown>>): AuditFacts => ({
  values: new Map(Object.entries(values)),
  claims: [],
  evidenceIds: new Set([1, 2]),
  baselines: [],
  sourceCounts: {},
  overrides: [],
  minutes: new Map(),
});

const compare = (...rows: unknown[]) => comparisonOf(facts({ '7.comparison.table': rows }));
const judge = (criterion: object, rows: object[]) =>
  criteriaOf(facts({ '1.criteria.list': [criterion], '7.comparison.table': rows }))[0];

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
        after: 450,
        change: -0.5,
        evidenceIds: [1],
      },
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

  it('is met by the measured value, in its own unit', () => {
    expect(judge(criterion, [row])).toEqual({
      ...criterion,
      before: 1800,
      after: 410,
      verdict: 'met',
      evidenceIds: [2],
    });
  });
  it('tells what it was at the start as it was agreed, before what was measured', () => {
    expect(judge({ ...criterion, from: 1840 }, [row])?.before).toBe(1840);
  });
  it.each([
    ['lt', 500, 'missed'],
    ['le', 500, 'met'],
    ['ge', 500, 'met'],
    ['gt', 500, 'missed'],
    ['gt', 501, 'met'],
  ])('with comparison %s against 500 and value %d is %s', (comparison, after, verdict) => {
    expect(judge({ ...criterion, comparison }, [{ ...row, after, unit: 'ms' }])?.verdict).toBe(verdict);
  });
  it('is decided at the threshold itself also where the unit converts', () => {
    const share = { ...criterion, statistic: 'share', comparison: 'ge', threshold: 0.07, unit: '%' };
    expect(judge(share, [{ ...row, statistic: 'share', after: 0.0007, unit: '1' }])?.verdict).toBe('met');
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
  const row = { metric: 'Checkout', statistic: 'p95', before: 900, after: 450, unit: 'ms' };
  const of = (...criteria: object[]) =>
    targetsOf(criteriaOf(facts({ '1.criteria.list': criteria, '7.comparison.table': [row] })));

  it.each([
    [[], 'No success criteria were set, so it cannot be said whether the targets are met.'],
    [[{ ...criterion, statistic: 'p99' }], 'None of the 1 success criteria has a measurement yet.'],
    [[criterion, { ...criterion, threshold: 300 }], '1 of 2 success criteria are met.'],
    [[criterion, { ...criterion, unit: '%' }], '1 of 2 success criteria are met; 1 is not measured.'],
  ])('are told in a sentence', (criteria, sentence) => {
    expect(of(...criteria).sentence).toBe(sentence);
  });
});
