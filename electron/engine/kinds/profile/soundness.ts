// Later passes walk a stack tree once, parents first, and trust every index: on the way into the audit and out of it.
import type { Leaves } from './leaves.ts';

interface Stacks {
  stackParent: Int32Array;
  stackFrame: Int32Array;
}

/** Whether each stack has a parent before it, or none, and one of `frameCount` frames. */
export function areStacksSound({ stackParent, stackFrame }: Stacks, frameCount: number): boolean {
  if (stackFrame.length !== stackParent.length) return false;
  for (let stack = 0; stack < stackParent.length; stack += 1) {
    const parent = stackParent[stack] as number;
    const frame = stackFrame[stack] as number;
    if (parent < -1 || parent >= stack || frame < 0 || frame >= frameCount) return false;
  }
  return true;
}

/** Whether the leaves are stacks, ascending, with a sum for each of the weights, which add up to their totals. */
export function areLeavesSound(
  { leafStack, leafWeights }: Leaves,
  stackCount: number,
  totals: readonly number[],
): boolean {
  let before = -1;
  for (let leaf = 0; leaf < leafStack.length; leaf += 1) {
    const stack = leafStack[leaf] as number;
    if (stack <= before || stack >= stackCount) return false;
    before = stack;
  }
  return totals.every((total, index) => {
    const sums = leafWeights[index];
    if (sums?.length !== leafStack.length) return false;
    return addsUpTo(total, sums);
  });
}

function addsUpTo(total: number, weights: Float64Array): boolean {
  let sum = 0;
  let size = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const weight = weights[index] as number;
    sum += weight;
    size += Math.abs(weight);
  }
  // Added up in another order than the total.
  return Math.abs(sum - total) <= size * 1e-9;
}
