// How a time axis runs: its step where it has one, how far apart its samples usually lie, its gaps and duplicates.

export interface AxisShape {
  /** The distance of four in five neighbours, exactly; null where the times are irregular. */
  stepMs: number | null;
  /** A hole longer than this is a gap; null where not even a usual distance is known. */
  gapMs: number | null;
  gaps: number;
  /** Samples at the time of the one before. */
  duplicates: number;
}

/** A hole this many steps long is a gap. */
const gapSteps = 1.5;
const regularShare = 0.8;
/** Buckets a doubling of the distance is divided into, to find the median distance of jittered times. */
const bucketsPerOctave = 32;
/** Jittered times still have a usual distance when this share of them lies within a quarter of the median. */
const jitter = 0.25;

/** Walks the times twice, in order. */
export function describeAxis(chunks: () => Iterable<Float64Array>): AxisShape {
  let candidate = 0;
  let lead = 0;
  let duplicates = 0;
  let distances = 0;
  const histogram = new Map<number, number>();
  for (const distance of distancesOf(chunks())) {
    if (distance === 0) {
      duplicates += 1;
      continue;
    }
    distances += 1;
    // Boyer and Moore's majority vote: a distance that most neighbours have ends as the candidate.
    if (lead === 0) candidate = distance;
    lead += distance === candidate ? 1 : -1;
    const bucket = Math.floor(Math.log2(distance) * bucketsPerOctave);
    histogram.set(bucket, (histogram.get(bucket) ?? 0) + 1);
  }
  if (distances === 0) return { stepMs: null, gapMs: null, gaps: 0, duplicates };
  const median = medianOf(histogram, distances);
  let asCandidate = 0;
  let nearMedian = 0;
  let beyondCandidate = 0;
  let beyondMedian = 0;
  for (const distance of distancesOf(chunks())) {
    if (distance === candidate) asCandidate += 1;
    if (distance > candidate * gapSteps) beyondCandidate += 1;
    if (distance > 0 && Math.abs(distance - median) <= median * jitter) nearMedian += 1;
    if (distance > median * gapSteps) beyondMedian += 1;
  }
  if (asCandidate >= distances * regularShare) {
    return { stepMs: candidate, gapMs: candidate * gapSteps, gaps: beyondCandidate, duplicates };
  }
  if (nearMedian >= distances * regularShare) {
    return { stepMs: null, gapMs: median * gapSteps, gaps: beyondMedian, duplicates };
  }
  return { stepMs: null, gapMs: null, gaps: 0, duplicates };
}

function* distancesOf(chunks: Iterable<Float64Array>): Generator<number> {
  let previous = Number.NaN;
  for (const times of chunks) {
    for (const time of times) {
      if (previous === previous) yield time - previous;
      previous = time;
    }
  }
}

/** The middle of the bucket that holds the median. */
function medianOf(histogram: Map<number, number>, count: number): number {
  let seen = 0;
  for (const [bucket, size] of [...histogram].sort((a, b) => a[0] - b[0])) {
    seen += size;
    if (seen * 2 >= count) return 2 ** ((bucket + 0.5) / bucketsPerOctave);
  }
  return 0;
}
