// What a verification means, in words: the same in the window and on the command line.
import { formatCount, formatQuantity } from '../domain/format.ts';
import type { Verification } from './bundle.ts';

export interface Verdict {
  tone: 'good' | 'warn' | 'bad';
  sentence: string;
}

type Newer = NonNullable<Verification['newer']>;

const doubts: Readonly<Record<Newer['state'], string>> = {
  newer: 'a newer bundle of this audit exists',
  diverged: 'it and the other bundle have diverged',
  'other-audit': 'the other bundle is of another audit',
  'not-verified': 'the other bundle does not verify',
  older: 'the other bundle is older',
  same: 'the other bundle is of the same state',
};

/** Whether the answer is yes: the bundle is whole and, where another was shown, that one does not stand against it. */
export const isConfirmed = ({ ok, newer }: Pick<Verification, 'ok' | 'newer'>): boolean =>
  ok && (newer === null || newer.state === 'older' || newer.state === 'same');

/** The first thing to read: whether the bundle may be relied on, and if not, why. */
export function verdictOf(result: Verification): Verdict {
  if (result.ok) {
    const signed = result.signerGiven
      ? 'Whole, and signed by the key you gave'
      : 'Whole, and signed by a key that nobody has confirmed';
    return isConfirmed(result)
      ? { tone: result.signerGiven ? 'good' : 'warn', sentence: `${signed}.` }
      : { tone: 'warn', sentence: `${signed}, but ${doubts[result.newer?.state ?? 'not-verified']}.` };
  }
  const reasons = reasonsAgainst(result);
  return { tone: 'bad', sentence: `Do not rely on this bundle: ${reasons.join(', ')}.` };
}

/** `212 computed and 200 of them recomputed, 14 stated, 6 judged`, or why they are not told apart. */
export function figuresText({ figures }: Pick<Verification, 'figures'>): string {
  if (figures === null) return 'The report does not tell computed, stated and judged figures apart.';
  const { computed, stated, judged, recomputed } = figures;
  const again =
    recomputed === null
      ? ''
      : recomputed === computed
        ? ' and recomputed'
        : `, ${formatCount(recomputed)} of them recomputed`;
  return `${formatCount(computed)} computed${again}; ${formatCount(stated)} stated; ${formatCount(judged)} judged.`;
}

function reasonsAgainst({
  signerMatched,
  signatures,
  files,
  journal,
  recomputed,
  problems,
}: Verification): string[] {
  const reasons: string[] = [];
  if (signatures.length === 0) reasons.push('it carries no signature');
  else if (signerMatched === false) reasons.push('it is signed by another key than the one you gave');
  else if (signatures.some(({ ok }) => !ok)) reasons.push('its signature is not valid');
  const counts: [readonly string[], string][] = [
    [files.altered, 'altered'],
    [files.missing, 'missing'],
    [files.extra, 'added'],
  ];
  for (const [names, word] of counts) {
    if (names.length > 0) reasons.push(`${formatQuantity(names.length, 'file')} ${word}`);
  }
  if (!journal.ok) reasons.push('its journal does not hold');
  if (recomputed && recomputed.differing.length > 0) {
    reasons.push(`${formatQuantity(recomputed.differing.length, 'figure')} came out different`);
  }
  if (recomputed && recomputed.documents.differing.length > 0) {
    reasons.push('its raw files hold something else than it says of them');
  }
  if (recomputed && recomputed.baselines.differing.length > 0) {
    reasons.push(`${formatQuantity(recomputed.baselines.differing.length, 'baseline')} came out different`);
  }
  if (recomputed?.report.state === 'differing') {
    reasons.push('its report says something else than its evidence gives');
  }
  if (recomputed?.claims === 0) reasons.push('there is no figure in it to compute again');
  if (recomputed?.report.known === false || recomputed?.otherVersion.some(({ known }) => !known)) {
    reasons.push('it was made by a version that this Assay cannot compare with');
  }
  if (reasons.length === 0 && problems.length > 0) reasons.push('it is not what a bundle must be');
  return reasons;
}
