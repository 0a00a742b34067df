import { z } from 'zod';
import { query, type KindContract } from './define.ts';

/**
 * What a frame is, where the profiler says so. `interpreted`, `c1`, `jit` and `inlined` are ways one method was run
 * (async-profiler's `_[0]`, `_[1]`, `_[j]`, `_[i]`); they make one function.
 */
export const frameKinds = [
  '',
  'kernel',
  'interpreted',
  'c1',
  'jit',
  'inlined',
  'waker',
  'thread',
  'root',
  'program',
  'idle',
  'gc',
  'unknown',
] as const;
export const frameKind = z.enum(frameKinds);
export type FrameKind = z.infer<typeof frameKind>;

/** Whether samples of an idle thread count; either way the views say how much they weigh. */
const idle = z.enum(['include', 'exclude']);

export const profileSummary = z.object({
  /** `SOURCE:INDEX`, the index counting the profiles of one file. */
  id: z.string(),
  sourceId: z.number().int(),
  name: z.string(),
  /** The value type shown, such as `time` or `samples`. */
  weight: z.string(),
  unit: z.string(),
  total: z.number(),
  samples: z.number().int(),
  /** Every value type of the profile. */
  weights: z.array(z.object({ name: z.string(), unit: z.string(), total: z.number() })),
});
export type ProfileSummary = z.infer<typeof profileSummary>;

export const functionRow = z.object({
  /** Counts the functions of the profile; the same in every view of it. */
  id: z.number().int(),
  name: z.string(),
  file: z.string(),
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  kind: frameKind,
  self: z.number(),
  /** Time in the function and all it calls; recursion is counted once. */
  total: z.number(),
  /** Self weight by the way the method was run, where the profiler says. */
  tiers: z.array(z.object({ kind: frameKind, self: z.number() })),
});
export type FunctionRow = z.infer<typeof functionRow>;

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
  idle: idle.optional(),
};

export const topFunctionsInput = z.object({
  sourceId: z.number().int().optional(),
  profileId: z.string().optional(),
  weight: z.string().optional(),
  /** The heaviest by self weight; all when left out. */
  top: z.number().int().min(1).optional(),
  idle: idle.optional(),
});

export const topFunctions = z.object({
  profiles: z.array(
    profileSummary.extend({
      idle: z.object({ excluded: z.boolean(), weight: z.number() }),
      functionCount: z.number().int(),
      functions: z.array(functionRow),
    }),
  ),
});
export type TopFunctions = z.infer<typeof topFunctions>;

const profileMethods = {
  'profile.list': query({ input: z.object({}), output: z.object({ profiles: z.array(profileSummary) }) }),
  'profile.functions': query({ input: topFunctionsInput, output: topFunctions }),
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

export const profileKind = {
  name: 'Profile',
  file: 'profile',
  place: '/profiles',
  methods: profileMethods,
} satisfies KindContract;
