// Which constraint limited the system before it was changed, and which one limits it now. That one is named is the
// auditor's judgement; what is worked out here is whether the name still holds after the changes that were made.
import type { Claim } from '../../domain/claim.ts';
import type { AnsweredClaim, LimitedBefore, LimitsNow, RankedConstraint } from '../verdict-shapes.ts';
import { changesOf, type AuditFacts, type Change } from '../facts.ts';
import { byPriority } from '../priority.ts';
import { textAt, valueAt } from '../values.ts';

export interface ConstraintAnswer {
  /** Null while nothing was changed. */
  limitedBefore: LimitedBefore | null;
  limitsNow: LimitsNow;
  constraints: RankedConstraint[];
}

/** A change has taken effect once it has a time and something that was measured since. */
const tookEffect = ({ appliedAtMs, measuredFromMs, measuredToMs, effect }: Change): boolean =>
  appliedAtMs !== null && ((measuredFromMs !== null && measuredToMs !== null) || effect !== '');

const standings: readonly RankedConstraint['standing'][] = ['named', 'waiting', 'lifted', 'resolved'];

interface Placed {
  claim: Claim;
  standing: RankedConstraint['standing'];
}

/** By standing, confirmed before open, then by the priority matrix. */
const inLine = (a: Placed, b: Placed): number =>
  standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
  Number(b.claim.status === 'confirmed') - Number(a.claim.status === 'confirmed') ||
  byPriority(a.claim, b.claim) ||
  a.claim.id - b.claim.id;

const answered = ({ id, title, detail, status }: Claim): AnsweredClaim => ({ id, title, detail, status });

/**
 * What limited before: the constraint that the latest change in effect names, else the one named dominant once it is
 * resolved. What limits now: the one named dominant while it stands and no change in effect has lifted it; else
 * nobody has named one, and those that still stand are given in order.
 */
export function constraintAnswer(facts: AuditFacts): ConstraintAnswer {
  const claims = facts.claims.filter(({ kind, status }) => kind === 'constraint' && status !== 'rejected');
  const claimOf = (id: number | null | undefined): Claim | undefined => claims.find((one) => one.id === id);
  const dominant = claimOf(valueAt(facts, '4.priorities.dominant')?.[0]);
  const effective = changesOf(facts).filter(
    (change) => tookEffect(change) && claimOf(change.constraintId) !== undefined,
  );
  const liftedIds = new Set(effective.map(({ constraintId }) => constraintId));
  const standingOf = (claim: Claim): RankedConstraint['standing'] => {
    if (claim.status === 'resolved') return 'resolved';
    if (liftedIds.has(claim.id)) return 'lifted';
    return claim === dominant ? 'named' : 'waiting';
  };
  const about = (claim: Claim) => ({
    sentence: claim.title,
    claim: answered(claim),
    evidenceIds: claim.evidenceIds,
    rationale: claim === dominant ? textAt(facts, '4.priorities.rationale') : '',
  });

  const lastChange = effective.at(-1);
  const lifted = claimOf(lastChange?.constraintId);
  const limitedBefore: LimitedBefore | null =
    lastChange && lifted
      ? { state: 'lifted', ...about(lifted), change: lastChange.title }
      : dominant?.status === 'resolved'
        ? { state: 'resolved', ...about(dominant) }
        : null;

  const placed = claims.map((claim): Placed => ({ claim, standing: standingOf(claim) })).toSorted(inLine);
  return {
    limitedBefore,
    limitsNow: limitsNowAmong(placed, limitedBefore !== null, about),
    constraints: placed.map(({ claim, standing }) => ({ claimId: claim.id, standing })),
  };
}

type About = (claim: Claim) => Omit<Extract<LimitsNow, { state: 'named' }>, 'state'>;

function limitsNowAmong(placed: readonly Placed[], isChanged: boolean, about: About): LimitsNow {
  const named = placed.find(({ standing }) => standing === 'named');
  if (named) return { state: 'named', ...about(named.claim) };
  const waiting = placed.filter(({ standing }) => standing === 'waiting').map(({ claim }) => answered(claim));
  const [first] = waiting;
  if (first) {
    return {
      state: 'not-named',
      sentence: `Not named yet; first in line: ${first.title}`,
      candidates: waiting,
    };
  }
  return {
    state: 'none-claimed',
    sentence: isChanged
      ? 'Not named yet; no other constraint is claimed.'
      : 'The audit has not identified the constraint that limits the system.',
  };
}
