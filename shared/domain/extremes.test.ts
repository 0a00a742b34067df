import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatestOf, leastOf } from './extremes.ts';

describe('leastOf and greatestOf', () => {
  it('say what Math.min and Math.max say, of none and of NaN too', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        expect(leastOf(values)).toBe(Math.min(...values));
        expect(greatestOf(values)).toBe(Math.max(...values));
      }),
    );
  });

  it('take more values than a call takes arguments', () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, index) => index);
    expect([leastOf(values), greatestOf(values)]).toEqual([0, 999_999]);
  });
});
