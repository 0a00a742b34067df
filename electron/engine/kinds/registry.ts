// Every kind of evidence Assay has. A new one is a new folder and one line here (and one in shared/contract/kinds.ts).
import type { EvidenceKind } from '../../../shared/contract/kinds.ts';
import type { Kind } from './kind.ts';
import { metrics } from './metrics/kind.ts';
import { profile } from './profile/kind.ts';
import { traces } from './traces/kind.ts';

export const kinds = { metrics, traces, profile } satisfies { [K in EvidenceKind]: { id: K } };

type Kinds = typeof kinds;
type BatchOf<K> = K extends Kind<infer Batch> ? Batch : never;

/** Whatever a format may yield. */
export type EvidenceBatch = { [K in EvidenceKind]: BatchOf<Kinds[K]> }[EvidenceKind];

/** The kind of that id, for a caller that does not know at compile time which one it is. */
export const kindOf = (id: EvidenceKind): Kind => kinds[id] as unknown as Kind;
