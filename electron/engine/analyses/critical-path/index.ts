// What one request waited for, and what all requests together waited for.
import { z } from 'zod';
import { criticalTimes, findCriticalPath } from '../../kinds/traces/critical-path.ts';
import type { AuditDb } from '../../db/database.ts';
import {
  readTrace,
  selectTraces,
  traceReader,
  traceSourceIds,
  visitUnsharedSpans,
  type SpanFilter,
  type StoredSpan,
} from '../../kinds/traces/store.ts';
import type { Analysis } from '../analysis.ts';

export interface CriticalPath {
  traceId: string;
  /** Nanoseconds since 1970 as decimal digits. */
  startNs: string;
  endNs: string;
  durationNs: number;
  segments: { spanId: string; service: string; operation: string; startNs: string; endNs: string }[];
}

/** The critical path of one trace, from the start to the end of its root. Throws `trace.unknown`. */
export function criticalPathOf(db: AuditDb, traceId: string): CriticalPath {
  const trace = readTrace(db, traceId);
  const absolute = (offsetNs: number): string => String(trace.startNs + BigInt(offsetNs));
  const root = trace.spans[trace.tree.root] as StoredSpan;
  return {
    traceId: trace.traceId,
    startNs: absolute(root.startNs),
    endNs: absolute(root.endNs),
    durationNs: root.endNs - root.startNs,
    segments: findCriticalPath(trace.spans, trace.tree).map(({ span, startNs, endNs }) => {
      const { spanId, service, operation } = trace.spans[span] as StoredSpan;
      return { spanId, service, operation, startNs: absolute(startNs), endNs: absolute(endNs) };
    }),
  };
}

const parameters = z.object({ traceId: z.string() });

export const criticalPathAnalysis: Analysis<typeof parameters> = {
  id: 'critical-path',
  version: 1,
  title: 'Critical path of a trace',
  parameters,
  inputs: (db, { traceId }) => readTrace(db, traceId).sourceIds,
  run: (db, { traceId }) => criticalPathOf(db, traceId),
};

export interface CriticalPathSummary {
  traceCount: number;
  /** Sum of the durations of the roots. */
  totalMs: number;
  /** Largest first. */
  operations: { service: string; operation: string; ms: number; share: number; traceCount: number }[];
}

/** Time on the critical path by operation, over all traces or those that hold a span of the filter. */
export function criticalPathSummary(db: AuditDb, filter: SpanFilter): CriticalPathSummary {
  const operations = new Map<string, Map<string, Tally>>();
  let totalNs = 0;
  const count = (service: string, operation: string, ns: number, trace: number | string): void => {
    if (ns === 0) return;
    totalNs += ns;
    let ofService = operations.get(service);
    if (!ofService) operations.set(service, (ofService = new Map()));
    let tally = ofService.get(operation);
    if (!tally)
      ofService.set(operation, (tally = { service, operation, ns: 0, traceCount: 0, lastTrace: '' }));
    tally.ns += ns;
    if (tally.lastTrace !== trace) tally.traceCount += 1;
    tally.lastTrace = trace;
  };

  visitUnsharedSpans(db, filter, true, ({ service, operation, criticalNs, trace }) =>
    count(service, operation, criticalNs, trace),
  );
  const { sql, parameters: bound } = selectTraces(db, filter);
  const read = traceReader(db);
  const shared = db
    .prepare(`select trace_id from (${sql}) where parts > 1 order by trace_id`)
    .pluck()
    .all(...bound) as string[];
  for (const traceId of shared) {
    const { spans, tree } = read(traceId);
    for (const [index, ns] of criticalTimes(spans, tree).entries()) {
      const { service, operation } = spans[index] as StoredSpan;
      count(service, operation, ns, traceId);
    }
  }
  return {
    traceCount: db
      .prepare(`select count(*) from (${sql})`)
      .pluck()
      .get(...bound) as number,
    totalMs: totalNs / nsPerMs,
    operations: [...operations.values()]
      .flatMap((ofService) => [...ofService.values()])
      .toSorted(
        (a, b) => b.ns - a.ns || compareText(a.service, b.service) || compareText(a.operation, b.operation),
      )
      .map(({ service, operation, ns, traceCount }) => ({
        service,
        operation,
        ms: ns / nsPerMs,
        share: ns / totalNs,
        traceCount,
      })),
  };
}

interface Tally {
  service: string;
  operation: string;
  ns: number;
  traceCount: number;
  /** Spans come trace by trace, so remembering one is enough to count each trace once. */
  lastTrace: number | string;
}

const nsPerMs = 1e6;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const summaryParameters = z.object({ service: z.string().optional(), operation: z.string().optional() });

export const criticalPathSummaryAnalysis: Analysis<typeof summaryParameters> = {
  id: 'critical-path-summary',
  version: 1,
  title: 'Critical path of all traces, by operation',
  parameters: summaryParameters,
  inputs: traceSourceIds,
  run: criticalPathSummary,
};
