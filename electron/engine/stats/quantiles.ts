/**
 * Exact quantiles, type 7 of Hyndman and Fan 1996 (R's default, NumPy's "linear"): linear between the two nearest
 * order statistics. NaN for no values. The values stay as they are; none may be NaN.
 */
export function quantiles(values: Float64Array, probabilities: readonly number[]): number[] {
  return quantilesInPlace(values.slice(), probabilities);
}

/** As `quantiles`, but leaves the values in another order, so that no copy is made. */
export function quantilesInPlace(values: Float64Array, probabilities: readonly number[]): number[] {
  const last = values.length - 1;
  if (last < 0) return probabilities.map(() => Number.NaN);
  const positions = probabilities.map((probability) => last * probability);
  const ranks = new Set(positions.flatMap((position) => [Math.floor(position), Math.ceil(position)]));
  let from = 0;
  for (const rank of [...ranks].sort((a, b) => a - b)) {
    select(values, rank, from, last);
    from = rank + 1;
  }
  return positions.map((position) => {
    const below = values[Math.floor(position)] as number;
    const above = values[Math.ceil(position)] as number;
    const share = position - Math.floor(position);
    // Weighted as R does it, so that two equal neighbours give their own value and huge ones do not overflow.
    return share === 0 || below === above ? below : (1 - share) * below + share * above;
  });
}

/** Above this many values a sample is drawn first, which brings the wanted rank near the pivot. */
const sampleAbove = 600;

/**
 * Puts the value of `rank` in its place within [left, right], smaller ones before it, larger ones behind: Floyd and
 * Rivest, "Algorithm 489: SELECT" (CACM 18, 1975).
 */
function select(values: Float64Array, rank: number, left: number, right: number): void {
  let low = left;
  let high = right;
  while (high > low) {
    if (high - low > sampleAbove) {
      const size = high - low + 1;
      const place = rank - low + 1;
      const logSize = Math.log(size);
      const sample = 0.5 * Math.exp((2 * logSize) / 3);
      const spread =
        0.5 * Math.sqrt((logSize * sample * (size - sample)) / size) * Math.sign(place - size / 2);
      const sampleLow = Math.max(low, Math.floor(rank - (place * sample) / size + spread));
      const sampleHigh = Math.min(high, Math.floor(rank + ((size - place) * sample) / size + spread));
      select(values, rank, sampleLow, sampleHigh);
    }
    const pivot = values[rank] as number;
    let up = low;
    let down = high;
    swap(values, low, rank);
    if ((values[high] as number) > pivot) swap(values, low, high);
    while (up < down) {
      swap(values, up, down);
      up += 1;
      down -= 1;
      while ((values[up] as number) < pivot) up += 1;
      while ((values[down] as number) > pivot) down -= 1;
    }
    if (values[low] === pivot) swap(values, low, down);
    else {
      down += 1;
      swap(values, down, high);
    }
    if (down <= rank) low = down + 1;
    if (rank <= down) high = down - 1;
  }
}

function swap(values: Float64Array, a: number, b: number): void {
  const held = values[a] as number;
  values[a] = values[b] as number;
  values[b] = held;
}
