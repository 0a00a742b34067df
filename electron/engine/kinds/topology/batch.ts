// What a format of topologies yields: one graph, whole.
import type { CallDirection, CallKind, TopologyLayout } from '../../../../shared/domain/call-graph.ts';

export interface CallRecord {
  /** Indices into `names`, already in the direction of the call. */
  from: number;
  to: number;
  /** Null where the file does not say it. */
  kind: CallKind | null;
  /** Null where the file does not count. */
  calls: number | null;
}

export interface TopologyBatch {
  kind: 'topology';
  layout: TopologyLayout;
  /** How the ends of the file were read. */
  direction: CallDirection;
  /** Each once, also of those that neither call nor are called. */
  names: string[];
  /** Each pair of ends once. */
  calls: CallRecord[];
}
