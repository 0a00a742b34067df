import { z } from 'zod';
import { query } from './define.ts';

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

export const traceRow = z.object({
  traceId: z.string(),
  rootService: z.string(),
  rootOperation: z.string(),
  startNs: epochNs,
  durationNs: z.number(),
  spanCount: z.number().int(),
  serviceCount: z.number().int(),
  errorCount: z.number().int(),
  sourceId: z.number().int(),
});
export type TraceRow = z.infer<typeof traceRow>;

export const attributeValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.unknown())]);

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

const filter = { service: z.string().optional(), operation: z.string().optional() };

export const traceMethods = {
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
      ...filter,
      search: z.string().optional(),
      errorsOnly: z.boolean().optional(),
      sort: z.enum(['duration', 'start', 'spans']).optional(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(1000),
    }),
    output: z.object({ total: z.number().int(), traces: z.array(traceRow) }),
  }),
  'trace.get': query({
    input: z.object({ traceId: z.string() }),
    output: z.object({ trace: traceRow, spans: z.array(span), warnings: z.array(z.string()) }),
  }),
  'trace.criticalPath': query({ input: z.object({ traceId: z.string() }), output: criticalPath }),
};
