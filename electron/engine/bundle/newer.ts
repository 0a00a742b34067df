// Whether another bundle of the same audit is newer than this one: by their journals, of which the older is the
// beginning of the newer, and never by what either says of its time.
import type { Verification } from '../../../shared/contract/bundle.ts';
import { formatQuantity } from '../../../shared/domain/format.ts';

export type Newer = NonNullable<Verification['newer']>;

/** What two bundles are compared by. */
export interface Chain {
  auditId: string;
  signedAt: string;
  /** Hashes of the journal's entries, in order. */
  hashes: readonly string[];
}

/** `other` is null where that bundle does not verify, or is signed by another key, so that it tells nothing. */
export function compareBundles(own: Chain, other: Chain | null): Newer {
  if (other === null) return { state: 'not-verified', signedAt: null, entries: 0 };
  const entries = other.hashes.length - own.hashes.length;
  return { state: stateOf(own, other), signedAt: other.signedAt, entries };
}

function stateOf(own: Chain, other: Chain): Newer['state'] {
  if (own.auditId !== other.auditId) return 'other-audit';
  const shared = Math.min(own.hashes.length, other.hashes.length);
  if (own.hashes.slice(0, shared).some((hash, index) => hash !== other.hashes[index])) return 'diverged';
  if (own.hashes.length === other.hashes.length) return 'same';
  return other.hashes.length > own.hashes.length ? 'newer' : 'older';
}

export function newerNote({ state, signedAt, entries }: Newer): string {
  const signed = `signed ${signedAt ?? ''}`;
  switch (state) {
    case 'newer':
      return `A newer bundle of this audit exists, ${signed}: its journal goes on for ${formatQuantity(entries, 'entry', 'entries')} after this one. Use that one.`;
    case 'older':
      return `The other bundle of this audit is older, ${signed}: this one goes on where its journal ends.`;
    case 'same':
      return 'Both bundles were made of the same state of the audit.';
    case 'diverged':
      return `This bundle and the other, ${signed}, have diverged: neither journal goes on where the other ends. Ask the auditor which one holds.`;
    case 'other-audit':
      return 'The other bundle is of another audit.';
    case 'not-verified':
      return 'The other bundle does not verify by the same key, so it says nothing of this one.';
  }
}
