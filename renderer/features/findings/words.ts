// The words of claims, in one place for list, editor and shelf.
import type { Evidence } from '../../../shared/contract/findings.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import type { Tone } from '../../ui/index.ts';

export const kinds: readonly { id: Claim['kind']; label: string }[] = [
  { id: 'finding', label: 'Finding' },
  { id: 'constraint', label: 'Constraint' },
  { id: 'hypothesis', label: 'Hypothesis' },
  { id: 'decision', label: 'Decision' },
  { id: 'recommendation', label: 'Recommendation' },
];

export const severities: readonly { id: Claim['severity']; label: string; tone: Tone }[] = [
  { id: 'critical', label: 'Critical', tone: 'bad' },
  { id: 'high', label: 'High', tone: 'bad' },
  { id: 'medium', label: 'Medium', tone: 'warn' },
  { id: 'low', label: 'Low', tone: 'plain' },
  { id: 'info', label: 'Information', tone: 'plain' },
];

export const statuses: readonly { id: Claim['status']; label: string; tone: Tone }[] = [
  { id: 'open', label: 'Open', tone: 'plain' },
  { id: 'confirmed', label: 'Confirmed', tone: 'good' },
  { id: 'rejected', label: 'Rejected', tone: 'bad' },
  { id: 'resolved', label: 'Resolved', tone: 'good' },
];

export const levelOptions = [
  { id: 'high', label: 'High' },
  { id: 'medium', label: 'Medium' },
  { id: 'low', label: 'Low' },
] as const;

export const labelOf = (options: readonly { id: string; label: string }[], id: string): string =>
  options.find((option) => option.id === id)?.label ?? id;

/** Kinds that take a place in line by impact, effort and risk. */
export const isRanked = (kind: Claim['kind']): boolean => kind === 'constraint' || kind === 'recommendation';

/** Claims that rest on a piece of evidence. */
export const usersOf = (evidence: Evidence, claims: readonly Claim[]): Claim[] =>
  claims.filter(({ evidenceIds }) => evidenceIds.includes(evidence.id));
