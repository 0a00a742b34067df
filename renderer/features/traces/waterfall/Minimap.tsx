// The whole trace in miniature, with the window that the waterfall shows. Dragging over it chooses another.
import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { tokenColor, useThemeVersion } from '../../../ui/index.ts';
import { within, type TimeWindow, type WaterfallModel } from './model.ts';
import { serviceMark } from './serviceMark.ts';

const height = 44;
/** A shorter drag is a click, which moves the window there. */
const leastDragPx = 4;

interface MinimapProps {
  model: WaterfallModel;
  window: TimeWindow;
  onWindow(window: TimeWindow): void;
}

interface Colors {
  services: readonly string[];
  critical: string;
}

/** Every span as a line in its service's colour; the critical path as a band at the bottom. */
function draw(canvas: HTMLCanvasElement, model: WaterfallModel, colors: Colors): void {
  const width = canvas.clientWidth;
  const ratio = devicePixelRatio;
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (!context || width === 0) return;
  context.scale(ratio, ratio);
  const places = new Map(model.services.map((service, place) => [service, place]));
  const xOf = (ns: number): number => (ns / Math.max(1, model.durationNs)) * width;
  const band = 5;
  const room = height - band - 4;
  const lineHeight = Math.max(1, Math.min(4, room / model.spans.length));
  for (const [index, { offsetNs, durationNs, service }] of model.spans.entries()) {
    context.fillStyle = colors.services[places.get(service) ?? 0] ?? '';
    const y = 1 + (index / model.spans.length) * room;
    context.fillRect(xOf(offsetNs), y, Math.max(1, xOf(durationNs)), Math.max(1, lineHeight - 0.5));
  }
  context.fillStyle = colors.critical;
  for (const parts of model.critical.values()) {
    for (const { fromNs, toNs } of parts) {
      context.fillRect(xOf(fromNs), height - band, Math.max(0.5, xOf(toNs - fromNs)), 3);
    }
  }
}

const pxOf = (event: PointerEvent): number =>
  event.clientX - event.currentTarget.getBoundingClientRect().left;

export function Minimap({ model, window, onWindow }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const themeVersion = useThemeVersion();
  const colors = useMemo<Colors>(
    // The colours are those of the theme that the version stands for.
    () => ({
      services: model.services.map((_, place) => tokenColor(serviceMark(place).token)),
      critical: themeVersion >= 0 ? tokenColor('--text') : '',
    }),
    [model, themeVersion],
  );
  const [drag, setDrag] = useState<{ fromPx: number; toPx: number } | null>(null);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => draw(element, model, colors));
    observer.observe(element);
    return () => observer.disconnect();
  }, [model, colors]);

  const onPointerUp = (event: PointerEvent): void => {
    if (!drag) return;
    setDrag(null);
    const width = event.currentTarget.clientWidth;
    const [fromPx, toPx] = [Math.min(drag.fromPx, drag.toPx), Math.max(drag.fromPx, drag.toPx)];
    const nsOf = (px: number): number => (px / Math.max(1, width)) * model.durationNs;
    const length = window.toNs - window.fromNs;
    if (toPx - fromPx < leastDragPx) onWindow(within(model, nsOf(fromPx) - length / 2, length));
    else onWindow(within(model, nsOf(fromPx), Math.max(10, nsOf(toPx) - nsOf(fromPx))));
  };
  const share = (ns: number): string => `${(ns / Math.max(1, model.durationNs)) * 100}%`;
  return (
    <div
      className="minimap"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ fromPx: pxOf(event), toPx: pxOf(event) });
      }}
      onPointerMove={(event) => setDrag((before) => before && { ...before, toPx: pxOf(event) })}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(null)}
    >
      <canvas
        ref={canvas}
        className="minimap-canvas"
        role="img"
        aria-label="The whole trace in miniature; the framed part is shown below. The + and − keys in the table do the same."
      />
      <span
        className="minimap-window"
        style={{ left: share(window.fromNs), width: share(window.toNs - window.fromNs) }}
      />
      {drag && (
        <span
          className="minimap-drag"
          style={{ left: Math.min(drag.fromPx, drag.toPx), width: Math.abs(drag.toPx - drag.fromPx) }}
        />
      )}
    </div>
  );
}
