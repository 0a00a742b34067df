// Every place in the window: its address and the screen that answers there. A screen gets the address's parameters.
import type { ComponentType } from 'react';
import { FindingsScreen } from '../features/findings/FindingsScreen.tsx';
import { JournalScreen } from '../features/journal/JournalScreen.tsx';
import { MetricsScreen } from '../features/metrics/MetricsScreen.tsx';
import { OverviewScreen } from '../features/overview/OverviewScreen.tsx';
import { PhaseScreen } from '../features/phases/PhaseScreen.tsx';
import { ProfilesScreen } from '../features/profiles/ProfilesScreen.tsx';
import { ReportScreen } from '../features/report/ReportScreen.tsx';
import { SigningScreen } from '../features/signing/SigningScreen.tsx';
import { SourcesScreen } from '../features/sources/SourcesScreen.tsx';
import { StartScreen } from '../features/start/StartScreen.tsx';
import { TracesScreen } from '../features/traces/TracesScreen.tsx';
import { matchPath } from '../state/router.ts';
import { UnknownScreen } from './UnknownScreen.tsx';

export interface ScreenParameters {
  parameters: Record<string, string>;
}

interface ScreenEntry {
  pattern: string;
  title: string;
  component: ComponentType<ScreenParameters>;
  /** Shown without an open audit. */
  standalone?: boolean;
}

export const startScreen: ScreenEntry = {
  pattern: '/',
  title: 'Start',
  component: StartScreen,
  standalone: true,
};
export const unknownScreen: ScreenEntry = { pattern: '', title: 'No such place', component: UnknownScreen };

export const screens: readonly ScreenEntry[] = [
  startScreen,
  { pattern: '/verify', title: 'Verify a bundle', component: SigningScreen, standalone: true },
  { pattern: '/overview', title: 'Overview', component: OverviewScreen },
  { pattern: '/phase/:phase/:step?', title: 'Phase', component: PhaseScreen },
  { pattern: '/sources/:id?', title: 'Sources', component: SourcesScreen },
  { pattern: '/metrics/:id?', title: 'Metrics', component: MetricsScreen },
  { pattern: '/traces/:id?', title: 'Traces', component: TracesScreen },
  { pattern: '/profiles/:id?', title: 'Profiles', component: ProfilesScreen },
  { pattern: '/findings/:id?', title: 'Findings', component: FindingsScreen },
  { pattern: '/report', title: 'Report', component: ReportScreen },
  { pattern: '/signing', title: 'Sign & verify', component: SigningScreen },
  { pattern: '/journal', title: 'Journal', component: JournalScreen },
];

export interface MatchedScreen extends ScreenEntry, ScreenParameters {}

export function screenAt(path: string): MatchedScreen | null {
  for (const screen of screens) {
    const parameters = matchPath(screen.pattern, path);
    if (parameters) return { ...screen, parameters };
  }
  return null;
}
