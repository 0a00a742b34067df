import { declaration } from '../../../../shared/analyses/critical-path-summary.ts';
import type { AnalysisResult } from '../../../../shared/analyses/index.ts';
import { formatCount, formatShare, formatValue } from '../../../../shared/domain/format.ts';
import { criticalTimes } from '../../kinds/traces/critical-path.ts';
import type { AuditDb } from '../../db/database.ts';
import {
  selectTraces,
  traceReader,
  traceSourceIds,
  visitUnsharedSpans,
  type SpanFilter,
  type StoredSpan,
} from '../../kinds/traces/store.ts';
import type { Analysis } from '../analysis.ts';
import { spanProgress } from '../span-progress.ts';
import { cutTable } from '../table.ts';

type CriticalPathSummary = AnalysisResult<'critical-path-summary'>;

export const analysis: Analysis<typeof declaration> = {
  declaration,
  inputs: traceSourceIds,
  run: (db, filter, context) => summariseWaits(db, filter, spanProgress(db, context)),
  figure: ({ operations }) =>
    cutTable({
      headers: ['Waited for', 'Traces', 'Time', 'Share'],
      numeric: [false, true, true, true],
      of: operations,
      cells: (row) => [
        `${row.service}: ${row.operation}`,
        formatCount(row.traceCount),
        formatValue(row.ms, 'ms'),
        formatShare(row.share),
      ],
      share: ({ share }) => share,
    }),
};

/** Time on the critical path by operation, over all traces or those that hold a span of the filter. */
function summariseWaits(db: AuditDb, filter: SpanFilter, tick: () => void): CriticalPathSummary {
  const operations = new Map<string, Map<string, Tally>>();
  let totalNs = 0;
  const count = (service: string, operation: string, ns: number, trace: number | string): void => {
    tick();
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
