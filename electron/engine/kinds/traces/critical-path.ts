// The critical path of a span: which span each instant of a request was waiting for. Walked from the end backwards:
// the child that finished last before the point reached is what its parent waited for; before that child began, the
// next one that had finished by then; time no finished child explains is the parent's own.
//
// As in Jaeger's critical path (jaegertracing.io, "Trace critical path"), with two differences: a sibling that ends
// exactly where the next begins is on the path, and consumers are not waited for by their producers. A child outside
// its parent is dropped, one partly outside is clipped. Integer nanoseconds throughout; no recursion, so neither
// breadth nor depth is limited.
import { isAsynchronous, type SpanTree, type TimedSpan } from './trace-tree.ts';

export interface Segment {
  /** Index of the span. */
  span: number;
  startNs: number;
  endNs: number;
}

interface Frame {
  span: number;
  /** The part of the span that lies in its parent's. */
  fromNs: number;
  /** Everything after this instant is explained; moves towards `fromNs`. */
  reachedNs: number;
  /** Children by clipped end, the last-finishing at the end of the array. */
  waitedFor: Child[];
}

interface Child {
  span: number;
  fromNs: number;
  toNs: number;
}

/**
 * The segments of the critical path of `tree.root`, in time order, not overlapping; adjacent segments of one span are
 * one. Their durations sum to the root's. Empty for a root of no duration.
 */
export function findCriticalPath(spans: readonly TimedSpan[], tree: SpanTree): Segment[] {
  const root = spans[tree.root];
  if (!root) return [];
  /** Latest first. */
  const segments: Segment[] = [];
  const add = (span: number, startNs: number, endNs: number): void => {
    if (startNs >= endNs) return;
    const later = segments.at(-1);
    if (later?.span === span && later.startNs === endNs) later.startNs = startNs;
    else segments.push({ span, startNs, endNs });
  };
  const open = (span: number, fromNs: number, toNs: number): Frame => ({
    span,
    fromNs,
    reachedNs: toNs,
    waitedFor: childrenWithin(spans, tree, span, fromNs, toNs),
  });

  const stack = [open(tree.root, root.startNs, root.endNs)];
  while (stack.length > 0) {
    const frame = stack.at(-1) as Frame;
    const child = frame.waitedFor.pop();
    if (!child) {
      add(frame.span, frame.fromNs, frame.reachedNs);
      stack.pop();
    } else if (child.toNs <= frame.reachedNs) {
      add(frame.span, child.toNs, frame.reachedNs);
      frame.reachedNs = child.fromNs;
      stack.push(open(child.span, child.fromNs, child.toNs));
    }
    // A child that was still running when a later one on the path began did not hold that one up.
  }
  return segments.reverse();
}

function childrenWithin(
  spans: readonly TimedSpan[],
  tree: SpanTree,
  parentIndex: number,
  fromNs: number,
  toNs: number,
): Child[] {
  const parent = spans[parentIndex] as TimedSpan;
  const children: Child[] = [];
  for (const span of tree.children[parentIndex] ?? []) {
    const child = spans[span] as TimedSpan;
    if (isAsynchronous(parent, child)) continue;
    const clipped = { span, fromNs: Math.max(child.startNs, fromNs), toNs: Math.min(child.endNs, toNs) };
    // Of no length within the parent: nothing is waited for.
    if (clipped.toNs > clipped.fromNs) children.push(clipped);
  }
  // Of several that finish together, the longest explains most of the wait.
  return children.sort((a, b) => a.toNs - b.toNs || b.fromNs - a.fromNs || b.span - a.span);
}

/** Per span, ns: its part of the critical path. */
export function criticalTimes(spans: readonly TimedSpan[], tree: SpanTree): Float64Array {
  const critical = new Float64Array(spans.length);
  for (const { span, startNs, endNs } of findCriticalPath(spans, tree)) {
    critical[span] = (critical[span] as number) + endNs - startNs;
  }
  return critical;
}
