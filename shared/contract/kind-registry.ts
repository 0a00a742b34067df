// Written by `npm run registries` from the files beside it.
import { kind as metricsKind } from './metrics.ts';
import { kind as profilesKind } from './profiles.ts';
import { kind as topologyKind } from './topology.ts';
import { kind as tracesKind } from './traces.ts';

export const allKinds = [metricsKind, profilesKind, topologyKind, tracesKind] as const;
