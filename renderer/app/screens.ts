// Every place in the window: its address and the screen that answers there.
import type { Feature, FeatureScreen } from '../features/feature.ts';
import { matchPath } from '../state/router.ts';
import { features } from './features.ts';
import { UnknownScreen } from './UnknownScreen.tsx';

export interface MatchedScreen extends FeatureScreen {
  parameters: Record<string, string>;
}

const screens = features.flatMap(({ screens }: Feature) => screens);

/** The screen at an address, or the one that says there is none. */
export function screenAt(path: string): MatchedScreen {
  for (const screen of screens) {
    const parameters = matchPath(screen.pattern, path);
    if (parameters) return { ...screen, parameters };
  }
  return { pattern: '', component: UnknownScreen, parameters: {} };
}

/** The list from which the thing at an address was opened; undefined where it was not opened from one. */
export function listAbove(path: string): string | undefined {
  const { list, parameters } = screenAt(path);
  return Object.keys(parameters).length > 0 ? list : undefined;
}
