// What is told of a chunk beside its samples, in the order in which it was added up when it was written.

export interface Totals {
  count: number;
  nulls: number;
  min: number;
  max: number;
}

export interface ChunkTotals extends Totals {
  sum: number;
  sumOfSquares: number;
}

/** NaN is “no value”; without any, the extremes are infinite. */
export function totalsOf(values: Float64Array): ChunkTotals {
  let count = 0;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let sumOfSquares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    if (value !== value) continue;
    count += 1;
    sum += value;
    sumOfSquares += value * value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { count, nulls: values.length - count, min, max, sum, sumOfSquares };
}
