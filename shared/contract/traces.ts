import { z } from 'zod';
import { query, type KindContract } from './define.ts';

/** Nanoseconds since the epoch exceed 2^53 and travel as decimal strings; offsets and durations are numbers. */
const epochNs = z.string().regex(/^-?\d+$/);

export const operationSummary = z.object({
  service: z.string(),
  operation: z.string(),
  count: z.number().int(),
  errorCount: z.number().int(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  selfTimeMs: z.number(),
});
export type OperationSummary = z.infer<typeof operationSummary>;

export const traceRow = z.object({
  traceId: z.string(),
  rootService: z.string(),
  rootOperation: z.string(),
  startNs: epochNs,
  durationNs: z.number(),
  spanCount: z.number().int(),
  serviceCount: z.number().int(),
  errorCount: z.number().int(),
  /** The first of the sources that hold spans of it. */
  sourceId: z.number().int(),
});
export type TraceRow = z.infer<typeof traceRow>;

export const attributeValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
]);

export const span = z.object({
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  service: z.string(),
  operation: z.string(),
  kind: z.enum(['unspecified', 'internal', 'server', 'client', 'producer', 'consumer']),
  /** From the start of the trace. */
  offsetNs: z.number(),
  durationNs: z.number(),
  selfTimeNs: z.number(),
  status: z.enum(['unset', 'ok', 'error']),
  statusMessage: z.string(),
  attributes: z.record(z.string(), attributeValue),
  resource: z.record(z.string(), attributeValue),
  /** Depth in the tree, in waterfall order: parents before children, siblings by start. */
  depth: z.number().int(),
});
export type Span = z.infer<typeof span>;

/** One span with what happened in it and what it is linked to. */
export const spanDetail = span.extend({
  events: z.array(
    z.object({
      name: z.string(),
      /** From the start of the trace; before it where clocks differ. */
      offsetNs: z.number(),
      attributes: z.record(z.string(), attributeValue),
    }),
  ),
  links: z.array(
    z.object({
      traceId: z.string(),
      spanId: z.string(),
      /** Whether the audit holds that trace. */
      isHere: z.boolean(),
      attributes: z.record(z.string(), attributeValue),
    }),
  ),
});
export type SpanDetail = z.infer<typeof spanDetail>;

export const criticalPath = z.object({
  traceId: z.string(),
  startNs: epochNs,
  endNs: epochNs,
  durationNs: z.number(),
  /** In time order, not overlapping; together they cover the root span. */
  segments: z.array(
    z.object({
      spanId: z.string(),
      service: z.string(),
      operation: z.string(),
      startNs: epochNs,
      endNs: epochNs,
    }),
  ),
});
export type CriticalPath = z.infer<typeof criticalPath>;

export const criticalPathSummary = z.object({
  traceCount: z.number().int(),
  /** Sum of the durations of the root spans. */
  totalMs: z.number(),
  /** Largest first. */
  operations: z.array(
    z.object({
      service: z.string(),
      operation: z.string(),
      ms: z.number(),
      /** Of `totalMs`, 0 to 1. */
      share: z.number(),
      /** Traces on whose critical path it lies. */
      traceCount: z.number().int(),
    }),
  ),
});
export type CriticalPathSummary = z.infer<typeof criticalPathSummary>;

export const durationDistribution = z.object({
  count: z.number().int(),
  /** Exact, type 7; zero without traces. */
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
  /** Of equal width on a log axis, without holes; traces of no duration count in the first. */
  buckets: z.array(
    z.object({
      fromMs: z.number(),
      toMs: z.number(),
      count: z.number().int(),
      errorCount: z.number().int(),
    }),
  ),
});
export type DurationDistribution = z.infer<typeof durationDistribution>;

const filter = { service: z.string().optional(), operation: z.string().optional() };
const traceFilter = {
  ...filter,
  /** Part of the trace id, of an operation's name, or of an attribute's key or value. */
  search: z.string().optional(),
  errorsOnly: z.boolean().optional(),
};

const traceMethods = {
  'trace.summary': query({
    input: z.object(filter),
    output: z.object({
      traceCount: z.number().int(),
      spanCount: z.number().int(),
      services: z.array(z.string()),
      operations: z.array(operationSummary),
    }),
  }),
  'trace.list': query({
    input: z.object({
      ...traceFilter,
      sort: z.enum(['duration', 'start', 'spans', 'errors']).optional(),
      /** Times ascend and everything else descends unless this says otherwise. */
      direction: z.enum(['ascending', 'descending']).optional(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(10_000),
    }),
    output: z.object({ total: z.number().int(), traces: z.array(traceRow) }),
  }),
  'trace.distribution': query({ input: z.object(traceFilter), output: durationDistribution }),
  'trace.get': query({
    /** `attributes: false` leaves attributes and resources empty, for traces of many thousand spans. */
    input: z.object({ traceId: z.string(), attributes: z.boolean().optional() }),
    output: z.object({ trace: traceRow, spans: z.array(span), warnings: z.array(z.string()) }),
  }),
  'trace.span': query({ input: z.object({ traceId: z.string(), spanId: z.string() }), output: spanDetail }),
  'trace.criticalPath': query({ input: z.object({ traceId: z.string() }), output: criticalPath }),
  /** Time on the critical path by operation, over all traces or those that hold a span of the filter. */
  'trace.criticalPathSummary': query({ input: z.object(filter), output: criticalPathSummary }),
};

export const tracesKind = {
  name: 'Traces',
  file: 'trace file',
  place: '/traces',
  methods: traceMethods,
} satisfies KindContract;
