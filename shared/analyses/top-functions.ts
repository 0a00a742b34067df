// The functions that carry a profile's weight, by self weight; recursion counts once in `total`.
import { z } from 'zod';
import { formatCount, formatShare } from '../domain/format.ts';
import {
  formatWeight,
  functionRow,
  idleSamples,
  profileSummary,
  type FunctionRow,
} from '../domain/profile.ts';
import { declareAnalysis } from './declare.ts';

const rankedProfile = profileSummary.extend({
  idle: z.object({ excluded: z.boolean(), weight: z.number() }),
  /** All there are, also those beyond `top`. */
  functionCount: z.number().int(),
  functions: z.array(functionRow),
});
type RankedProfile = z.infer<typeof rankedProfile>;

const nameOf = ({ name, file }: FunctionRow): string =>
  name === '(anonymous)' && file !== '' ? `(anonymous) in ${file.split('/').at(-1)}` : name;

/** The root of all stacks is no function that could be made faster. */
const functionsIn = ({ functions }: RankedProfile): FunctionRow[] =>
  functions.filter(({ kind }) => kind !== 'root');

/** What the shares are of: idle weight that is excluded is not among it. */
export const countedWeight = ({ total, idle }: RankedProfile): number =>
  total - (idle.excluded ? idle.weight : 0);

/** The function with most self weight, how much the first five make up, and what most stacks pass through. */
function describeProfile(profile: RankedProfile): string {
  const { unit, weight, idle, functionCount } = profile;
  const counted = countedWeight(profile);
  const ranked = functionsIn(profile);
  const count = functionCount - (profile.functions.length - ranked.length);
  const [first] = ranked;
  if (!first || counted <= 0) return `Nothing was measured under the weight “${weight}”.`;
  const five = ranked.slice(0, 5).reduce((sum, { self }) => sum + self, 0);
  // What nearly everything passes through says nothing, nor does a frame that only calls, such as a thread's.
  const through = ranked
    .filter(({ kind, self, total }) => kind === '' && self > 0 && self < total / 2 && total <= 0.9 * counted)
    .toSorted((a, b) => b.total - a.total)[0];
  return [
    `${nameOf(first)} does most itself: ${formatShare(first.self / counted)} of ${formatWeight(counted, unit)}.`,
    count > 5 && ranked.length >= 5
      ? `The first five of ${formatCount(count)} functions make up ${formatShare(five / counted)}.`
      : '',
    through ? `${formatShare(through.total / counted)} passes through ${nameOf(through)}.` : '',
    idle.excluded && idle.weight > 0 ? `Idle time, ${formatWeight(idle.weight, unit)}, is left out.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

export const declaration = declareAnalysis({
  id: 'top-functions',
  version: 1,
  title: 'Top functions',
  /** Of one profile, of all of one source, or of every profile that has the asked weight. */
  parameters: z.object({
    sourceId: z.number().int().optional(),
    profileId: z.string().optional(),
    weight: z.string().optional(),
    /** The heaviest by self weight; all when left out. */
    top: z.number().int().min(1).optional(),
    idle: idleSamples.optional(),
  }),
  result: z.object({ profiles: z.array(rankedProfile) }),
  sentence({ profiles }) {
    const [only] = profiles;
    if (!only) return 'There is no profile.';
    return profiles.length === 1
      ? describeProfile(only)
      : profiles.map((profile) => `${profile.name}: ${describeProfile(profile)}`).join(' ');
  },
  pinTitle({ profiles }) {
    const [profile] = profiles;
    if (!profile) return 'Top functions: no profile';
    const counted = countedWeight(profile);
    const [first] = functionsIn(profile);
    const others = profiles.length > 1 ? ` and ${formatCount(profiles.length - 1)} more` : '';
    const head = `Top functions of ${profile.name}${others} by ${profile.weight}`;
    return first && counted > 0
      ? `${head}: ${nameOf(first)} ${formatShare(first.self / counted)} of ${formatWeight(counted, profile.unit)}`
      : `${head}: nothing measured`;
  },
});
