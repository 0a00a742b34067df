// Least and greatest of any number of values: `Math.min(...values)` puts each on the stack, which ends at some 100,000.

/** Infinity for no values; NaN where one is NaN. */
export function leastOf(values: Iterable<number>): number {
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  return least;
}

/** Minus infinity for no values; NaN where one is NaN. */
export function greatestOf(values: Iterable<number>): number {
  let greatest = -Infinity;
  for (const value of values) greatest = Math.max(greatest, value);
  return greatest;
}
