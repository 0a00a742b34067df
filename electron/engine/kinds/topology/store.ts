// Imported topologies as stored, one graph a source. Only live sources are seen.
import {
  callDirections,
  callKinds,
  topologyLayouts,
  type CallDirection,
  type CallKind,
  type GraphEdge,
  type TopologyLayout,
} from '../../../../shared/domain/call-graph.ts';
import { damaged } from '../../db/damaged.ts';
import type { AuditDb } from '../../db/database.ts';
import { sourcesWith } from '../kind.ts';
import type { NamedBy } from './graph.ts';

/** Ids of the live sources that hold a topology, in import order. */
export const topologySourceIds = (db: AuditDb): number[] => sourcesWith(db, 'topology');

export interface ReadTopology {
  sourceId: number;
  layout: TopologyLayout;
  direction: CallDirection;
}

/** How each live topology was read, in import order. Throws `audit.damaged`. */
export function readTopologies(db: AuditDb): ReadTopology[] {
  const rows = db
    .prepare(
      `select source_id as sourceId, layout, direction from topology
         join source on source.id = source_id and state = 'live' order by source_id`,
    )
    .all() as ReadTopology[];
  for (const { sourceId, layout, direction } of rows) {
    if (topologyLayouts.includes(layout) && callDirections.includes(direction)) continue;
    throw damaged(`table topology, source ${sourceId}`, 'its layout or direction is none');
  }
  return rows;
}

/** The names of one source, in the order of the file. */
export const namesOf = (db: AuditDb, sourceId: number): NamedBy[] =>
  db
    .prepare('select name, source_id as sourceId from topology_name where source_id = ? order by id')
    .all(sourceId) as NamedBy[];

interface CallRow {
  /** Null where the name is not there. */
  from: string | null;
  to: string | null;
  kind: CallKind | null;
  calls: number | null;
}

/** The calls of one source, in the order of the names in its file. Throws `audit.damaged`. */
export function callsOf(db: AuditDb, sourceId: number): GraphEdge[] {
  const rows = db
    .prepare(
      `select caller.name as "from", callee.name as "to", kind, calls from topology_call
         left join topology_name as caller on caller.source_id = topology_call.source_id and caller.id = topology_call.caller
         left join topology_name as callee on callee.source_id = topology_call.source_id and callee.id = topology_call.callee
        where topology_call.source_id = ? order by topology_call.caller, topology_call.callee`,
    )
    .all(sourceId) as CallRow[];
  return rows.map(({ from, to, kind, calls }) => {
    const isSound =
      (kind === null || callKinds.includes(kind)) &&
      (calls === null || (Number.isSafeInteger(calls) && calls >= 0));
    if (from === null || to === null || !isSound) {
      throw damaged(`table topology_call, source ${sourceId}`, 'a call has no name at an end, or no count');
    }
    return { from, to, kind, calls, sourceIds: [sourceId] };
  });
}
