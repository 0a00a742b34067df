// The kinds of evidence by their id, and what a format may yield of them.
import type { EvidenceKind } from '../../../shared/contract/kinds.ts';
import type { Kind } from './kind.ts';
import { kinds } from './registry.ts';

type Kinds = typeof kinds;
type BatchOf<K> = K extends Kind<infer Batch> ? Batch : never;

/** Whatever a format may yield. */
export type EvidenceBatch = { [K in EvidenceKind]: BatchOf<Kinds[K]> }[EvidenceKind];

/** The kind of that id, for a caller that does not know at compile time which one it is. */
export const kindOf = (id: EvidenceKind): Kind => kinds[id] as unknown as Kind;
