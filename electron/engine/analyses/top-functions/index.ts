import type { AnalysisParameters } from '../../../../shared/analyses/index.ts';
import { countedWeight, declaration } from '../../../../shared/analyses/top-functions.ts';
import { formatShare, formatValue } from '../../../../shared/domain/format.ts';
import type { FunctionRow } from '../../../../shared/domain/profile.ts';
import { listProfiles, readProfile, summarise } from '../../kinds/profile/store.ts';
import { requireSource } from '../../db/sources.ts';
import { rankFunctions, viewProfile } from '../../kinds/profile/profile-view.ts';
import type { AuditDb } from '../../db/database.ts';
import type { Analysis } from '../analysis.ts';
import { cutTable } from '../table.ts';

/** Throws `profile.unknown`, `source.unknown` or `usage.unknown-weight`. */
export const analysis: Analysis<typeof declaration> = {
  declaration,
  inputs: (db, parameters) => [...new Set(profileIds(db, parameters).map((id) => Number(id.split(':')[0])))],
  run(db, parameters, { report }) {
    const { weight, top, idle } = parameters;
    const ids = profileIds(db, parameters);
    return {
      profiles: ids.map((id, index) => {
        report({ phase: 'Reading profiles', done: index, total: ids.length, unit: 'profiles' });
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
  figure({ profiles: [profile] }) {
    if (!profile) return cutTable({ headers: ['Function'], numeric: [false], of: [], cells: () => [] });
    const counted = countedWeight(profile);
    const share = (value: number): number => (counted > 0 ? value / counted : 0);
    const ranked = profile.functions.toSorted((a, b) => b.self - a.self);
    // Folded stacks carry no files; an empty column would only take room.
    const placed = ranked.some(({ file }) => file !== '');
    return cutTable({
      headers: ['Function', ...(placed ? ['Where'] : []), `Self (${profile.weight})`, 'Self', 'With callees'],
      numeric: [false, ...(placed ? [false] : []), true, true, true],
      of: ranked,
      cells: (row) => [
        row.name,
        ...(placed ? [placeOf(row)] : []),
        formatValue(row.self, profile.unit),
        formatShare(share(row.self)),
        formatShare(share(row.total)),
      ],
      share: ({ self }) => share(self),
    });
  },
};

/** V8 names files by URL; the scheme says nothing to a reader. */
const placeOf = ({ file, line }: FunctionRow): string => {
  const path = file.replace(/^file:\/\//, '');
  return line === null ? path : `${path}:${line}`;
};

function profileIds(
  db: AuditDb,
  { sourceId, profileId, weight }: AnalysisParameters<'top-functions'>,
): string[] {
  if (profileId !== undefined) return [readProfile(db, profileId).id];
  if (sourceId !== undefined) requireSource(db, sourceId);
  const profiles = listProfiles(db, sourceId);
  const having = profiles.filter(({ weights }) => weights.some(({ name }) => name === weight));
  // When no profile has the weight, viewing the first one says which weights there are.
  return (weight === undefined || having.length === 0 ? profiles : having).map(({ id }) => id);
}
