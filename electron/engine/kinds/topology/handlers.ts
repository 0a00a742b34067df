import { maxShownCalls } from '../../../../shared/contract/topology.ts';
import type { Handlers } from '../../handler.ts';
import { mergeEdges, nodesOf, shapeOf } from './graph.ts';
import { callsOf, namesOf, readTopologies } from './store.ts';

export const topologyHandlers = {
  'topology.sources': ({ audit }) => ({ sources: readTopologies(audit().db) }),
  'topology.graph': ({ audit }, { sourceId }) => {
    const { db } = audit();
    const sources = readTopologies(db)
      .map((topology) => topology.sourceId)
      .filter((id) => sourceId === undefined || id === sourceId);
    const edges = mergeEdges(sources.flatMap((id) => callsOf(db, id)));
    const nodes = nodesOf(
      sources.flatMap((id) => namesOf(db, id)),
      edges,
    );
    if (edges.length > maxShownCalls) {
      return { state: 'too-much', names: nodes.length, calls: edges.length, most: maxShownCalls };
    }
    return { state: 'graph', nodes, edges, ...shapeOf(nodes, edges) };
  },
} satisfies Partial<Handlers>;
