import { z } from 'zod';
import { callDirections, graphEdge, graphNode, graphShape, topologyLayouts } from '../domain/call-graph.ts';
import { query, type KindContract } from './define.ts';

/** A graph of more calls is told by its size alone. */
export const maxShownCalls = 20_000;

export const topologyGraph = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('graph'),
    nodes: z.array(graphNode),
    edges: z.array(graphEdge),
    ...graphShape.shape,
  }),
  z.object({
    state: z.literal('too-much'),
    names: z.number().int(),
    calls: z.number().int(),
    /** The most calls that are told. */
    most: z.number().int(),
  }),
]);
export type TopologyGraph = z.infer<typeof topologyGraph>;

const topologyMethods = {
  /** Each imported topology with the direction it was read in. */
  'topology.sources': query({
    input: z.object({}),
    output: z.object({
      sources: z.array(
        z.object({
          sourceId: z.number().int(),
          layout: z.enum(topologyLayouts),
          direction: z.enum(callDirections),
        }),
      ),
    }),
  }),
  /** The imported topologies as one graph, or one of them; merged by name. Traces are not in it. */
  'topology.graph': query({
    input: z.object({ sourceId: z.number().int().optional() }),
    output: topologyGraph,
  }),
};

export const kind = {
  id: 'topology',
  name: 'Topology',
  file: 'topology file',
  place: '/topology',
  methods: topologyMethods,
} as const satisfies KindContract;
