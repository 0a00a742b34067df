import { z } from 'zod';
import { epochNs } from '../domain/epoch.ts';
import { query, type KindContract } from './define.ts';

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

const traceFilter = {
  service: z.string().optional(),
  operation: z.string().optional(),
  /** Part of the trace id, of an operation's name, or of an attribute's key or value. */
  search: z.string().optional(),
  errorsOnly: z.boolean().optional(),
};

const traceMethods = {
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
};

export const kind = {
  id: 'traces',
  name: 'Traces',
  file: 'trace file',
  place: '/traces',
  methods: traceMethods,
} as const satisfies KindContract;
