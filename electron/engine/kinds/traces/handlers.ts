import type { DurationDistribution, Span, SpanDetail, TraceRow } from '../../../../shared/contract/traces.ts';
import { AssayError } from '../../../../shared/domain/errors.ts';
import { damaged } from '../../db/damaged.ts';
import type { AuditDb } from '../../db/database.ts';
import { readEventsAndLinks } from './span-events.ts';
import { selfTimes } from './trace-tree.ts';
import {
  attributeReader,
  readTrace,
  selectTraces,
  type StoredSpan,
  type StoredTrace,
  type TraceQuery,
} from './store.ts';
import type { Output, Received } from '../../../../shared/contract/index.ts';
import type { Handlers } from '../../handler.ts';
import { quantiles } from '../../stats/quantiles.ts';

const bucketsPerDecade = 10;

export const traceHandlers = {
  'trace.list': ({ audit }, input) => listTraces(audit().db, input),
  'trace.distribution': ({ audit }, input) => distribution(audit().db, input),
  'trace.get': ({ audit }, input) => getTrace(audit().db, input),
  'trace.span': ({ audit }, { traceId, spanId }) => {
    const { db } = audit();
    const trace = readTrace(db, traceId);
    const index = trace.spans.findIndex((span) => span.spanId === spanId.toLowerCase());
    if (index === -1) {
      throw new AssayError({
        code: 'trace.span-unknown',
        message: `The trace has no span ${JSON.stringify(spanId)}.`,
      });
    }
    return spanDetail(db, trace, index);
  },
} satisfies Partial<Handlers>;

const sortColumns = {
  duration: 'end_ns - start_ns',
  start: 'start_ns',
  spans: 'span_count',
  errors: 'error_count',
} as const;

function listTraces(db: AuditDb, input: Received<'trace.list'>): Output<'trace.list'> {
  const { sql, parameters } = selectTraces(db, input);
  const sort = input.sort ?? 'duration';
  const direction = input.direction ?? (sort === 'start' ? 'ascending' : 'descending');
  const total = db
    .prepare(`select count(*) from (${sql})`)
    .pluck()
    .get(...parameters) as number;
  const traceIds = db
    .prepare(
      `select trace_id from (${sql})
       order by ${sortColumns[sort]} ${direction === 'ascending' ? 'asc' : 'desc'}, trace_id limit ? offset ?`,
    )
    .pluck()
    .all(...parameters, input.limit, input.offset) as string[];
  const rowOf = rowReader(db);
  return { total, traces: traceIds.map(rowOf) };
}

interface PartRow {
  source_id: bigint;
  start_ns: bigint;
  end_ns: bigint;
  span_count: bigint;
  error_count: bigint;
  service_count: bigint;
  root_service: string;
  root_operation: string;
}

/** Rows of the trace list; a trace in several sources is counted over all its spans. */
function rowReader(db: AuditDb): (traceId: string) => TraceRow {
  const parts = db
    .prepare(
      `select trace.source_id, start_ns, end_ns, span_count, error_count, service_count,
         service.value as root_service, operation.value as root_operation
       from trace
       join source on source.id = trace.source_id and state = 'live'
       join trace_text as service on service.source_id = trace.source_id and service.id = root_service
       join trace_text as operation on operation.source_id = trace.source_id and operation.id = root_operation
       where trace_id = ?`,
    )
    .safeIntegers(true);
  return (traceId) => {
    const rows = parts.all(traceId) as PartRow[];
    const [row] = rows;
    // Of several parts, or of one that names a text that is not there: its reading says so.
    if (!row || rows.length > 1) return asTraceRow(readTrace(db, traceId));
    requireCounts(row, traceId);
    return {
      traceId,
      rootService: row.root_service,
      rootOperation: row.root_operation,
      startNs: String(row.start_ns),
      durationNs: Number(row.end_ns - row.start_ns),
      spanCount: Number(row.span_count),
      serviceCount: Number(row.service_count),
      errorCount: Number(row.error_count),
      sourceId: Number(row.source_id),
    };
  };
}

/** Throws `audit.damaged` for counts and times that no trace has. */
function requireCounts(row: PartRow, traceId: string): void {
  const isWithin = (count: bigint, least: bigint): boolean => count >= least && count <= row.span_count;
  const isSound =
    isWithin(row.error_count, 0n) && isWithin(row.service_count, 1n) && row.end_ns >= row.start_ns;
  if (!isSound) throw damaged(`table trace, trace ${traceId}`, 'its counts and times cannot be');
}

function asTraceRow(trace: StoredTrace): TraceRow {
  const root = trace.spans[trace.tree.root] as StoredSpan;
  return {
    traceId: trace.traceId,
    rootService: root.service,
    rootOperation: root.operation,
    startNs: String(trace.startNs),
    durationNs: Number(trace.endNs - trace.startNs),
    spanCount: trace.spans.length,
    serviceCount: new Set(trace.spans.map(({ service }) => service)).size,
    errorCount: trace.spans.filter(({ status }) => status === 'error').length,
    sourceId: trace.sourceIds[0] as number,
  };
}

function getTrace(db: AuditDb, input: Received<'trace.get'>): Output<'trace.get'> {
  const trace = readTrace(db, input.traceId);
  return {
    trace: asTraceRow(trace),
    spans: contractSpans(db, trace, [...trace.tree.order], input.attributes ?? true),
    warnings: traceWarnings(trace),
  };
}

