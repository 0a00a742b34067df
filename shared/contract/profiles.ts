import { z } from 'zod';
import { query } from './define.ts';

export const profileSummary = z.object({
  /** `SOURCE:INDEX`, the index counting the profiles of one file. */
  id: z.string(),
  sourceId: z.number().int(),
  name: z.string(),
  /** The value type shown, such as `cpu` or `samples`. */
  weight: z.string(),
  unit: z.string(),
  total: z.number(),
  samples: z.number().int(),
  /** Every value type of the profile. */
  weights: z.array(z.object({ name: z.string(), unit: z.string(), total: z.number() })),
});
export type ProfileSummary = z.infer<typeof profileSummary>;

export const functionRow = z.object({
  name: z.string(),
  file: z.string(),
  line: z.number().int().nullable(),
  self: z.number(),
  /** Time in the function and all it calls; recursion is counted once. */
  total: z.number(),
});

/** A merged call tree, parents before children; node 0 is the root that holds the total. */
export const flameGraph = z.object({
  profileId: z.string(),
  weight: z.string(),
  unit: z.string(),
  total: z.number(),
  /** Parent of each node; -1 for the root. */
  parent: z.instanceof(Int32Array),
  /** Index into `names` and `files`. */
  frame: z.instanceof(Int32Array),
  depth: z.instanceof(Int32Array),
  self: z.instanceof(Float64Array),
  totals: z.instanceof(Float64Array),
  names: z.array(z.string()),
  files: z.array(z.string()),
  lines: z.instanceof(Int32Array),
  /** Nodes narrower than the asked share, and the weight they carry: never dropped silently. */
  elided: z.object({ nodes: z.number().int(), weight: z.number() }),
});
export type FlameGraph = z.infer<typeof flameGraph>;

export const profileMethods = {
  'profile.list': query({ input: z.object({}), output: z.object({ profiles: z.array(profileSummary) }) }),
  'profile.functions': query({
    input: z.object({
      sourceId: z.number().int().optional(),
      profileId: z.string().optional(),
      weight: z.string().optional(),
      top: z.number().int().min(1).max(10_000).optional(),
    }),
    output: z.object({ profiles: z.array(profileSummary.extend({ functions: z.array(functionRow) })) }),
  }),
  'profile.flame': query({
    input: z.object({
      profileId: z.string(),
      weight: z.string().optional(),
      /** Nodes below this share of the total are elided. */
      minShare: z.number().min(0).max(1).optional(),
      /** Callers above callees instead of callees above callers. */
      inverted: z.boolean().optional(),
    }),
    output: flameGraph,
  }),
};
