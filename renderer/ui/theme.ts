// Token values as a canvas needs them: resolved colours, and a sign when the theme changes.
import { useSyncExternalStore } from 'react';

const darkScheme = '(prefers-color-scheme: dark)';
const moreContrast = '(prefers-contrast: more)';

let probe: HTMLElement | null = null;
const resolved = new Map<string, string>();
let version = 0;
const listeners = new Set<() => void>();

function themeChanged(): void {
  resolved.clear();
  version += 1;
  for (const listener of listeners) listener();
}

/** Follows the system's and the user's choice. Called once, before the first render. */
export function connectTheme(): void {
  for (const query of [darkScheme, moreContrast]) {
    window.matchMedia(query).addEventListener('change', themeChanged);
  }
  new MutationObserver(themeChanged).observe(document.documentElement, { attributeFilter: ['data-theme'] });
}

/** The colour of a token such as `--accent` in the present theme, as `rgb(…)`. */
export function tokenColor(name: string): string {
  const known = resolved.get(name);
  if (known) return known;
  if (!probe) {
    probe = document.createElement('span');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${name})`;
  const color = getComputedStyle(probe).color;
  resolved.set(name, color);
  return color;
}

/** The eight series colours, in order. */
export const seriesColors = (): string[] =>
  Array.from({ length: 8 }, (_, index) => tokenColor(`--series-${index + 1}`));

/** True when the surface is dark. */
export function isDark(): boolean {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return scheme.includes('light') && scheme.includes('dark')
    ? window.matchMedia(darkScheme).matches
    : scheme === 'dark';
}

/** Changes whenever a token may have another value; name it as a dependency of what is drawn. */
export function useThemeVersion(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
  );
}
