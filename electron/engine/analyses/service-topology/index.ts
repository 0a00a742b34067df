import type { AnalysisResult } from '../../../../shared/analyses/index.ts';
import { declaration } from '../../../../shared/analyses/service-topology.ts';
import type { GraphEdge } from '../../../../shared/domain/call-graph.ts';
import { formatCount, formatValue } from '../../../../shared/domain/format.ts';
import type { AuditDb } from '../../db/database.ts';
import { compareEdges, mergeEdges, nodesOf, shapeOf } from '../../kinds/topology/graph.ts';
import { callsOf, namesOf, topologySourceIds } from '../../kinds/topology/store.ts';
import { servicesOf, visitServiceCalls } from '../../kinds/traces/service-calls.ts';
import { traceSourceIds } from '../../kinds/traces/store.ts';
import { quantilesInPlace } from '../../stats/quantiles.ts';
import type { Analysis } from '../analysis.ts';
import { spanProgress } from '../span-progress.ts';
import { cutTable } from '../table.ts';

type Edge = AnalysisResult<'service-topology'>['edges'][number];

export const analysis: Analysis<typeof declaration> = {
  declaration,
  inputs: (db, { sourceId, traces }) =>
    sourceId === undefined
      ? [...topologySourceIds(db), ...(traces ? traceSourceIds(db) : [])].toSorted((a, b) => a - b)
      : [sourceId],
  run(db, { sourceId, traces }, context) {
    const imported = topologySourceIds(db).filter((id) => sourceId === undefined || id === sourceId);
    const stated = mergeEdges(imported.flatMap((id) => callsOf(db, id)));
    const traced = traces ? tracedEdges(db, sourceId, spanProgress(db, context)) : [];
    const edges = joined(stated, traced);
    const named = [...imported.flatMap((id) => namesOf(db, id)), ...(traces ? servicesOf(db, sourceId) : [])];
    const nodes = nodesOf(named, edges);
    return { nodes, edges, ...shapeOf(nodes, edges) };
  },
  figure: ({ edges }) =>
    cutTable({
      headers: ['Caller', 'Called', 'Kind', 'Calls', 'Errors', 'p95', 'Known from'],
      numeric: [false, false, false, true, true, true, false],
      of: edges.toSorted((a, b) => (b.calls ?? -1) - (a.calls ?? -1) || compareEdges(a, b)),
      cells: ({ from, to, kind, calls, errors, p95Ms, origins }) => [
        from,
        to,
        kind ?? '–',
        formatCount(calls),
        formatCount(errors),
        formatValue(p95Ms, 'ms'),
        origins.join(' and '),
      ],
    }),
};

interface Tally {
  from: string;
  to: string;
  isSync: boolean;
  errors: number;
  durations: Float64Array;
  count: number;
  sourceIds: Set<number>;
}

const nsPerMs = 1e6;

/** Exact over all spans that one service called of another; their order says nothing. */
function tracedEdges(db: AuditDb, onlySource: number | undefined, tick: () => void): Edge[] {
  const tallies = new Map<string, Map<string, Tally>>();
  visitServiceCalls(db, onlySource, tick, ({ caller, callee, isAsync, isError, durationNs, sourceId }) => {
    let ofCaller = tallies.get(caller);
    if (!ofCaller) tallies.set(caller, (ofCaller = new Map()));
    let tally = ofCaller.get(callee);
    if (!tally) {
      tally = {
        from: caller,
        to: callee,
        isSync: false,
        errors: 0,
        durations: new Float64Array(16),
        count: 0,
        sourceIds: new Set(),
      };
      ofCaller.set(callee, tally);
    }
    if (tally.count === tally.durations.length) {
      const grown = new Float64Array(tally.count * 2);
      grown.set(tally.durations);
      tally.durations = grown;
    }
    tally.durations[tally.count] = durationNs;
    tally.count += 1;
    tally.isSync ||= !isAsync;
    if (isError) tally.errors += 1;
    tally.sourceIds.add(sourceId);
  });
  return [...tallies.values()].flatMap((ofCaller) => [...ofCaller.values()].map(asEdge));
}

function asEdge({ from, to, isSync, errors, durations, count, sourceIds }: Tally): Edge {
  const [p95Ns = 0] = quantilesInPlace(durations.subarray(0, count), [0.95]);
  return {
    from,
    to,
    kind: isSync ? 'sync' : 'async',
    calls: count,
    errors,
    p95Ms: p95Ns / nsPerMs,
    origins: ['traces'],
    sourceIds: [...sourceIds].toSorted((a, b) => a - b),
  };
}

const keyOf = ({ from, to }: { from: string; to: string }): string => JSON.stringify([from, to]);

/** Where both tell of a call, what was counted from spans goes before what a file says. */
function joined(stated: readonly GraphEdge[], traced: readonly Edge[]): Edge[] {
  const edges = new Map<string, Edge>(
    stated.map((edge) => [keyOf(edge), { ...edge, errors: null, p95Ms: null, origins: ['topology'] }]),
  );
  for (const edge of traced) {
    const known = edges.get(keyOf(edge));
    edges.set(
      keyOf(edge),
      known === undefined
        ? edge
        : {
            ...edge,
            origins: ['topology', 'traces'],
            sourceIds: [...new Set([...known.sourceIds, ...edge.sourceIds])].toSorted((a, b) => a - b),
          },
    );
  }
  return [...edges.values()].toSorted(compareEdges);
}
