import { describe, expect, it } from 'vitest';
import { judgeCriterion } from './criteria.ts';

const criterion = { metric: 'Checkout', statistic: 'p95', comparison: 'lt', threshold: 500, unit: 'ms' };
const row = { metric: ' checkout ', statistic: 'p95', before: 1.8, after: 0.41, unit: 's' };

describe('a success criterion', () => {
  it('is met by the measured value, in its own unit', () => {
    expect(judgeCriterion(criterion, [row])).toEqual({ after: 410, verdict: 'met' });
  });
  it.each([
    ['lt', 500, 'missed'],
    ['le', 500, 'met'],
    ['ge', 500, 'met'],
    ['gt', 500, 'missed'],
    ['gt', 501, 'met'],
  ])('with comparison %s against 500 and value %d is %s', (comparison, after, verdict) => {
    expect(judgeCriterion({ ...criterion, comparison }, [{ ...row, after, unit: 'ms' }]).verdict).toBe(
      verdict,
    );
  });
  it.each([
    ['there is no row', []],
    ['the row has another statistic', [{ ...row, statistic: 'p99' }]],
    ['the row has no value', [{ ...row, after: null }]],
    ['the units do not convert', [{ ...row, unit: '%' }]],
  ])('is not measured when %s', (_when, rows) => {
    expect(judgeCriterion(criterion, rows).verdict).toBe('unmeasured');
  });
});
