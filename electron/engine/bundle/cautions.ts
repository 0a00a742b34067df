// What a reader of a verification should know although nothing may be wrong. One list, which window and command line
// print alike.
import type { Verification } from '../../../shared/contract/bundle.ts';
import { formatQuantity } from '../../../shared/domain/format.ts';
import { notesOn } from './recomputed.ts';

interface Verified {
  /** False where the signature holds by the key that came with the bundle alone. */
  signerGiven: boolean;
  signatureOk: boolean;
  /** Journal entries before which the clock was set back. */
  setBackAt: readonly number[];
  recomputed: Verification['recomputed'];
  /** Recomputation was asked for and not begun. */
  notRecomputed: boolean;
}

/** Other versions come first: they shape how all that follows is to be read. */
export function cautionsOf(verified: Verified): string[] {
  const { signerGiven, signatureOk, setBackAt, recomputed, notRecomputed } = verified;
  return [
    ...(recomputed === null ? [] : notesOn(recomputed)),
    ...(signatureOk && !signerGiven
      ? [
          'Nobody has confirmed the signer: the key came with the bundle. Compare its fingerprint with the auditor’s by another channel, or give the auditor’s public key.',
        ]
      : []),
    ...(setBackAt.length > 0 ? [clockNote(setBackAt)] : []),
    ...(notRecomputed
      ? ['The figures were not computed again, because the bundle itself is not sound.']
      : []),
  ];
}

/** Entries that are named; a journal may hold any number. */
const namedEntries = 10;

function clockNote(setBackAt: readonly number[]): string {
  const named = setBackAt.slice(0, namedEntries).join(', ');
  const more = setBackAt.length > namedEntries ? ', …' : '';
  return `The clock was set back ${formatQuantity(setBackAt.length, 'time')} while the audit was kept (journal ${setBackAt.length === 1 ? 'entry' : 'entries'} ${named}${more}): times around there are in doubt, the order of the entries is not.`;
}
