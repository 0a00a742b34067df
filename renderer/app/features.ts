// Every feature of the window, in the order of the rail. A new feature is a new folder and one line here.
import { feature as findings } from '../features/findings/feature.tsx';
import { feature as journal } from '../features/journal/feature.tsx';
import { feature as metrics } from '../features/metrics/feature.tsx';
import { feature as overview } from '../features/overview/feature.tsx';
import { feature as phases } from '../features/phases/feature.tsx';
import { feature as profiles } from '../features/profiles/feature.tsx';
import { feature as report } from '../features/report/feature.tsx';
import { feature as signing } from '../features/signing/feature.tsx';
import { feature as sources } from '../features/sources/feature.tsx';
import { feature as start } from '../features/start/feature.tsx';
import { feature as topology } from '../features/topology/feature.tsx';
import { feature as traces } from '../features/traces/feature.tsx';
import type { Feature } from '../features/feature.ts';

export const features = [
  start,
  overview,
  phases,
  sources,
  metrics,
  traces,
  topology,
  profiles,
  findings,
  report,
  signing,
  journal,
] as const satisfies readonly Feature[];
