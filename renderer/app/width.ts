// When the panels make room for the work. Widths are CSS px: at 200 % zoom a window is half as wide.
import { useSyncExternalStore } from 'react';

const narrow = '(max-width: 1120px)';
const veryNarrow = '(max-width: 720px)';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** The inspector lies over the work instead of beside it. */
export const useIsNarrow = (): boolean => useMedia(narrow);
export const isNarrow = (): boolean => window.matchMedia(narrow).matches;

/** The rail shows its icons only. */
export const useIsVeryNarrow = (): boolean => useMedia(veryNarrow);
