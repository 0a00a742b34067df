// `data/profiles.json`: every profile with the sums of its weights.
import { z } from 'zod';
import type { BundleDocument } from '../../db/document.ts';
import { listProfiles } from './store.ts';

const content = z.strictObject({
  profiles: z.array(
    z.strictObject({
      /** `SOURCE:INDEX`. */
      id: z.string(),
      sourceId: z.int(),
      name: z.string(),
      samples: z.int(),
      weights: z.array(z.strictObject({ name: z.string(), unit: z.string(), total: z.number() })),
    }),
  ),
});
export type ProfilesDocument = z.infer<typeof content>;

export const profilesDocument: BundleDocument<ProfilesDocument> = {
  name: 'data/profiles.json',
  version: 1,
  schema: content,
  upgrades: {},
  read: (db) => ({
    profiles: listProfiles(db).map(({ id, sourceId, name, sampleCount, weights }) => ({
      id,
      sourceId,
      name,
      samples: sampleCount,
      weights: weights.map(({ name, unit, total }) => ({ name, unit, total })),
    })),
  }),
};
