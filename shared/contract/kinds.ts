// The kinds of evidence: their methods and what they are called. A new kind is one line here and one in
// electron/engine/kinds/registry.ts; what a source may hold, and what screens are told to read again, follow from it.
import { metricsKind } from './metrics.ts';
import { profileKind } from './profiles.ts';
import { tracesKind } from './traces.ts';

export const kindContracts = { metrics: metricsKind, traces: tracesKind, profile: profileKind };

export type EvidenceKind = keyof typeof kindContracts;
export const evidenceKinds = Object.keys(kindContracts) as [EvidenceKind, ...EvidenceKind[]];
