import { z } from 'zod';
import { frameKind, functionRow, idleSamples, profileSummary } from '../domain/profile.ts';
import { query, type KindContract } from './define.ts';

export { frameKinds, type FrameKind, type FunctionRow, type ProfileSummary } from '../domain/profile.ts';

/** A merged call tree, parents before children, siblings by falling weight; node 0 is the root and holds the total. */
export const callTree = z.object({
  /** Parent of each node; -1 for the root. */
  parent: z.instanceof(Int32Array),
  /** Index into `names`, `files`, `lines`; the root has none (-1) unless the tree starts at a function. */
  frame: z.instanceof(Int32Array),
  depth: z.instanceof(Int32Array),
  self: z.instanceof(Float64Array),
  totals: z.instanceof(Float64Array),
  /** Subtrees narrower than the asked share: how many were cut, and the weight they carry. */
  elided: z.object({ nodes: z.number().int(), weight: z.number() }),
});
export type CallTree = z.infer<typeof callTree>;

/** The functions a call tree points to, as columns. */
const frameColumns = {
  names: z.array(z.string()),
  files: z.array(z.string()),
  /** 1-based; 0 where there is none. */
  lines: z.instanceof(Int32Array),
  columns: z.instanceof(Int32Array),
  kinds: z.array(frameKind),
  /** `FunctionRow.id` of each frame. */
  functionIds: z.instanceof(Int32Array),
};

const treeHeader = {
  profileId: z.string(),
  weight: z.string(),
  unit: z.string(),
  /** What the shares are of: idle weight is left out of it when it is excluded. */
  total: z.number(),
  idle: z.object({ excluded: z.boolean(), weight: z.number() }),
};

export const flameGraph = z.object({ ...treeHeader, ...frameColumns, ...callTree.shape });
export type FlameGraph = z.infer<typeof flameGraph>;

/** One function seen from both sides: who calls it, and what it calls. */
export const sandwich = z.object({
  ...treeHeader,
  ...frameColumns,
  function: functionRow,
  callers: callTree,
  callees: callTree,
});
export type Sandwich = z.infer<typeof sandwich>;

const treeInput = {
  profileId: z.string(),
  weight: z.string().optional(),
  /** Subtrees below this share of the total are elided. */
  minShare: z.number().min(0).max(1).optional(),
  idle: idleSamples.optional(),
};

const profileMethods = {
  'profile.list': query({ input: z.object({}), output: z.object({ profiles: z.array(profileSummary) }) }),
  'profile.flame': query({
    input: z.object({
      ...treeInput,
      /** Callers above callees instead of callees above callers. */
      inverted: z.boolean().optional(),
    }),
    output: flameGraph,
  }),
  'profile.sandwich': query({
    input: z.object({ ...treeInput, functionId: z.number().int().min(0) }),
    output: sandwich,
  }),
};

export const kind = {
  id: 'profile',
  name: 'Profile',
  file: 'profile',
  place: '/profiles',
  methods: profileMethods,
} as const satisfies KindContract;
