/** A seeded source of randomness, so that the sample engagement is the same on every machine (mulberry32). */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** Exponential with this mean. */
  exponential(mean: number): number;
  /** Log-normal with this median; `sigma` is the deviation of its logarithm. */
  logNormal(median: number, sigma: number): number;
  /** Lower-case hex digits. */
  hex(digits: number): string;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    hex: (digits) => Array.from({ length: digits }, () => Math.floor(uniform() * 16).toString(16)).join(''),
  };
}

/** First-order autoregressive noise around zero with unit variance: neighbouring samples resemble each other. */
export function autoregressive(random: Random, phi: number): () => number {
  const innovation = Math.sqrt(1 - phi * phi);
  let value = random.normal();
  return () => {
    value = phi * value + innovation * random.normal();
    return value;
  };
}
