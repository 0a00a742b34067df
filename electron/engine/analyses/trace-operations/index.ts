import type { AnalysisResult } from '../../../../shared/analyses/index.ts';
import { declaration } from '../../../../shared/analyses/trace-operations.ts';
import { formatCount, formatValue } from '../../../../shared/domain/format.ts';
import type { AuditDb } from '../../db/database.ts';
import { selfTimes } from '../../kinds/traces/trace-tree.ts';
import {
  selectTraces,
  sharedTraceIds,
  traceReader,
  traceSourceIds,
  visitUnsharedSpans,
  type SpanFilter,
  type SpanMeasure,
} from '../../kinds/traces/store.ts';
import { quantiles } from '../../stats/quantiles.ts';
import type { Analysis } from '../analysis.ts';
import { spanProgress } from '../span-progress.ts';
import { cutTable } from '../table.ts';

type TraceSummary = AnalysisResult<'trace-operations'>;
type OperationSummary = TraceSummary['operations'][number];

interface Tally {
  service: string;
  operation: string;
  errorCount: number;
  selfTimeNs: number;
  durations: Float64Array;
  count: number;
}

const nsPerMs = 1e6;

/** Over the spans that pass the filter; the traces counted are those that hold such a span. Type 7 quantiles. */
function summariseOperations(db: AuditDb, filter: SpanFilter, tick: () => void): TraceSummary {
  const tallies = new Map<string, Map<string, Tally>>();
  const count = (span: Omit<SpanMeasure, 'trace' | 'criticalNs'>): void => {
    tick();
    let ofService = tallies.get(span.service);
    if (!ofService) tallies.set(span.service, (ofService = new Map()));
    let tally = ofService.get(span.operation);
    if (!tally) {
      const { service, operation } = span;
      tally = { service, operation, errorCount: 0, selfTimeNs: 0, durations: new Float64Array(16), count: 0 };
      ofService.set(operation, tally);
    }
    if (tally.count === tally.durations.length) {
      const grown = new Float64Array(tally.count * 2);
      grown.set(tally.durations);
      tally.durations = grown;
    }
    tally.durations[tally.count] = span.durationNs;
    tally.count += 1;
    tally.selfTimeNs += span.selfTimeNs;
    if (span.isError) tally.errorCount += 1;
  };

  visitUnsharedSpans(db, filter, false, count);
  // Children may lie in another file than their parent: self times hold only for the trace as a whole.
  const read = traceReader(db);
  for (const traceId of sharedTraceIds(db)) {
    const { spans, tree } = read(traceId);
    const self = selfTimes(spans, tree);
    for (const [index, { service, operation, status, startNs, endNs }] of spans.entries()) {
      if (filter.service !== undefined && service !== filter.service) continue;
      if (filter.operation !== undefined && operation !== filter.operation) continue;
      const selfTimeNs = self[index] as number;
      count({ service, operation, isError: status === 'error', durationNs: endNs - startNs, selfTimeNs });
    }
  }

  const { sql, parameters } = selectTraces(db, filter);
  const operations = [...tallies.values()].flatMap((ofService) => [...ofService.values()].map(summarise));
  return {
    traceCount: db
      .prepare(`select count(*) from (${sql})`)
      .pluck()
      .get(...parameters) as number,
    spanCount: operations.reduce((sum, operation) => sum + operation.count, 0),
    services: [...tallies.keys()].toSorted(),
    operations: operations.toSorted(
      (a, b) =>
        b.selfTimeMs - a.selfTimeMs ||
        compareText(a.service, b.service) ||
        compareText(a.operation, b.operation),
    ),
  };
}

function summarise(tally: Tally): OperationSummary {
  const [p50 = 0, p95 = 0, p99 = 0] = quantiles(tally.durations.subarray(0, tally.count), [0.5, 0.95, 0.99]);
  return {
    service: tally.service,
    operation: tally.operation,
    count: tally.count,
    errorCount: tally.errorCount,
    p50Ms: p50 / nsPerMs,
    p95Ms: p95 / nsPerMs,
    p99Ms: p99 / nsPerMs,
    selfTimeMs: tally.selfTimeNs / nsPerMs,
  };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const analysis: Analysis<typeof declaration> = {
  declaration,
  inputs: traceSourceIds,
  run: (db, filter, context) => summariseOperations(db, filter, spanProgress(db, context)),
  figure({ operations }) {
    const ranked = operations.toSorted((a, b) => b.selfTimeMs - a.selfTimeMs);
    const totalMs = ranked.reduce((sum, { selfTimeMs }) => sum + selfTimeMs, 0);
    return cutTable({
      headers: ['Operation', 'Calls', 'Errors', 'p50', 'p95', 'p99', 'Own time'],
      numeric: [false, true, true, true, true, true, true],
      of: ranked,
      cells: (row) => [
        `${row.service}: ${row.operation}`,
        formatCount(row.count),
        formatCount(row.errorCount),
        ...[row.p50Ms, row.p95Ms, row.p99Ms, row.selfTimeMs].map((ms) => formatValue(ms, 'ms')),
      ],
      share: ({ selfTimeMs }) => (totalMs > 0 ? selfTimeMs / totalMs : 0),
    });
  },
};
