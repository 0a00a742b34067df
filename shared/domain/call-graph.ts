// Who calls whom, as kinds, analyses and screens tell it.
import { z } from 'zod';

/** Whether the caller waits for an answer. */
export const callKinds = ['sync', 'async'] as const;
export const callKind = z.enum(callKinds);
export type CallKind = z.infer<typeof callKind>;

/** Which evidence says that a call is made: an imported topology, spans of traces, or both. */
export const callOrigin = z.enum(['topology', 'traces']);
export type CallOrigin = z.infer<typeof callOrigin>;

export const graphNode = z.object({
  name: z.string(),
  /** How many it calls, itself not counted. */
  calls: z.number().int(),
  /** How many call it, itself not counted. */
  calledBy: z.number().int(),
  /** Ids of the sources that name it. */
  sources: z.array(z.number().int()),
});
export type GraphNode = z.infer<typeof graphNode>;

export const graphEdge = z.object({
  from: z.string(),
  to: z.string(),
  /** Null where no source says it. */
  kind: callKind.nullable(),
  /** How often it was called; null where no source counted. */
  calls: z.number().nullable(),
  /** Ids of the sources that say so. */
  sourceIds: z.array(z.number().int()),
});
export type GraphEdge = z.infer<typeof graphEdge>;

/** What follows from the arrows alone. Every list is in order of names. */
export const graphShape = z.object({
  /** Groups that call each other in a ring, and names that call themselves. */
  cycles: z.array(z.array(z.string())),
  /** Names that call and that nobody calls. */
  entryPoints: z.array(z.string()),
  /** Names that are called and call nobody. */
  leaves: z.array(z.string()),
  /** The longest way down, caller first; a ring is one step of several names. Empty without a call. */
  longestChain: z.array(z.array(z.string())),
});
export type GraphShape = z.infer<typeof graphShape>;

/** How a file of a topology is laid out. */
export const topologyLayouts = ['edges', 'matrix'] as const;
/** Which end calls: of an edge list the first or second column, of a matrix the row or the column. */
export const callDirections = ['first-calls-second', 'second-calls-first'] as const;
export type TopologyLayout = (typeof topologyLayouts)[number];
export type CallDirection = (typeof callDirections)[number];
