// Seeded randomness. Each part of a system draws from a stream of its own, so that changing one part leaves the draws
// of the others as they were, and two systems that differ in one thing can be compared.

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Exponential with this mean. */
  exponential(mean: number): number;
  /** Lognormal with this mean; `cv` is standard deviation by mean. */
  lognormal(mean: number, cv: number): number;
  /** Gamma with this mean; `cv` is standard deviation by mean. */
  gamma(mean: number, cv: number): number;
  /** A whole number in [0, count). */
  below(count: number): number;
  /** Lower-case hex digits. */
  hex(digits: number): string;
}

/** The stream called `name` of a seed. */
export function randomOf(seed: number, name: string): Random {
  const uniform = smallFastCounter(seed, name);
  let spare: number | undefined;

  /** Polar method (Marsaglia and Bray 1964). */
  function normal(): number {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  }

  /** Shape at least 1, scale 1 (Marsaglia and Tsang 2000); smaller shapes by their power of a uniform. */
  function standardGamma(shape: number): number {
    if (shape < 1) return standardGamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  return {
    uniform,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    lognormal(mean, cv) {
      const variance = Math.log(1 + cv * cv);
      return mean * Math.exp(Math.sqrt(variance) * normal() - variance / 2);
    },
    gamma(mean, cv) {
      const shape = 1 / (cv * cv);
      return (mean / shape) * standardGamma(shape);
    },
    below: (count) => Math.floor(uniform() * count),
    hex: (digits) => Array.from({ length: digits }, () => Math.floor(uniform() * 16).toString(16)).join(''),
  };
}

/** sfc32 (Doty-Humphrey, PractRand): 128 bits of state, 32 bits a draw. */
function smallFastCounter(seed: number, name: string): () => number {
  let a = seed >>> 0;
  let b = hashOf(name);
  let c = hashOf(`${name}/${seed}`);
  let counter = 1;
  const next = (): number => {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return (drawn >>> 0) / 4294967296;
  };
  for (let mixed = 0; mixed < 16; mixed += 1) next();
  return next;
}

/** FNV-1a over code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
