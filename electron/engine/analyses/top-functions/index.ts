import { topFunctionsInput, type TopFunctions } from '../../../../shared/contract/profiles.ts';
import { listProfiles, readProfile, summarise } from '../../kinds/profile/store.ts';
import { requireSource } from '../../db/sources.ts';
import { rankFunctions, viewProfile } from '../../kinds/profile/profile-view.ts';
import type { AuditDb } from '../../db/database.ts';
import type { Analysis } from '../analysis.ts';

type Parameters = typeof topFunctionsInput;

/**
 * The functions that carry a profile's weight, by self weight; recursion counts once in `total`. Of one profile, of
 * all of one source, or of every profile that has the asked weight.
 */
export const topFunctionsAnalysis = {
  id: 'top-functions',
  version: 1,
  title: 'Top functions',
  parameters: topFunctionsInput,
  inputs: (db, parameters) => [...new Set(profileIds(db, parameters).map((id) => Number(id.split(':')[0])))],
  run(db, parameters): TopFunctions {
    const { weight, top, idle } = parameters;
    return {
      profiles: profileIds(db, parameters).map((id) => {
        const view = viewProfile(readProfile(db, id), weight, idle);
        const functions = rankFunctions(view);
        return {
          ...summarise(view.profile, view.weightIndex),
          idle: view.idle,
          functionCount: functions.length,
          functions: top === undefined ? functions : functions.slice(0, top),
        };
      }),
    };
  },
} satisfies Analysis<Parameters>;

function profileIds(
  db: AuditDb,
  {
    sourceId,
    profileId,
    weight,
  }: { sourceId?: number | undefined; profileId?: string | undefined; weight?: string | undefined },
): string[] {
  if (profileId !== undefined) return [readProfile(db, profileId).id];
  if (sourceId !== undefined) requireSource(db, sourceId);
  const profiles = listProfiles(db, sourceId);
  const having = profiles.filter(({ weights }) => weights.some(({ name }) => name === weight));
  // When no profile has the weight, viewing the first one says which weights there are.
  return (weight === undefined || having.length === 0 ? profiles : having).map(({ id }) => id);
}
