import { listProfiles, readProfile, summarise } from './store.ts';
import type { Handlers } from '../../handler.ts';
import { mergeCallees, mergeDown, mergeUp, outermostStacks, totalByStack } from './call-tree.ts';
import { frameColumnsOf, functionRowOf, headerOf, selfOf, viewProfile } from './profile-view.ts';

export const profileHandlers = {
  'profile.list': ({ audit }) => ({
    profiles: listProfiles(audit().db).map((profile) => summarise(profile, 0)),
  }),
  'profile.flame': ({ audit }, { profileId, weight, minShare = 0, inverted = false, idle }) => {
    const view = viewProfile(readProfile(audit().db, profileId), weight, idle);
    const cutBelow = minShare * Math.abs(view.total);
    const tree = inverted
      ? mergeUp(view.profile, view.functions, selfOf(view), cutBelow, null)
      : mergeDown(view.profile, view.functions, selfOf(view), cutBelow);
    return { ...headerOf(view), ...tree, ...frameColumnsOf(view, [tree]) };
  },
  'profile.sandwich': ({ audit }, { profileId, weight, minShare = 0, idle, functionId }) => {
    const view = viewProfile(readProfile(audit().db, profileId), weight, idle);
    const { profile, functions } = view;
    const self = selfOf(view);
    const cutBelow = minShare * Math.abs(view.total);
    const outermost = outermostStacks(profile.stackParent, functions.ofStack, functions.frames.length);
    const total = totalByStack(profile.stackParent, self);
    const callers = mergeUp(profile, functions, total, cutBelow, { functionId, outermost });
    const callees = mergeCallees(profile, functions, self, functionId, cutBelow);
    return {
      ...headerOf(view),
      function: functionRowOf(view, functionId),
      callers,
      callees,
      ...frameColumnsOf(view, [callers, callees]),
    };
  },
} satisfies Partial<Handlers>;
