// What the user set about the window. Kept by the shell, outside any audit.
import { create } from 'zustand';
import type { Preferences, Theme } from '../../shared/contract/preferences.ts';
import { call } from './bridge.ts';

export { themes, type Theme } from '../../shared/contract/preferences.ts';

const defaults: Preferences = {
  theme: 'system',
  railWidth: 224,
  railOpen: true,
  inspectorWidth: 320,
  inspectorOpen: true,
  places: {},
};

export const usePreferences = create<Preferences>(() => defaults);

function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

/** Reads what the shell kept; the others stay at their defaults. */
export async function loadPreferences(): Promise<void> {
  const { preferences } = await call('shell.preferences', {});
  usePreferences.setState(preferences as Partial<Preferences>);
  applyTheme(usePreferences.getState().theme);
}

export function setPreference<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
  usePreferences.setState({ [key]: value } as Pick<Preferences, K>);
  if (key === 'theme') applyTheme(value as Theme);
  void call('shell.setPreferences', { [key]: value }).catch(() => {
    // The choice holds for this session; that it could not be kept is no reason to interrupt work.
  });
}
