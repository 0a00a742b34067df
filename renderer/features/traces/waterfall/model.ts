// A trace as the waterfall draws it: pure, so that its rules can be tested without a window.
import type { AnalysisResult } from '../../../../shared/analyses/index.ts';
import type { Span, TraceRow } from '../../../../shared/contract/traces.ts';

type CriticalPath = AnalysisResult<'critical-path'>;

/** Part of a trace's time, ns from its start. */
export interface TimeWindow {
  fromNs: number;
  toNs: number;
}

export interface WaterfallModel {
  spans: readonly Span[];
  durationNs: number;
  /** Index behind the last descendant of each span. */
  subtreeEnd: Int32Array;
  /** Index of the parent, or -1. */
  parent: Int32Array;
  /** Services in the order in which the trace reaches them; the place decides the colour. */
  services: readonly string[];
  /** Parts of each span that are on the critical path, by span id. */
  critical: ReadonlyMap<string, readonly TimeWindow[]>;
  /** Time on the critical path by operation, longest first. */
  waits: readonly Wait[];
  /** Length of the critical path: the duration of the root span. */
  criticalNs: number;
}

export interface Wait {
  service: string;
  operation: string;
  ns: number;
  share: number;
  /** Spans of the operation on the path. */
  spans: number;
  firstSpanId: string;
}

/** `spans` in waterfall order: parents before children. */
export function buildModel(trace: TraceRow, spans: readonly Span[], path: CriticalPath): WaterfallModel {
  const subtreeEnd = new Int32Array(spans.length);
  const parent = new Int32Array(spans.length).fill(-1);
  const open: number[] = [];
  for (const [index, { depth }] of spans.entries()) {
    while (open.length > depth) subtreeEnd[open.pop() as number] = index;
    parent[index] = open.at(-1) ?? -1;
    open.push(index);
  }
  for (const index of open) subtreeEnd[index] = spans.length;

  const traceStart = BigInt(trace.startNs);
  const offset = (ns: string): number => Number(BigInt(ns) - traceStart);
  const critical = new Map<string, TimeWindow[]>();
  const waits = new Map<string, Wait & { ids: Set<string> }>();
  for (const { spanId, service, operation, startNs, endNs } of path.segments) {
    const part = { fromNs: offset(startNs), toNs: offset(endNs) };
    const parts = critical.get(spanId);
    if (parts) parts.push(part);
    else critical.set(spanId, [part]);
    const key = JSON.stringify([service, operation]);
    let wait = waits.get(key);
    if (!wait) {
      wait = { service, operation, ns: 0, share: 0, spans: 0, firstSpanId: spanId, ids: new Set() };
      waits.set(key, wait);
    }
    wait.ns += part.toNs - part.fromNs;
    wait.ids.add(spanId);
  }
  return {
    spans,
    durationNs: trace.durationNs,
    subtreeEnd,
    parent,
    services: [...new Set(spans.map(({ service }) => service))],
    critical,
    waits: [...waits.values()]
      .map(({ ids, ...wait }) => ({
        ...wait,
        share: path.durationNs === 0 ? 0 : wait.ns / path.durationNs,
        spans: ids.size,
      }))
      .toSorted((a, b) => b.ns - a.ns),
    criticalNs: path.durationNs,
  };
}

/** Indices of the spans in sight: below no collapsed span and, when asked, on the critical path or above it. */
export function visibleSpans(
  model: WaterfallModel,
  collapsed: ReadonlySet<number>,
  criticalOnly: boolean,
): Int32Array {
  const kept = criticalOnly ? onCriticalPath(model) : null;
  const visible = new Int32Array(model.spans.length);
  let count = 0;
  for (let index = 0; index < model.spans.length;) {
    if (kept && kept[index] === 0) {
      index += 1;
      continue;
    }
    visible[count] = index;
    count += 1;
    index = collapsed.has(index) ? (model.subtreeEnd[index] as number) : index + 1;
  }
  return visible.subarray(0, count);
}

/** Spans with a part on the critical path, and their ancestors, which hold the tree together. */
function onCriticalPath(model: WaterfallModel): Uint8Array {
  const kept = new Uint8Array(model.spans.length);
  for (let index = model.spans.length - 1; index >= 0; index -= 1) {
    if (kept[index] === 0 && !model.critical.has(model.spans[index]?.spanId ?? '')) continue;
    kept[index] = 1;
    const parent = model.parent[index] as number;
    if (parent >= 0) kept[parent] = 1;
  }
  return kept;
}

/** The ancestors of a span, which must be open for it to be in sight. */
export function ancestorsOf(model: WaterfallModel, index: number): number[] {
  const ancestors: number[] = [];
  for (let up = model.parent[index] as number; up >= 0; up = model.parent[up] as number) ancestors.push(up);
  return ancestors;
}

/** Round instants for a ruler, about `wanted` of them: 1, 2 or 5 times a power of ten apart, or less. */
export function rulerTicks({ fromNs, toNs }: TimeWindow, wanted: number): number[] {
  const span = toNs - fromNs;
  if (span <= 0) return [];
  const rough = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough,
  );
  const first = Math.ceil(fromNs / step);
  const last = Math.floor(toNs / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** The shortest window one can zoom into. */
const leastWindowNs = 10;

/** The window around an instant, `factor` times as long, within the trace. */
export function zoomed(
  model: WaterfallModel,
  window: TimeWindow,
  factor: number,
  aroundNs: number,
): TimeWindow {
  const length = Math.min(model.durationNs, Math.max(leastWindowNs, (window.toNs - window.fromNs) * factor));
  const share = (aroundNs - window.fromNs) / Math.max(1, window.toNs - window.fromNs);
  return within(model, aroundNs - share * length, length);
}

/** The window of this length that begins here, moved into the trace. */
export function within(model: WaterfallModel, fromNs: number, lengthNs: number): TimeWindow {
  const length = Math.min(lengthNs, model.durationNs);
  const from = Math.max(0, Math.min(fromNs, model.durationNs - length));
  return { fromNs: from, toNs: from + length };
}
