import { create } from 'zustand';

/** What lies over the frame: one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'particulars' | null;

export const useFrame = create<{ overlay: Overlay }>(() => ({ overlay: null }));

export const showOverlay = (overlay: Overlay): void => useFrame.setState({ overlay });