function contractSpans(
  db: AuditDb,
  trace: StoredTrace,
  indices: readonly number[],
  withAttributes: boolean,
): Span[] {
  const self = selfTimes(trace.spans, trace.tree);
  const attributesOf = withAttributes ? attributeReader(db) : () => ({});
  return indices.map((index) => {
    const span = trace.spans[index] as StoredSpan;
    return {
      spanId: span.spanId,
      parentSpanId: span.parentSpanId,
      service: span.service,
      operation: span.operation,
      kind: span.kind,
      offsetNs: span.startNs,
      durationNs: span.endNs - span.startNs,
      selfTimeNs: self[index] as number,
      status: span.status,
      statusMessage: span.statusMessage,
      attributes: attributesOf(span.sourceId, span.attributesId),
      resource: attributesOf(span.sourceId, span.resourceId),
      depth: trace.tree.depth[index] as number,
    };
  });
}

/** One span with its events and links, times from the start of the trace. */
function spanDetail(db: AuditDb, trace: StoredTrace, index: number): SpanDetail {
  const [span] = contractSpans(db, trace, [index], true) as [Span];
  const { rowId, sourceId } = trace.spans[index] as StoredSpan;
  const { events, links } = readEventsAndLinks(db, rowId);
  const attributesOf = attributeReader(db);
  const isHere = db
    .prepare(
      `select exists (select 1 from trace join source on source.id = source_id
         where trace_id = ? and state = 'live')`,
    )
    .pluck();
  return {
    ...span,
    events: events.map(({ name, timeNs, attributesId }) => ({
      name,
      offsetNs: Number(timeNs - trace.startNs),
      attributes: attributesOf(sourceId, attributesId),
    })),
    links: links.map(({ traceId, spanId, attributesId }) => ({
      traceId,
      spanId,
      isHere: isHere.get(traceId) === 1,
      attributes: attributesOf(sourceId, attributesId),
    })),
  };
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What a reader of this trace must know before trusting its shape. */
function traceWarnings({ spans, tree, duplicates, sourceIds }: StoredTrace): string[] {
  const warnings: string[] = [];
  if (tree.orphans.length > 0) {
    warnings.push(
      `${plural(tree.orphans.length, 'span names a parent that is', 'spans name a parent that is')} not in the audit; shown at the top level. Import the exports of the other services if there are any.`,
    );
  }
  if (tree.cutRings.length > 0) {
    warnings.push(
      `${plural(tree.cutRings.length, 'span is its', 'spans are their')} own ancestor; the ring was cut.`,
    );
  }
  const starters = spans.filter((span) => span.parentSpanId === null).length;
  if (starters > 1) warnings.push(`The trace has ${starters} root spans; the earliest stands for the whole.`);
  let partly = 0;
  let wholly = 0;
  for (const [index, span] of spans.entries()) {
    const parent = spans[tree.parent[index] as number];
    if (!parent) continue;
    // A consumer may well outlive its producer.
    if (parent.kind === 'producer' && span.kind === 'consumer') continue;
    if (span.startNs >= parent.endNs || span.endNs <= parent.startNs) {
      if (span.endNs > parent.endNs || span.startNs < parent.startNs) wholly += 1;
    } else if (span.startNs < parent.startNs || span.endNs > parent.endNs) partly += 1;
  }
  if (wholly > 0) {
    warnings.push(
      `${plural(wholly, 'span lies', 'spans lie')} wholly outside the parent span and is not waited for on the critical path; clocks may differ between hosts.`,
    );
  }
  if (partly > 0) {
    warnings.push(
      `${plural(partly, 'span lies', 'spans lie')} partly outside the parent span; the critical path counts the part inside.`,
    );
  }
  if (duplicates > 0) {
    warnings.push(`${plural(duplicates, 'span is', 'spans are')} in more than one source and counted once.`);
  }
  if (sourceIds.length > 1) warnings.push(`Read together from ${sourceIds.length} sources.`);
  return warnings;
}

const bucketOf = (durationMs: number): number => Math.floor(Math.log10(durationMs) * bucketsPerDecade);

function distribution(db: AuditDb, query: TraceQuery): DurationDistribution {
  const { sql, parameters } = selectTraces(db, query);
  const rows = db
    .prepare(`select end_ns - start_ns, error_count from (${sql})`)
    .raw()
    .all(...parameters) as [durationNs: number, errorCount: number][];
  const durationsMs = Float64Array.from(rows, ([durationNs]) => durationNs / 1e6);
  if (durationsMs.length === 0) return { count: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0, buckets: [] };
  const indices = Int32Array.from(durationsMs, (durationMs) =>
    durationMs > 0 ? bucketOf(durationMs) : -1000,
  );
  const used = indices.filter((index) => index > -1000);
  const first = used.length > 0 ? used.reduce((least, index) => Math.min(least, index)) : 0;
  const last = used.length > 0 ? used.reduce((most, index) => Math.max(most, index)) : 0;
  const buckets = Array.from({ length: last - first + 1 }, (_, index) => ({
    fromMs: 10 ** ((first + index) / bucketsPerDecade),
    toMs: 10 ** ((first + index + 1) / bucketsPerDecade),
    count: 0,
    errorCount: 0,
  }));
  for (const [position, index] of indices.entries()) {
    const bucket = buckets[Math.max(index, first) - first];
    if (!bucket) continue;
    bucket.count += 1;
    if ((rows[position]?.[1] ?? 0) > 0) bucket.errorCount += 1;
  }
  const [p50Ms = 0, p95Ms = 0, p99Ms = 0, maxMs = 0] = quantiles(durationsMs, [0.5, 0.95, 0.99, 1]);
  return { count: durationsMs.length, p50Ms, p95Ms, p99Ms, maxMs, buckets };
}
