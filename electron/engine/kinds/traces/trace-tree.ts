// How the spans of one trace make a tree: who is whose child, which span is the root, in which order a waterfall
// shows them, and how much time is a span's own. Pure and iterative: a trace may be 100,000 spans deep or wide.
import type { SpanRecord } from './batch.ts';

/** Times are nanoseconds from any common origin, exact integers. */
export interface TimedSpan {
  spanId: string;
  parentSpanId: string | null;
  kind: SpanRecord['kind'];
  startNs: number;
  endNs: number;
}

export interface SpanTree {
  /** Index of each span's parent; -1 for roots, orphans and where a ring of parents was cut. */
  parent: Int32Array;
  /** Indices of each span's children, by start, then longest first. */
  children: readonly (readonly number[])[];
  /** The span that stands for the whole trace; -1 when there is none. */
  root: number;
  /** All spans in waterfall order: parents before children, siblings by start. */
  order: Int32Array;
  depth: Int32Array;
  /** Spans whose parent is not in the trace. */
  orphans: number[];
  /** Spans that are their own ancestor; the tree was cut there. */
  cutRings: number[];
}

const none: readonly number[] = [];

/** Span ids must be unique. */
export function buildSpanTree(spans: readonly TimedSpan[]): SpanTree {
  const count = spans.length;
  const indexOf = new Map<string, number>();
  for (const [index, { spanId }] of spans.entries()) indexOf.set(spanId, index);
  const parent = new Int32Array(count).fill(-1);
  const children: number[][] = [];
  const starters: number[] = [];
  const orphans: number[] = [];
  for (const [index, { parentSpanId, spanId }] of spans.entries()) {
    const found = parentSpanId === null ? undefined : indexOf.get(parentSpanId);
    if (found === undefined || parentSpanId === spanId) {
      starters.push(index);
      if (found === undefined && parentSpanId !== null) orphans.push(index);
      continue;
    }
    parent[index] = found;
    (children[found] ??= []).push(index);
  }
  const byStart = (a: number, b: number): number => {
    const [first, second] = [spans[a] as TimedSpan, spans[b] as TimedSpan];
    return first.startNs - second.startNs || second.endNs - first.endNs || a - b;
  };
  for (const siblings of children) siblings?.sort(byStart);
  starters.sort(byStart);

  const order = new Int32Array(count);
  const depth = new Int32Array(count);
  const seen = new Uint8Array(count);
  let placed = 0;
  const place = (top: number): void => {
    const open = [top];
    seen[top] = 1;
    while (open.length > 0) {
      const index = open.pop() as number;
      order[placed] = index;
      placed += 1;
      const own = children[index] ?? none;
      for (let child = own.length - 1; child >= 0; child -= 1) {
        const next = own[child] as number;
        if (seen[next] === 1) continue;
        seen[next] = 1;
        depth[next] = (depth[index] as number) + 1;
        open.push(next);
      }
    }
  };
  for (const starter of starters) place(starter);
  // What no root leads to hangs on a ring of parents: it is cut at the ring's earliest span.
  const cutRings: number[] = [];
  if (placed < count) {
    const rest = spans
      .keys()
      .filter((index) => seen[index] === 0)
      .toArray()
      .sort(byStart);
    for (const index of rest) {
      if (seen[index] === 1) continue;
      const cut = earliestOnRing(index, parent, byStart);
      const siblings = children[parent[cut] as number];
      siblings?.splice(siblings.indexOf(cut), 1);
      parent[cut] = -1;
      cutRings.push(cut);
      starters.push(cut);
      place(cut);
    }
  }
  return {
    parent,
    children: Array.from({ length: count }, (_, index) => children[index] ?? none),
    root: chooseRoot(spans, starters, new Set(orphans)),
    order,
    depth,
    orphans,
    cutRings,
  };
}

function earliestOnRing(from: number, parent: Int32Array, byStart: (a: number, b: number) => number): number {
  const walked = new Set<number>();
  let index = from;
  while (!walked.has(index)) {
    walked.add(index);
    index = parent[index] as number;
  }
  let earliest = index;
  for (let next = parent[index] as number; next !== index; next = parent[next] as number) {
    if (byStart(next, earliest) < 0) earliest = next;
  }
  return earliest;
}

/** The earliest span without a parent; where every one has lost its parent, the earliest of those. */
function chooseRoot(
  spans: readonly TimedSpan[],
  starters: readonly number[],
  orphans: ReadonlySet<number>,
): number {
  const trueRoots = starters.filter((index) => !orphans.has(index));
  const candidates = trueRoots.length > 0 ? trueRoots : starters;
  let root = -1;
  for (const index of candidates) {
    const [span, best] = [spans[index] as TimedSpan, spans[root]];
    if (!best || span.startNs < best.startNs || (span.startNs === best.startNs && span.endNs > best.endNs)) {
      root = index;
    }
  }
  return root;
}

/** A consumer works after its producer went on: its time is not the producer's, nor is it waited for. */
export const isAsynchronous = (parent: TimedSpan, child: TimedSpan): boolean =>
  parent.kind === 'producer' && child.kind === 'consumer';

/** Per span, ns: its duration without the union of its children's intervals, clipped to the span. */
export function selfTimes(spans: readonly TimedSpan[], tree: SpanTree): Float64Array {
  const self = new Float64Array(spans.length);
  for (const [index, span] of spans.entries()) {
    let covered = 0;
    let coveredUntil = span.startNs;
    for (const childIndex of tree.children[index] ?? none) {
      const child = spans[childIndex] as TimedSpan;
      if (isAsynchronous(span, child)) continue;
      const from = Math.max(child.startNs, coveredUntil);
      const to = Math.min(child.endNs, span.endNs);
      if (to <= from) continue;
      covered += to - from;
      coveredUntil = to;
    }
    self[index] = span.endNs - span.startNs - covered;
  }
  return self;
}
