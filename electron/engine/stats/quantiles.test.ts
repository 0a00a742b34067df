import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantiles, quantilesInPlace } from './quantiles.ts';

/** The definition, by a full sort. */
function bySorting(values: number[], probability: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  const share = position - Math.floor(position);
  return share === 0 || below === above ? below : (1 - share) * below + share * above;
}

describe('quantiles of type 7', () => {
  it('give 1.901 for the 95th percentile of the permeability data (R, quantile(x, .95, type = 7))', () => {
    const x = Float64Array.of(0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46);
    expect(quantiles(x, [0.95])[0]).toBeCloseTo(1.901, 12);
  });

  it('leave the values in their order', () => {
    const x = Float64Array.of(3, 1, 2);
    quantiles(x, [0.5]);
    expect([...x]).toEqual([3, 1, 2]);
  });

  it('are NaN for no values and the value itself for one', () => {
    expect(quantiles(new Float64Array(), [0.5])).toEqual([Number.NaN]);
    expect(quantiles(Float64Array.of(7), [0, 0.5, 0.999])).toEqual([7, 7, 7]);
  });

  it('equal those of a full sort, for any values and any probabilities', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: 0, max: 20 }),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 500 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
        (values, probabilities) => {
          const expected = probabilities.map((probability) => bySorting(values, probability) + 0);
          expect(quantiles(Float64Array.from(values), probabilities).map((found) => found + 0)).toEqual(
            expected,
          );
        },
      ),
    );
  });

  it.each([
    ['rising', (index: number) => index],
    ['falling', (index: number) => -index],
    ['all equal', () => 5],
    ['organ pipe', (index: number) => Math.min(index, 20_000 - index)],
    ['scattered', (index: number) => (index * 7919) % 10_007],
  ])('equal those of a full sort where the sampling step runs: %s', (_name, valueAt) => {
    const values = Array.from({ length: 20_000 }, (_, index) => valueAt(index));
    const probabilities = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999];
    expect(quantilesInPlace(Float64Array.from(values), probabilities)).toEqual(
      probabilities.map((probability) => bySorting(values, probability)),
    );
  });
});
