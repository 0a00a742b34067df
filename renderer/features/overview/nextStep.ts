// The overview's answer and the one thing to do next, read from the claims and the state of the method.
import type { Claim } from '../../../shared/contract/findings.ts';
import type { PhaseStatus } from '../../../shared/contract/method.ts';

export interface NextStep {
  /** On the button. */
  label: string;
  /** Why this and nothing else. */
  reason: string;
  address: string;
}

const rank = { high: 3, medium: 2, low: 1 } as const;
const impactOf = ({ impact }: Claim): number => (impact === null ? 0 : rank[impact]);

/** Confirmed before open, then by impact, then the one claimed first. */
const byStanding = (left: Claim, right: Claim): number =>
  Number(right.status === 'confirmed') - Number(left.status === 'confirmed') ||
  impactOf(right) - impactOf(left) ||
  left.id - right.id;

/**
 * The constraint that limits the system. Rejected and resolved ones no longer limit anything.
 */
export function dominantConstraint(claims: readonly Claim[]): Claim | null {
  const standing = claims.filter(
    ({ kind, status }) => kind === 'constraint' && (status === 'confirmed' || status === 'open'),
  );
  return standing.toSorted(byStanding)[0] ?? null;
}

/** The recommendation to decide about next: open, of the greatest impact. */
export function openDecision(claims: readonly Claim[]): Claim | null {
  return (
    claims
      .filter(({ kind, status }) => (kind === 'recommendation' || kind === 'decision') && status === 'open')
      .toSorted((left, right) => impactOf(right) - impactOf(left) || left.id - right.id)[0] ?? null
  );
}

/** Where the work goes on: evidence first, then the first phase that is not done, then the report. */
export function nextStep(phases: readonly PhaseStatus[], sourceCount: number): NextStep {
  const [first, second] = phases;
  const isPrepared = first?.state === 'done' && second?.state === 'done';
  if (sourceCount === 0 && isPrepared) {
    return {
      label: 'Import evidence',
      reason: 'The problem is stated and no evidence is here to judge it by.',
      address: '/sources',
    };
  }
  const phase = phases.find(({ state }) => state !== 'done');
  if (!phase) {
    return {
      label: 'Review the report',
      reason: 'Every phase is done; the report can be read, signed and handed over.',
      address: '/report',
    };
  }
  const [missing] = phase.missing;
  return {
    label: `${phase.state === 'not-started' ? 'Begin' : 'Continue'} phase ${phase.id}: ${phase.title}`,
    reason: missing ? `Missing first: ${missing}.` : 'Nothing has been written there yet.',
    address: `/phase/${phase.id}`,
  };
}
