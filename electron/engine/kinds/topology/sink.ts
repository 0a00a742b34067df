import type { Sink, SinkContext } from '../kind.ts';
import type { TopologyBatch } from './batch.ts';

/** Writes the graph of a file. Throws on a second one, and on an index that names nothing. */
export function topologySink({ db, sourceId }: SinkContext): Sink<TopologyBatch> {
  const insertTopology = db.prepare('insert into topology values (?, ?, ?)');
  const insertName = db.prepare('insert into topology_name values (?, ?, ?)');
  const insertCall = db.prepare('insert into topology_call values (?, ?, ?, ?, ?)');
  let rows = 0;
  return {
    write({ layout, direction, names, calls }) {
      insertTopology.run(sourceId, layout, direction);
      for (const [id, name] of names.entries()) insertName.run(sourceId, id, name);
      for (const call of calls) {
        if (names[call.from] === undefined || names[call.to] === undefined) {
          throw new TypeError('An end of a call has no name.');
        }
        insertCall.run(sourceId, call.from, call.to, call.kind, call.calls);
      }
      rows += calls.length;
    },
    finish: () => ({ rows }),
  };
}
