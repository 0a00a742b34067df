// Where the samples of a profile end: all that its trees and tables are made of, and a fraction of the samples.

export interface Leaves {
  /** The stacks in which samples end, ascending, each once. */
  leafStack: Int32Array;
  /** For each weight of the profile the sum over the samples that end there, added up in the samples' order. */
  leafWeights: Float64Array[];
}

/** `sampleStack` holds the leaf stack of each sample, `sampleWeights` one column for each weight. */
export function leavesOf(
  stackCount: number,
  sampleStack: Int32Array,
  sampleWeights: readonly Float64Array[],
): Leaves {
  const placeOf = new Int32Array(stackCount);
  let leafCount = 0;
  for (let sample = 0; sample < sampleStack.length; sample += 1) {
    const stack = sampleStack[sample] as number;
    if (placeOf[stack] === 0) leafCount += 1;
    placeOf[stack] = 1;
  }
  const leafStack = new Int32Array(leafCount);
  let place = 0;
  for (let stack = 0; stack < stackCount; stack += 1) {
    if (placeOf[stack] === 0) continue;
    leafStack[place] = stack;
    placeOf[stack] = place;
    place += 1;
  }
  const leafWeights = sampleWeights.map((weights) => {
    const sums = new Float64Array(leafStack.length);
    for (let sample = 0; sample < sampleStack.length; sample += 1) {
      const at = placeOf[sampleStack[sample] as number] as number;
      sums[at] = (sums[at] as number) + (weights[sample] as number);
    }
    return sums;
  });
  return { leafStack, leafWeights };
}
