// The values that profiles are told in: frames, functions, and a profile under one of its weights.
import { z } from 'zod';
import { formatCount, formatValue } from './format.ts';

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
export const idleSamples = z.enum(['include', 'exclude']);

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

/** A weight in the words of a sentence: `1.5 s`, `346 samples`. */
export const formatWeight = (value: number, unit: string): string =>
  unit === 'samples' ? `${formatCount(value)} samples` : formatValue(value, unit);
