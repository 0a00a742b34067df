// Zoom and place of the drawing in its frame: readable at first, then follows hand and keys.
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type PointerEvent,
  type RefObject,
} from 'react';
import type { Box, Drawing } from './graph.ts';

/** Drawing px times `scale` plus the offset gives px of the frame. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

const [leastScale, greatestScale] = [0.1, 2.5];
/** Smaller names cannot be read, so that a graph opens no smaller. */
const readableScale = 0.75;
const zoomPerPixel = 0.0035;
const margin = 8;
/** Kept free around what is revealed, so that some of its calls are in sight. */
const roomAround = 72;

/** All of the drawing within the frame, never larger than life; no smaller than `least`, from its left end. */
export function fitted(
  { width, height }: Pick<Drawing, 'width' | 'height'>,
  frame: Pick<DOMRect, 'width' | 'height'>,
  least = leastScale,
): View {
  const scale = Math.max(
    least,
    Math.min(1, (frame.width - 2 * margin) / width, (frame.height - 2 * margin) / height),
  );
  return {
    scale,
    x: Math.max(margin, (frame.width - width * scale) / 2),
    y: (frame.height - height * scale) / 2,
  };
}

/** Zoomed so that the point of the frame stays where it is. */
export function zoomed({ x, y, scale }: View, factor: number, at: { x: number; y: number }): View {
  const next = Math.max(leastScale, Math.min(greatestScale, scale * factor));
  const ratio = next / scale;
  return { scale: next, x: at.x - (at.x - x) * ratio, y: at.y - (at.y - y) * ratio };
}

const shift = (from: number, to: number, room: number): number => {
  const around = Math.max(0, Math.min(roomAround, (room - (to - from)) / 2));
  return from < around ? around - from : to > room - around ? room - around - to : 0;
};

/** Moved as little as brings the box into the frame. */
export function revealing({ x, y, scale }: View, box: Box, frame: Pick<DOMRect, 'width' | 'height'>): View {
  const [left, top] = [x + box.x * scale, y + box.y * scale];
  return {
    scale,
    x: x + shift(left, left + box.width * scale, frame.width),
    y: y + shift(top, top + box.height * scale, frame.height),
  };
}

interface ViewControls {
  view: View;
  fit(): void;
  zoom(factor: number): void;
  reveal(box: Box): void;
  onPointerDown(event: PointerEvent): void;
}

/** `selected` stays in sight when the frame changes its size. */
export function useView(
  frame: RefObject<HTMLElement | null>,
  drawing: Drawing,
  selected: Box | undefined,
): ViewControls {
  const [view, setView] = useState<View>({ x: 0, y: 0, scale: 1 });
  const isMoved = useRef(false);
  const rect = useCallback((): DOMRect => frame.current?.getBoundingClientRect() ?? new DOMRect(), [frame]);
  const fit = useCallback((): void => {
    isMoved.current = true;
    setView(fitted(drawing, rect()));
  }, [drawing, rect]);
  const onResize = useEffectEvent((): void => {
    if (!isMoved.current) setView(fitted(drawing, rect(), readableScale));
    else if (selected) setView((before) => revealing(before, selected, rect()));
  });
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => onResize());
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);

  const move = useCallback((change: (before: View) => View): void => {
    isMoved.current = true;
    setView(change);
  }, []);
  const onWheel = useEffectEvent((event: WheelEvent): void => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      const { left, top } = rect();
      const notch = Math.max(-200, Math.min(200, event.deltaY * (event.deltaMode === 1 ? 20 : 1)));
      const at = { x: event.clientX - left, y: event.clientY - top };
      move((before) => zoomed(before, Math.exp(-notch * zoomPerPixel), at));
    } else {
      const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      move((before) => ({ ...before, x: before.x - dx, y: before.y - dy }));
    }
  });
  useEffect(() => {
    // React listens to the wheel passively, which could not keep a pinch from zooming the page.
    const element = frame.current;
    const listen = (event: WheelEvent): void => onWheel(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, [frame]);

  return {
    view,
    fit,
    zoom(factor) {
      const { width, height } = rect();
      move((before) => zoomed(before, factor, { x: width / 2, y: height / 2 }));
    },
    reveal: (box) => move((before) => revealing(before, box, rect())),
    onPointerDown({ button, clientX, clientY }) {
      if (button !== 0) return;
      let last = { x: clientX, y: clientY };
      const onMove = (event: globalThis.PointerEvent): void => {
        const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
        last = { x: event.clientX, y: event.clientY };
        move((before) => ({ ...before, x: before.x + dx, y: before.y + dy }));
      };
      const onUp = (): void => {
        window.removeEventListener('pointermove', onMove);
        window.removeEventListener('pointerup', onUp);
      };
      window.addEventListener('pointermove', onMove);
      window.addEventListener('pointerup', onUp);
    },
  };
}
