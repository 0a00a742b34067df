// What a format of notes yields.
import type { EvidenceKind } from '../../../../shared/contract/kinds.ts';

/** In a kind that is registered, the literal `'notes'` stands here: the registry of the contract then knows it. */
export const id = 'notes' as EvidenceKind;

export interface NoteBatch {
  kind: typeof id;
  /** In file order; times in epoch ms. */
  notes: readonly { timeMs: number; text: string }[];
}
