// `data/topology.json`: every imported topology whole, with the direction it was read in.
import { z } from 'zod';
import type { BundleDocument } from '../../db/document.ts';
import { callsOf, namesOf, readTopologies } from './store.ts';

const content = z.strictObject({
  sources: z.array(
    z.strictObject({
      sourceId: z.int(),
      layout: z.enum(['edges', 'matrix']),
      direction: z.enum(['first-calls-second', 'second-calls-first']),
      /** In the order of the file. */
      names: z.array(z.string()),
      calls: z.array(
        z.strictObject({
          from: z.string(),
          to: z.string(),
          kind: z.enum(['sync', 'async']).nullable(),
          calls: z.int().nullable(),
        }),
      ),
    }),
  ),
});
export type TopologyDocument = z.infer<typeof content>;

export const topologyDocument: BundleDocument<TopologyDocument> = {
  name: 'data/topology.json',
  version: 1,
  schema: content,
  upgrades: {},
  read: (db) => ({
    sources: readTopologies(db).map(({ sourceId, layout, direction }) => ({
      sourceId,
      layout,
      direction,
      names: namesOf(db, sourceId).map(({ name }) => name),
      calls: callsOf(db, sourceId).map(({ from, to, kind, calls }) => ({ from, to, kind, calls })),
    })),
  }),
};
