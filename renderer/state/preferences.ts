// What the user set about the window. Kept by the shell, outside any audit.
import { create } from 'zustand';
import { call } from './bridge.ts';

export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

export interface Preferences {
  theme: Theme;
  railWidth: number;
  railOpen: boolean;
  inspectorWidth: number;
  inspectorOpen: boolean;
  /** The last place in each audit, by audit id. */
  places: Record<string, string>;
}

const defaults: Preferences = {
  theme: 'system',
  railWidth: 224,
  railOpen: true,
  inspectorWidth: 320,
  inspectorOpen: true,
  places: {},
};

export const usePreferences = create<Preferences>(() => defaults);

const isTheme = (value: unknown): value is Theme => themes.includes(value as Theme);

function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

/** Reads what the shell kept; values of another shape fall back to the defaults. */
export async function loadPreferences(): Promise<void> {
  const { preferences: kept } = await call('shell.preferences', {});
  const known: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(defaults)) {
    if (typeof kept[key] === typeof value && kept[key] !== null) known[key] = kept[key];
  }
  if (!isTheme(known['theme'])) delete known['theme'];
  usePreferences.setState(known);
  applyTheme(usePreferences.getState().theme);
}

export function setPreference<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
  usePreferences.setState({ [key]: value } as Pick<Preferences, K>);
  if (key === 'theme') applyTheme(value as Theme);
  void call('shell.setPreference', { key, value }).catch(() => {
    // The choice holds for this session; that it could not be kept is no reason to interrupt work.
  });
}
