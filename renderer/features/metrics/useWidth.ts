import { useCallback, useState } from 'react';

/** The width of an element in px, followed as it changes; zero until it is known. */
export function useWidth<E extends HTMLElement>(): [(element: E | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(0);
  const follow = useCallback((element: E | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [follow, width];
}
