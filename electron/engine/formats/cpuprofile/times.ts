// From V8's deltas to weights. The convention, which viewers differ on: sample i stands for the time until sample
// i+1, the last one for the time until endTime; the time before the first sample belongs to no stack.

export interface TimedSamples {
  /** Indices of the samples in time order; equal times keep the order of the file. */
  order: Int32Array;
  /** In that order: µs from startTime, and how long the sample lasts. */
  timesUs: Float64Array;
  weightsUs: Float64Array;
  /** Samples recorded before the one that precedes them in the file. */
  outOfOrder: number;
  /** endTime is missing or before the last sample, which then weighs nothing. */
  endIsMissing: boolean;
}

/**
 * V8 records some samples late (a deoptimisation samples the stack at once) and writes a negative delta then.
 * Clamping it would move weight to other stacks: the times are rebuilt and sorted instead.
 */
export function timeSamples(timesUs: Float64Array, endUs: number | null): TimedSamples {
  const count = timesUs.length;
  const order = countUp(count);
  let outOfOrder = 0;
  for (let index = 1; index < count; index += 1) {
    if ((timesUs[index] as number) < (timesUs[index - 1] as number)) outOfOrder += 1;
  }
  if (outOfOrder > 0) order.sort((a, b) => (timesUs[a] as number) - (timesUs[b] as number) || a - b);
  const sorted = timesUs.slice();
  if (outOfOrder > 0)
    for (let index = 0; index < count; index += 1) sorted[index] = timesUs[order[index] as number] as number;
  const last = count > 0 ? (sorted[count - 1] as number) : 0;
  const endIsMissing = endUs === null || endUs < last;
  const weightsUs = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const until = index + 1 < count ? (sorted[index + 1] as number) : endIsMissing ? last : endUs;
    weightsUs[index] = until - (sorted[index] as number);
  }
  return { order, timesUs: sorted, weightsUs, outOfOrder, endIsMissing };
}

/** 0, 1, 2, … */
export function countUp(length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let index = 0; index < length; index += 1) numbers[index] = index;
  return numbers;
}
