// Self and total weights, and merged call trees, in single passes over typed arrays.
//
// A profile's stack tree has parents before children. Functions, not frames, are counted and merged: the ways in
// which one method was run (interpreted, compiled, inlined) are one function. Recursion counts once in every total
// (the rule of pprof): a function's total is the weight of the samples that contain it.
import type { CallTree, FrameKind } from '../../../../shared/contract/profiles.ts';
import type { ProfileFrame } from './batch.ts';

export interface StackTable {
  frames: readonly ProfileFrame[];
  stackParent: Int32Array;
  stackFrame: Int32Array;
}

/** The distinct functions of a stack table, numbered in order of their first frame. */
export interface FunctionTable {
  /** A frame of each function that speaks for it. */
  frames: ProfileFrame[];
  /** Function of each stack's own frame. */
  ofStack: Int32Array;
}

const tierKinds: ReadonlySet<FrameKind> = new Set<FrameKind>(['interpreted', 'c1', 'jit', 'inlined']);

export function functionsOf({ frames, stackFrame }: StackTable): FunctionTable {
  const ids = new Map<string, number>();
  const table: ProfileFrame[] = [];
  const ofFrame = Int32Array.from(frames, (frame) => {
    const kind = tierKinds.has(frame.kind) ? '' : frame.kind;
    const key = `${frame.name}\0${frame.file}\0${frame.line ?? ''}\0${frame.column ?? ''}\0${kind}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, table.length);
    return table.push({ ...frame, kind }) - 1;
  });
  const ofStack = new Int32Array(stackFrame.length);
  for (let stack = 0; stack < ofStack.length; stack += 1) {
    ofStack[stack] = ofFrame[stackFrame[stack] as number] as number;
  }
  return { frames: table, ofStack };
}

/** Weight of the samples that end in each stack. `leafStack` may name a stack more than once. */
export function selfByStack(stackCount: number, leafStack: Int32Array, weights: Float64Array): Float64Array {
  const self = new Float64Array(stackCount);
  for (let index = 0; index < leafStack.length; index += 1) {
    const stack = leafStack[index] as number;
    self[stack] = (self[stack] as number) + (weights[index] as number);
  }
  return self;
}

/** Weight of each stack and all stacks above it. */
export function totalByStack(stackParent: Int32Array, self: Float64Array): Float64Array {
  const total = self.slice();
  addToParents(stackParent, total);
  return total;
}

function addToParents(stackParent: Int32Array, weights: Float64Array): void {
  for (let stack = weights.length - 1; stack >= 0; stack -= 1) {
    const parent = stackParent[stack] as number;
    if (parent >= 0) weights[parent] = (weights[parent] as number) + (weights[stack] as number);
  }
}

/** 1 for each stack whose function stands in none of the stacks below it: where its total is counted. */
export function outermostStacks(
  stackParent: Int32Array,
  ofStack: Int32Array,
  functionCount: number,
): Uint8Array {
  const outermost = new Uint8Array(stackParent.length);
  const onPath = new Int32Array(functionCount);
  walkDepthFirst(stackParent, {
    enter(stack) {
      const id = ofStack[stack] as number;
      if (onPath[id] === 0) outermost[stack] = 1;
      onPath[id] = (onPath[id] as number) + 1;
    },
    leave(stack) {
      const id = ofStack[stack] as number;
      onPath[id] = (onPath[id] as number) - 1;
    },
  });
  return outermost;
}

export interface FunctionWeights {
  self: Float64Array;
  total: Float64Array;
}

/** Self and total weight of each function, from where samples end. `leafStack` may name a stack more than once. */
export function functionWeights(
  { stackParent }: StackTable,
  { frames, ofStack }: FunctionTable,
  leafStack: Int32Array,
  weights: Float64Array,
): FunctionWeights {
  const self = new Float64Array(frames.length);
  for (let leaf = 0; leaf < leafStack.length; leaf += 1) {
    const id = ofStack[leafStack[leaf] as number] as number;
    self[id] = (self[id] as number) + (weights[leaf] as number);
  }
  // In place: on a million stacks, fresh memory takes longer than the sums.
  const totalOfStack = selfByStack(stackParent.length, leafStack, weights);
  addToParents(stackParent, totalOfStack);
  const outermost = outermostStacks(stackParent, ofStack, frames.length);
  const total = new Float64Array(frames.length);
  for (let stack = 0; stack < ofStack.length; stack += 1) {
    if (outermost[stack] === 0) continue;
    const id = ofStack[stack] as number;
    total[id] = (total[id] as number) + (totalOfStack[stack] as number);
  }
  return { self, total };
}

/** Children that a node holds in a chain; more find theirs by a map, or wide trees would be quadratic. */
const longestChain = 8;

/** A merged tree while it grows: node 0 is the root, every other node has a parent with a lower index. */
class GrowingTree {
  count = 1;
  parent: Int32Array;
  /** Function of each node; -1 for a root that is none. */
  frame: Int32Array;
  self: Float64Array;
  /** The child added last, and for each node the one added to its parent before it; -1 for none. */
  firstChild: Int32Array;
  sibling: Int32Array;
  private readonly wide = new Map<number, Map<number, number>>();

  constructor(rootFrame: number, expectedNodes: number) {
    this.parent = new Int32Array(expectedNodes + 1);
    this.frame = new Int32Array(expectedNodes + 1);
    this.self = new Float64Array(expectedNodes + 1);
    this.firstChild = new Int32Array(expectedNodes + 1);
    this.sibling = new Int32Array(expectedNodes + 1);
    this.parent[0] = -1;
    this.frame[0] = rootFrame;
    this.firstChild[0] = -1;
    this.sibling[0] = -1;
  }

  /** The node of function `id` under `node`, made when there is none. */
  child(node: number, id: number): number {
    const { frame, sibling, wide } = this;
    let length = 0;
    for (let at = this.firstChild[node] as number; at >= 0; at = sibling[at] as number) {
      if (frame[at] === id) return at;
      length += 1;
      if (length > longestChain) break;
    }
    if (length <= longestChain) return this.add(node, id);
    let lookup = wide.get(node);
    if (!lookup) {
      lookup = new Map();
      for (let at = this.firstChild[node] as number; at >= 0; at = sibling[at] as number) {
        lookup.set(frame[at] as number, at);
      }
      wide.set(node, lookup);
    }
    const known = lookup.get(id);
    if (known !== undefined) return known;
    const added = this.add(node, id);
    lookup.set(id, added);
    return added;
  }

  private add(node: number, id: number): number {
    const added = this.count;
    if (added === this.parent.length) this.grow();
    this.count = added + 1;
    this.parent[added] = node;
    this.frame[added] = id;
    this.sibling[added] = this.firstChild[node] as number;
    this.firstChild[added] = -1;
    this.firstChild[node] = added;
    return added;
  }

  private grow(): void {
    const capacity = this.parent.length * 2;
    this.parent = widened(this.parent, new Int32Array(capacity));
    this.frame = widened(this.frame, new Int32Array(capacity));
    this.self = widened(this.self, new Float64Array(capacity));
    this.firstChild = widened(this.firstChild, new Int32Array(capacity));
    this.sibling = widened(this.sibling, new Int32Array(capacity));
  }
}

function widened<Column extends Int32Array | Float64Array>(column: Column, into: Column): Column {
  into.set(column);
  return into;
}

/** Callees under callers. Frames of the kind `root` are the root itself. */
export function mergeDown(
  { stackParent }: StackTable,
  { frames, ofStack }: FunctionTable,
  selfOfStack: Float64Array,
  cutBelow: number,
): CallTree {
  const tree = new GrowingTree(-1, stackParent.length);
  const nodeOf = new Int32Array(stackParent.length);
  for (let stack = 0; stack < stackParent.length; stack += 1) {
    const parent = stackParent[stack] as number;
    const id = ofStack[stack] as number;
    const under = parent < 0 ? 0 : (nodeOf[parent] as number);
    const node = under === 0 && frames[id]?.kind === 'root' ? 0 : tree.child(under, id);
    nodeOf[stack] = node;
    tree.self[node] = (tree.self[node] as number) + (selfOfStack[stack] as number);
  }
  return arrange(tree, frames, cutBelow);
}

/** What one function calls: the trees below its outermost calls, merged. Its recursion shows as callees. */
export function mergeCallees(
  { stackParent }: StackTable,
  { frames, ofStack }: FunctionTable,
  selfOfStack: Float64Array,
  functionId: number,
  cutBelow: number,
): CallTree {
  const tree = new GrowingTree(functionId, stackParent.length);
  const nodeOf = new Int32Array(stackParent.length).fill(-1);
  for (let stack = 0; stack < stackParent.length; stack += 1) {
    const parent = stackParent[stack] as number;
    const under = parent < 0 ? -1 : (nodeOf[parent] as number);
    const id = ofStack[stack] as number;
    const node = under >= 0 ? tree.child(under, id) : id === functionId ? 0 : -1;
    nodeOf[stack] = node;
    if (node >= 0) tree.self[node] = (tree.self[node] as number) + (selfOfStack[stack] as number);
  }
  return arrange(tree, frames, cutBelow);
}

/**
 * Callers above callees, from the given stacks towards the root, a level at a time: a branch below `cutBelow` is
 * never followed, so the tree stays as small as what can be shown. A node's self weight is that of the samples
 * whose stack ends there, at its outermost frame.
 */
export function mergeUp(
  { stackParent }: StackTable,
  { frames, ofStack }: FunctionTable,
  weightOfStack: Float64Array,
  cutBelow: number,
  startAt: { functionId: number; outermost: Uint8Array } | null,
): CallTree {
  const tree = new GrowingTree(startAt?.functionId ?? -1, frames.length);
  const isRoot = (stack: number): boolean => frames[ofStack[stack] as number]?.kind === 'root';
  // Walkers, one for each starting stack: where it stands, its weight, the node it belongs to.
  const starts = startAt
    ? [...stackParent.keys()].filter(
        (stack) => startAt.outermost[stack] === 1 && ofStack[stack] === startAt.functionId,
      )
    : [...stackParent.keys()].filter((stack) => (weightOfStack[stack] as number) !== 0);
  let weights = Float64Array.from(starts, (stack) => weightOfStack[stack] as number);
  let nodes = new Int32Array(starts.length);
  let stacks = Int32Array.from(starts, (stack) => (startAt ? (stackParent[stack] as number) : stack));
  while (stacks.length > 0) {
    const firstNew = tree.count;
    const levelTotal: number[] = [];
    for (let walker = 0; walker < stacks.length; walker += 1) {
      const stack = stacks[walker] as number;
      const node = nodes[walker] as number;
      const weight = weights[walker] as number;
      const hasEnded = stack < 0 || (isRoot(stack) && (stackParent[stack] as number) < 0);
      if (hasEnded) {
        tree.self[node] = (tree.self[node] as number) + weight;
        nodes[walker] = -1;
        continue;
      }
      const above = tree.child(node, ofStack[stack] as number);
      levelTotal[above - firstNew] = (levelTotal[above - firstNew] ?? 0) + weight;
      nodes[walker] = above;
    }
    const isCut = levelTotal.map((weight) => Math.abs(weight) < cutBelow);
    for (const [index, weight] of levelTotal.entries()) {
      // Stands for all that is above it, until the tree is arranged and the cut counted.
      if (isCut[index]) tree.self[firstNew + index] = weight;
    }
    const going: number[] = [];
    for (let walker = 0; walker < stacks.length; walker += 1) {
      const node = nodes[walker] as number;
      if (node >= firstNew && !isCut[node - firstNew]) going.push(walker);
    }
    stacks = Int32Array.from(going, (walker) => stackParent[stacks[walker] as number] as number);
    const [lastNodes, lastWeights] = [nodes, weights];
    nodes = Int32Array.from(going, (walker) => lastNodes[walker] as number);
    weights = Float64Array.from(going, (walker) => lastWeights[walker] as number);
  }
  return arrange(tree, frames, cutBelow);
}

/**
 * Depth first, the heavier sibling first, ties by name and place. What weighs less than `cutBelow` is cut and
 * counted; what weighs nothing at all is left out.
 */
function arrange(tree: GrowingTree, frames: readonly ProfileFrame[], cutBelow: number): CallTree {
  const { count, firstChild, sibling } = tree;
  const parents = tree.parent.subarray(0, count);
  const totals = totalByStack(parents, tree.self.subarray(0, count));
  const nameOf = sortKeys(frames);
  const lighterFirst = (a: number, b: number): number => {
    const difference = (totals[a] as number) - (totals[b] as number);
    if (difference !== 0) return difference;
    const [idA, idB] = [tree.frame[a] as number, tree.frame[b] as number];
    const [nameA, nameB] = [nameOf(idA), nameOf(idB)];
    return nameA < nameB ? 1 : nameA > nameB ? -1 : idB - idA;
  };
  // A subtree is counted where it is cut, so below a node that is kept.
  const cut = { nodes: 0, weight: 0 };
  const kept: number[] = [];
  const keptParent: number[] = [];
  const keptDepth: number[] = [];
  const waiting: { node: number; parent: number; depth: number }[] = [{ node: 0, parent: -1, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const index = kept.push(next.node) - 1;
    keptParent.push(next.parent);
    keptDepth.push(next.depth);
    const below: number[] = [];
    for (let node = firstChild[next.node] as number; node >= 0; node = sibling[node] as number) {
      const total = totals[node] as number;
      if (total === 0) continue;
      if (Math.abs(total) >= cutBelow) below.push(node);
      else {
        cut.nodes += 1;
        cut.weight += total;
      }
    }
    // The stack gives back the last first, so the heaviest goes on last.
    if (below.length > 1) below.sort(lighterFirst);
    for (const node of below) waiting.push({ node, parent: index, depth: next.depth + 1 });
  }
  return {
    parent: Int32Array.from(keptParent),
    frame: Int32Array.from(kept, (node) => tree.frame[node] as number),
    depth: Int32Array.from(keptDepth),
    self: Float64Array.from(kept, (node) => tree.self[node] as number),
    totals: Float64Array.from(kept, (node) => totals[node] as number),
    elided: cut,
  };
}

/** Name and place of a function by its number, so that ties sort the same on every machine; made when asked for. */
function sortKeys(frames: readonly ProfileFrame[]): (id: number) => string {
  const keys: (string | undefined)[] = [];
  return (id) => {
    const { name, file, line, column } = frames[id] as ProfileFrame;
    return (keys[id] ??= `${name}\0${file}\0${line}\0${column}`);
  };
}

/** Visits every stack after its parent and leaves it after its children; without recursion, however deep. */
function walkDepthFirst(
  stackParent: Int32Array,
  visit: { enter(stack: number): void; leave(stack: number): void },
): void {
  const count = stackParent.length;
  const firstChild = new Int32Array(count + 1).fill(-1);
  const sibling = new Int32Array(count).fill(-1);
  // Slot 0 holds the roots. Backwards, so that children come in the order of their numbers.
  for (let stack = count - 1; stack >= 0; stack -= 1) {
    const slot = (stackParent[stack] as number) + 1;
    sibling[stack] = firstChild[slot] as number;
    firstChild[slot] = stack;
  }
  let stack = firstChild[0] as number;
  while (stack >= 0) {
    visit.enter(stack);
    let next = firstChild[stack + 1] as number;
    while (next < 0 && stack >= 0) {
      visit.leave(stack);
      next = sibling[stack] as number;
      stack = stackParent[stack] as number;
    }
    stack = next;
  }
}
