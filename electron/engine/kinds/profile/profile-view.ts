// A profile under one of its weights, ready for the passes of call-tree.ts.
import type { CallTree, Sandwich, FunctionRow, FrameKind } from '../../../../shared/contract/profiles.ts';
import { AssayError } from '../../../../shared/domain/errors.ts';
import { weightIndexOf, type Profile, type WeightSummary } from './store.ts';
import { functionsOf, functionWeights, selfByStack, type FunctionTable } from './call-tree.ts';

export interface ProfileView {
  profile: Profile;
  weightIndex: number;
  functions: FunctionTable;
  /** Of each of the profile's leaves; nothing for idle ones when idle is excluded. */
  leafWeights: Float64Array;
  /** What shares are of: the sum of `leafWeights`. */
  total: number;
  idle: { excluded: boolean; weight: number };
}

/** Functions belong to the stacks alone, so they serve every weight of a profile. */
const functionTables = new WeakMap<Profile, FunctionTable>();

export function viewProfile(
  profile: Profile,
  weight: string | undefined,
  idle: 'include' | 'exclude' = 'include',
): ProfileView {
  const weightIndex = weightIndexOf(profile, weight);
  const functions = functionTables.get(profile) ?? functionsOf(profile);
  functionTables.set(profile, functions);
  const excluded = idle === 'exclude';
  const stored = profile.leafWeights[weightIndex] as Float64Array;
  const leafWeights = excluded ? stored.slice() : stored;
  const isIdle = Uint8Array.from(functions.frames, ({ kind }) => (kind === 'idle' ? 1 : 0));
  let idleWeight = 0;
  for (let leaf = 0; isIdle.includes(1) && leaf < leafWeights.length; leaf += 1) {
    const stack = profile.leafStack[leaf] as number;
    if (isIdle[functions.ofStack[stack] as number] === 0) continue;
    idleWeight += stored[leaf] as number;
    if (excluded) leafWeights[leaf] = 0;
  }
  const { total } = profile.weights[weightIndex] as WeightSummary;
  return {
    profile,
    weightIndex,
    functions,
    leafWeights,
    total: excluded ? total - idleWeight : total,
    idle: { excluded, weight: idleWeight },
  };
}

/** The weight of each stack's own samples, as the passes of call-tree.ts take it. */
export const selfOf = ({ profile, leafWeights }: ProfileView): Float64Array =>
  selfByStack(profile.stackParent.length, profile.leafStack, leafWeights);

/** Every function, heaviest self weight first, then total, then name. Excluded idle time has no row. */
export function rankFunctions({ profile, functions, leafWeights, idle }: ProfileView): FunctionRow[] {
  const { leafStack } = profile;
  const { self, total } = functionWeights(profile, functions, leafStack, leafWeights);
  const tiers = functions.frames.map(() => new Map<FrameKind, number>());
  for (let leaf = 0; leaf < leafStack.length; leaf += 1) {
    const stack = leafStack[leaf] as number;
    const weight = leafWeights[leaf] as number;
    const { kind } = profile.frames[profile.stackFrame[stack] as number] as { kind: FrameKind };
    const id = functions.ofStack[stack] as number;
    if (weight === 0 || kind === functions.frames[id]?.kind) continue;
    const byKind = tiers[id] as Map<FrameKind, number>;
    byKind.set(kind, (byKind.get(kind) ?? 0) + weight);
  }
  return functions.frames
    .map(({ name, file, line, column, kind }, id) => ({
      id,
      name,
      file,
      line,
      column,
      kind,
      self: self[id] as number,
      total: total[id] as number,
      tiers: [...(tiers[id] as Map<FrameKind, number>)].map(([kind, self]) => ({ kind, self })),
    }))
    .filter(({ kind }) => !(idle.excluded && kind === 'idle'))
    .sort((a, b) => b.self - a.self || b.total - a.total || compareText(a.name, b.name) || a.id - b.id);
}

/** By code units: the same order on every machine and in every locale. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What heads every tree of a view. */
export function headerOf({
  profile,
  weightIndex,
  total,
  idle,
}: ProfileView): Pick<Sandwich, 'profileId' | 'weight' | 'unit' | 'total' | 'idle'> {
  const { name, unit } = profile.weights[weightIndex] as WeightSummary;
  return { profileId: profile.id, weight: name, unit, total, idle };
}

/** Renumbers the functions that the trees use, and gives them as columns. */
export function frameColumnsOf(
  { functions }: ProfileView,
  trees: readonly CallTree[],
): Pick<Sandwich, 'names' | 'files' | 'lines' | 'columns' | 'kinds' | 'functionIds'> {
  const indexOf = new Int32Array(functions.frames.length).fill(-1);
  const ids: number[] = [];
  for (const { frame } of trees) {
    for (let node = 0; node < frame.length; node += 1) {
      const id = frame[node] as number;
      if (id < 0) continue;
      if (indexOf[id] === -1) indexOf[id] = ids.push(id) - 1;
      frame[node] = indexOf[id] as number;
    }
  }
  const used = ids.map((id) => functions.frames[id] as FunctionTable['frames'][number]);
  return {
    names: used.map(({ name }) => name),
    files: used.map(({ file }) => file),
    lines: Int32Array.from(used, ({ line }) => line ?? 0),
    columns: Int32Array.from(used, ({ column }) => column ?? 0),
    kinds: used.map(({ kind }) => kind),
    functionIds: Int32Array.from(ids),
  };
}

/** Throws `profile.unknown-function` for an id that the profile does not have. */
export function functionRowOf(view: ProfileView, functionId: number): FunctionRow {
  const row = rankFunctions(view).find(({ id }) => id === functionId);
  if (row) return row;
  throw new AssayError({
    code: 'profile.unknown-function',
    message: `The profile ${view.profile.id} has no function ${functionId}.`,
    hint: 'The analysis top-functions lists them with their ids.',
  });
}
