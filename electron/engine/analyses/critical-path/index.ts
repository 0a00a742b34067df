import { declaration } from '../../../../shared/analyses/critical-path.ts';
import { formatCount, formatDurationNs, formatShare } from '../../../../shared/domain/format.ts';
import { findCriticalPath } from '../../kinds/traces/critical-path.ts';
import { readTrace, type StoredSpan } from '../../kinds/traces/store.ts';
import type { Analysis } from '../analysis.ts';
import { cutTable } from '../table.ts';

/** Throws `trace.unknown`. */
export const analysis: Analysis<typeof declaration> = {
  declaration,
  inputs: (db, { traceId }) => readTrace(db, traceId).sourceIds,
  run(db, { traceId }) {
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
  },
  figure(path) {
    const segments = path.segments.map((segment) => ({
      label: `${segment.service}: ${segment.operation}`,
      startNs: Number(BigInt(segment.startNs) - BigInt(path.startNs)),
      durationNs: Number(BigInt(segment.endNs) - BigInt(segment.startNs)),
    }));
    const byLabel = Map.groupBy(segments, ({ label }) => label);
    const parts = [...byLabel]
      .map(([label, group]) => ({
        label,
        count: group.length,
        ns: group.reduce((sum, { durationNs }) => sum + durationNs, 0),
      }))
      .toSorted((a, b) => b.ns - a.ns || (a.label < b.label ? -1 : 1));
    const share = (ns: number): number => (path.durationNs > 0 ? ns / path.durationNs : 0);
    return {
      kind: 'timeline',
      totalNs: path.durationNs,
      segments,
      table: cutTable({
        headers: ['On the critical path', 'Segments', 'Time', 'Share'],
        numeric: [false, true, true, true],
        of: parts,
        cells: ({ label, count, ns }) => [
          label,
          formatCount(count),
          formatDurationNs(ns),
          formatShare(share(ns)),
        ],
        share: ({ ns }) => share(ns),
      }),
    };
  },
};
