// Which constraint limited the system before it was changed, and which one limits it now. That one is named is the
// auditor's judgement; what is worked out here is whether the name still holds after the changes that were made.
import type { Claim } from '../../contract/findings.ts';
import type { AnsweredClaim, LimitedBefore, LimitsNow } from '../../contract/verdicts.ts';
import { changesOf, type AuditFacts, type Change } from '../facts.ts';
import { byPriority } from '../priority.ts';
import { textAt, valueAt } from '../values.ts';

export interface ConstraintAnswer {
  /** Null while nothing was changed. */
  limitedBefore: LimitedBefore | null;
  limitsNow: LimitsNow;
}

/** A change has taken effect once it has a time and something that was measured since. */
const tookEffect = ({ appliedAtMs, measuredFromMs, measuredToMs, effect }: Change): boolean =>
  appliedAtMs !== null && ((measuredFromMs !== null && measuredToMs !== null) || effect !== '');

const isStanding = ({ status }: Claim): boolean => status === 'open' || status === 'confirmed';

/** Constraints in the order in which they are dealt with: confirmed before open, then by the priority matrix. */
const inLine = (a: Claim, b: Claim): number =>
  Number(b.status === 'confirmed') - Number(a.status === 'confirmed') || byPriority(a, b) || a.id - b.id;

const answered = ({ id, title, detail, status }: Claim): AnsweredClaim => ({ id, title, detail, status });

/** The constraints that a change has lifted, each with the last change that did; latest last. */
function liftedIn(facts: AuditFacts, constraints: readonly Claim[]): { claim: Claim; change: Change }[] {
  return changesOf(facts)
    .filter(tookEffect)
    .flatMap((change) => {
      const claim = constraints.find(({ id }) => id === change.constraintId);
      return claim ? [{ claim, change }] : [];
    });
}

/**
 * What limited before: the constraint that the latest change in effect names, else the one named dominant once it is
 * resolved. What limits now: the one named dominant while it stands and no change in effect has lifted it; else
 * nobody has named one, and those that still stand are given in order.
 */
export function constraintAnswer(facts: AuditFacts): ConstraintAnswer {
  const constraints = facts.claims.filter(
    ({ kind, status }) => kind === 'constraint' && status !== 'rejected',
  );
  const dominantId = valueAt(facts, '4.priorities.dominant')?.[0];
  const dominant = constraints.find(({ id }) => id === dominantId);
  const lifted = liftedIn(facts, constraints);
  const latest = lifted.at(-1);
  const about = (claim: Claim) => ({
    sentence: claim.title,
    claim: answered(claim),
    evidenceIds: claim.evidenceIds,
    rationale: claim === dominant ? textAt(facts, '4.priorities.rationale') : '',
  });

  const limitedBefore: LimitedBefore | null = latest
    ? { state: 'lifted', ...about(latest.claim), change: latest.change.title }
    : dominant?.status === 'resolved'
      ? { state: 'resolved', ...about(dominant) }
      : null;

  const standing = constraints
    .filter((claim) => isStanding(claim) && !lifted.some((one) => one.claim === claim))
    .toSorted(inLine);
  if (dominant && standing.includes(dominant)) {
    return { limitedBefore, limitsNow: { state: 'named', ...about(dominant) } };
  }
  const [first] = standing;
  return {
    limitedBefore,
    limitsNow: first
      ? {
          state: 'not-named',
          sentence: `Not named yet; first in line: ${first.title}`,
          candidates: standing.map(answered),
        }
      : {
          state: 'none-claimed',
          sentence: limitedBefore
            ? 'Not named yet; no other constraint is claimed.'
            : 'The audit has not identified the constraint that limits the system.',
        },
  };
}
