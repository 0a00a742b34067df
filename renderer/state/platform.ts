/** Decides whether Mod is Cmd or Ctrl. */
export const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.userAgent);
