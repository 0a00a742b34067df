// What one request waited for, and what all requests together waited for.
import { z } from 'zod';
import type { AuditDb } from '../../db/open.ts';
import { readTrace, selectTraces, traceReader, traceSourceIds, type StoredSpan } from '../../db/traces.ts';
import type { Analysis } from '../analysis.ts';
import { findCriticalPath } from './path.ts';

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
export function criticalPathSummary(
  db: AuditDb,
  filter: { service?: string | undefined; operation?: string | undefined },
): CriticalPathSummary {
  const { sql, parameters: bound } = selectTraces(db, filter);
  const traceIds = db
    .prepare(`select trace_id from (${sql}) order by trace_id`)
    .pluck()
    .all(...bound) as string[];
  const operations = new Map<
    string,
    { service: string; operation: string; timeNs: number; traceCount: number }
  >();
  let totalNs = 0;
  const read = traceReader(db);
  for (const traceId of traceIds) {
    const trace = read(traceId);
    const counted = new Set<string>();
    for (const { span, startNs, endNs } of findCriticalPath(trace.spans, trace.tree)) {
      const { service, operation } = trace.spans[span] as StoredSpan;
      const key = JSON.stringify([service, operation]);
      let entry = operations.get(key);
      if (!entry) operations.set(key, (entry = { service, operation, timeNs: 0, traceCount: 0 }));
      entry.timeNs += endNs - startNs;
      totalNs += endNs - startNs;
      if (!counted.has(key)) entry.traceCount += 1;
      counted.add(key);
    }
  }
  return {
    traceCount: traceIds.length,
    totalMs: totalNs / 1e6,
    operations: [...operations]
      .toSorted(([a, first], [b, second]) => second.timeNs - first.timeNs || (a < b ? -1 : 1))
      .map(([, { service, operation, timeNs, traceCount }]) => ({
        service,
        operation,
        ms: timeNs / 1e6,
        share: totalNs === 0 ? 0 : timeNs / totalNs,
        traceCount,
      })),
  };
}

const summaryParameters = z.object({ service: z.string().optional(), operation: z.string().optional() });

export const criticalPathSummaryAnalysis: Analysis<typeof summaryParameters> = {
  id: 'critical-path-summary',
  version: 1,
  title: 'Critical path of all traces, by operation',
  parameters: summaryParameters,
  inputs: traceSourceIds,
  run: criticalPathSummary,
};
