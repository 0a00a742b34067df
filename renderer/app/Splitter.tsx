import type { KeyboardEvent, PointerEvent } from 'react';

interface SplitterProps {
  /** What it resizes. */
  label: string;
  /** The panel is on this side of it. */
  side: 'left' | 'right';
  width: number;
  min: number;
  max: number;
  onResize(width: number): void;
}

const keyStep = 16;

/** The edge of a panel, moved by pointer or arrow keys. */
export function Splitter({ label, side, width, min, max, onResize }: SplitterProps) {
  const grow = side === 'left' ? 1 : -1;
  const resize = (wanted: number): void => onResize(Math.round(Math.max(min, Math.min(max, wanted))));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const element = event.currentTarget;
    const startX = event.clientX;
    element.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent): void => resize(width + grow * (move.clientX - startX));
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', () => element.removeEventListener('pointermove', onMove), {
      once: true,
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    resize(width + grow * (event.key === 'ArrowRight' ? keyStep : -keyStep));
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={`splitter ${side}`}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
