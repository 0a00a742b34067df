import type { Kind } from '../kind.ts';
import type { TopologyBatch } from './batch.ts';
import { topologyDocument, type TopologyDocument } from './document.ts';
import { topologyHandlers } from './handlers.ts';
import { topologySink } from './sink.ts';
import { topologyMigration } from './tables.ts';

export const kind = {
  id: 'topology',
  migrations: [topologyMigration],
  tables: ['topology', 'topology_name', 'topology_call'],
  openSink: topologySink,
  document: topologyDocument,
  handlers: topologyHandlers,
} satisfies Kind<TopologyBatch, TopologyDocument>;
