export interface Moments {
  count: number;
  min: number;
  max: number;
  mean: number;
  /** Sample standard deviation, n - 1 below the fraction; NaN for fewer than two values. */
  stdev: number;
}

/**
 * Two passes with compensated sums (Neumaier 1974), the second corrected for what rounding left in the mean (Chan,
 * Golub and LeVeque 1983). NaN throughout for no values; none of the values may be NaN.
 */
export function moments(values: Float64Array): Moments {
  const count = values.length;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) return { count, min: Number.NaN, max: Number.NaN, mean: Number.NaN, stdev: Number.NaN };
  // Scaled by a power of two, which rounds nothing, so that sums of huge values stay finite.
  const largest = Math.max(Math.abs(min), Math.abs(max));
  const scale = largest > 1e100 ? 2 ** Math.ceil(Math.log2(largest) / 2 + 40) : 1;
  const guess = compensatedSum(values, 0, scale) / count;
  const residual = compensatedSum(values, guess, scale);
  const mean = guess + residual / count;
  let squares = 0;
  let lost = 0;
  for (const value of values) {
    const deviation = value / scale - mean;
    const term = deviation * deviation;
    const next = squares + term;
    lost += squares >= term ? squares - next + term : term - next + squares;
    squares = next;
  }
  const stdev = count < 2 ? Number.NaN : Math.sqrt((squares + lost) / (count - 1)) * scale;
  return { count, min, max, mean: mean * scale, stdev };
}

function compensatedSum(values: Float64Array, origin: number, scale: number): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const term = value / scale - origin;
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}
