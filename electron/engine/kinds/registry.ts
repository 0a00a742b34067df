// Written by `npm run registries` from the files beside it.
import type { EvidenceKind } from '../../../shared/contract/kinds.ts';
import { kind as metricsKind } from './metrics/kind.ts';
import { kind as profileKind } from './profile/kind.ts';
import { kind as topologyKind } from './topology/kind.ts';
import { kind as tracesKind } from './traces/kind.ts';

export const kinds = {
  metrics: metricsKind,
  profile: profileKind,
  topology: topologyKind,
  traces: tracesKind,
} satisfies { [K in EvidenceKind]: { id: K } };
