import { create } from 'zustand';
import { isNarrow } from './width.ts';
import { setPreference, usePreferences } from '../state/preferences.ts';

/** What lies over the frame: one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'particulars' | null;

interface Frame {
  overlay: Overlay;
  /** In a narrow window the inspector lies over the work, and only when asked for. */
  inspectorOver: boolean;
}

export const useFrame = create<Frame>(() => ({ overlay: null, inspectorOver: false }));

/** Shows or hides the inspector: beside the work where there is room, over it where there is not. */
export function toggleInspector(): void {
  if (isNarrow()) useFrame.setState(({ inspectorOver }) => ({ inspectorOver: !inspectorOver }));
  else setPreference('inspectorOpen', !usePreferences.getState().inspectorOpen);
}

export const showOverlay = (overlay: Overlay): void => useFrame.setState({ overlay });
