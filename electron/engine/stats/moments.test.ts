// Certified values: NIST Statistical Reference Datasets, univariate summary statistics.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moments } from './moments.ts';

const alternating = (first: number, low: number, high: number): Float64Array =>
  Float64Array.from({ length: 1001 }, (_, index) => (index === 0 ? first : index % 2 === 1 ? low : high));

const lottery = `162 671 933 414 788 730 817 33 536 875 670 236 473 167 877 980 316 950 456 92 517 557 956 954 104
178 794 278 147 773 437 435 502 610 582 780 689 562 964 791 28 97 848 281 858 538 660 972 671 613 867 448 738 966
139 636 847 659 754 243 122 455 195 968 793 59 730 361 574 522 97 762 431 158 429 414 22 629 788 999 187 215 810
782 47 34 108 986 25 644 829 630 315 567 919 331 207 412 242 607 668 944 749 168 864 442 533 805 372 63 458 777
416 340 436 140 919 350 510 572 905 900 85 389 473 758 444 169 625 692 140 897 672 288 312 860 724 226 884 508 976
741 476 417 831 15 318 432 241 114 799 955 833 358 935 146 630 830 440 642 356 373 271 715 367 393 190 669 8 861
108 795 269 590 326 866 64 523 862 840 219 382 998 4 628 305 747 247 34 747 729 645 856 974 24 568 24 694 608 480
410 729 947 293 53 930 223 203 677 227 62 455 387 318 562 242 428 968`;

const mavro = `80 70 80 90 80 70 50 40 50 50 70 80 80 90 90 110 100 60 40 30 30 50 50 60 50 40 30 40 50 40 50 60 50 60
90 100 100 110 120 130 140 150 170 160 160 160 170 160 150 140`;

const numbersOf = (text: string): number[] => text.split(/\s+/u).map(Number);

describe('mean and standard deviation of the NIST datasets', () => {
  it.each([
    ['NumAcc1', Float64Array.of(10_000_001, 10_000_003, 10_000_002), 10_000_002, 1, 15],
    ['NumAcc2', alternating(1.2, 1.1, 1.3), 1.2, 0.1, 14],
    // The data themselves are rounded to doubles, which leaves the deviation fewer certified digits.
    ['NumAcc3', alternating(1_000_000.2, 1_000_000.1, 1_000_000.3), 1_000_000.2, 0.1, 9],
    ['NumAcc4', alternating(10_000_000.2, 10_000_000.1, 10_000_000.3), 10_000_000.2, 0.1, 8],
    ['Lottery', Float64Array.from(numbersOf(lottery)), 518.95871559633, 291.699727470969, 14],
    [
      'Mavro',
      Float64Array.from(numbersOf(mavro), (digits) => (200_100 + digits) / 100_000),
      2.001856,
      0.000_429_123_454_003_053,
      12,
    ],
  ])('%s', (_name, values, mean, stdev, digits) => {
    const found = moments(values);
    expect(Math.abs(found.mean / mean - 1)).toBeLessThan(1e-14);
    expect(Math.abs(found.stdev / stdev - 1)).toBeLessThan(10 ** -digits);
  });
});

describe('moments', () => {
  it('are NaN for no values, and the deviation of one value is unknown', () => {
    expect(moments(new Float64Array())).toEqual({ count: 0, min: NaN, max: NaN, mean: NaN, stdev: NaN });
    expect(moments(Float64Array.of(4))).toEqual({ count: 1, min: 4, max: 4, mean: 4, stdev: NaN });
  });

  it('stay finite for the largest doubles', () => {
    const huge = Number.MAX_VALUE;
    expect(moments(Float64Array.of(huge, huge, huge, -huge)).mean).toBe(huge / 2);
  });

  it('give the mean of integers exactly where it is one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
        const shifted = Float64Array.from(values, (value) => value * values.length);
        const expected = values.reduce((sum, value) => sum + value, 0);
        expect(moments(shifted).mean + 0).toBe(expected + 0);
      }),
    );
  });
});
