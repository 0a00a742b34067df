// One claim being edited: changes of several of its parts gather and are stored together.
import type { Claim } from '../../../shared/domain/claim.ts';
import { call, useAutosave, type AutosavedEdit } from '../../state/index.ts';

export type ClaimChanges = Partial<Omit<Claim, 'id' | 'createdAt' | 'updatedAt'>>;

export interface ClaimEdit extends Omit<AutosavedEdit<ClaimChanges>, 'draft'> {
  /** The claim as stored, with what is typed on top. */
  claim: Claim;
}

/** `stored` is as the engine last reported it; the component's `key` is the claim's id. */
export function useClaim(stored: Claim): ClaimEdit {
  const { id } = stored;
  const { draft, ...edit } = useAutosave<ClaimChanges>({
    answer: stored,
    merge: (earlier, later) => ({ ...earlier, ...later }),
    save: (changes) => call('claim.update', { id, changes }),
  });
  return { ...edit, claim: { ...stored, ...draft?.value } };
}
