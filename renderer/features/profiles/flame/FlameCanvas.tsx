import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import { formatShare, formatValue } from '../../../../shared/domain/format.ts';
import { tokenColor, useThemeVersion } from '../../../ui/index.ts';
import { drawFlame, rowHeight } from './draw.ts';
import {
  nameOf,
  nodeAt,
  panView,
  placeOf,
  frameOf,
  weightOf,
  zoomView,
  type Graph,
  type View,
} from './graph.ts';
import type { FlameNavigation } from './navigation.ts';
import { createMeasure, type TextMeasure } from './text.ts';

interface FlameCanvasProps {
  graph: Graph;
  label: string;
  navigation: FlameNavigation;
  /** Stable between renders unless the colours change. */
  colorOf(node: number): string;
  /** n and N. */
  onNextHit?(step: 1 | -1): void;
}

/** One wheel notch of 100 px zooms by this much. */
const zoomPerPixel = 0.0035;
const tweenMs = 120;

interface Hover {
  node: number;
  x: number;
  y: number;
}

/** The graph itself. Reads as one widget with its own keys; the call tree beside it says the same as a table. */
export function FlameCanvas({ graph, label, navigation, colorOf, onNextHit }: FlameCanvasProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  // Another theme, another render.
  useThemeVersion();
  const shown = useRef<View>(navigation.view);
  const shownGraph = useRef(graph);
  const byHand = useRef(false);
  const frameRequest = useRef(0);
  const measure = useRef<{ font: string; of: TextMeasure } | null>(null);

  const paint = useEffectEvent(() => {
    const element = canvas.current;
    const box = scroller.current;
    const context = element?.getContext('2d', { alpha: false });
    if (!element || !box || !context) return;
    const pixelRatio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = box;
    const deviceWidth = Math.round(width * pixelRatio);
    const deviceHeight = Math.round(height * pixelRatio);
    if (element.width !== deviceWidth || element.height !== deviceHeight) {
      element.width = deviceWidth;
      element.height = deviceHeight;
      element.style.height = `${height}px`;
    }
    const font = getComputedStyle(box).font;
    if (measure.current?.font !== font) measure.current = { font, of: createMeasure(context, font) };
    drawFlame(
      context,
      {
        graph,
        view: shown.current,
        width,
        height,
        scrollTop: box.scrollTop,
        pixelRatio,
        colorOf,
        textColor: tokenColor('--flame-text'),
        gapColor: tokenColor('--surface'),
        accentColor: tokenColor('--accent'),
        font,
        selected: navigation.selected,
        hovered: hover?.node ?? -1,
      },
      measure.current.of,
    );
  });

  const requestPaint = useEffectEvent(() => {
    if (frameRequest.current !== 0) return;
    frameRequest.current = requestAnimationFrame(() => {
      frameRequest.current = 0;
      paint();
    });
  });

  useEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const repaint = (): void => requestPaint();
    const observer = new ResizeObserver(repaint);
    observer.observe(box);
    box.addEventListener('scroll', repaint, { passive: true });
    // Fonts that arrive late change what fits.
    const remeasure = (): void => {
      measure.current = null;
      requestPaint();
    };
    document.fonts.addEventListener('loadingdone', remeasure);
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', repaint);
      document.fonts.removeEventListener('loadingdone', remeasure);
      cancelAnimationFrame(frameRequest.current);
      frameRequest.current = 0;
    };
  }, []);

  // Whatever made this component render may have changed the picture.
  useEffect(() => requestPaint());

  // Zooming glides, so that the eye can follow; a hand on the wheel or fewer motions wanted: at once.
  const target = navigation.view;
  const glide = useEffectEvent((to: View) => {
    const from = shown.current;
    const still =
      byHand.current ||
      shownGraph.current !== graph ||
      window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    byHand.current = false;
    shownGraph.current = graph;
    if (still) {
      shown.current = to;
      requestPaint();
      return undefined;
    }
    const startedAt = performance.now();
    let request = 0;
    const step = (now: number): void => {
      const time = Math.min(1, Math.max(0, now - startedAt) / tweenMs);
      const eased = 1 - (1 - time) ** 3;
      shown.current = {
        start: from.start + (to.start - from.start) * eased,
        end: from.end + (to.end - from.end) * eased,
      };
      paint();
      if (time < 1) request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  });
  useEffect(() => glide(target), [target]);

  // What is selected from elsewhere is scrolled to.
  useEffect(() => {
    const box = scroller.current;
    if (!box || navigation.selected < 0) return;
    const top = (graph.tree.depth[navigation.selected] ?? 0) * rowHeight;
    if (top < box.scrollTop) box.scrollTop = Math.max(0, top - 2 * rowHeight);
    else if (top + rowHeight > box.scrollTop + box.clientHeight) {
      box.scrollTop = top + 3 * rowHeight - box.clientHeight;
    }
  }, [graph, navigation.selected]);

  // React listens to the wheel passively, which could not keep a pinch from zooming the page.
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const box = scroller.current;
    if (!box) return;
    const { width, left } = box.getBoundingClientRect();
    const { view } = navigation;
    const perPixel = (view.end - view.start) / width;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      byHand.current = true;
      const around = view.start + (event.clientX - left) * perPixel;
      const notch = Math.max(-200, Math.min(200, event.deltaY * (event.deltaMode === 1 ? 20 : 1)));
      navigation.look(zoomView(graph, view, Math.exp(notch * zoomPerPixel), around));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      byHand.current = true;
      navigation.look(panView(graph, view, (event.deltaX || event.deltaY) * perPixel));
    }
  });
  useEffect(() => {
    const box = scroller.current;
    const listen = (event: WheelEvent): void => onWheel(event);
    box?.addEventListener('wheel', listen, { passive: false });
    return () => box?.removeEventListener('wheel', listen);
  }, []);

  const nodeUnder = (event: PointerEvent | React.MouseEvent): number => {
    const box = scroller.current;
    if (!box) return -1;
    const { left, top, width } = box.getBoundingClientRect();
    const { view } = navigation;
    const at = view.start + ((event.clientX - left) / width) * (view.end - view.start);
    return nodeAt(graph, Math.floor((event.clientY - top + box.scrollTop) / rowHeight), at);
  };

  const onPointerMove = (event: PointerEvent): void => {
    const node = nodeUnder(event);
    const box = scroller.current?.parentElement?.getBoundingClientRect();
    setHover(node < 0 || !box ? null : { node, x: event.clientX - box.left, y: event.clientY - box.top });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const actions: Record<string, () => void> = {
      ArrowUp: () => navigation.move('up'),
      ArrowDown: () => navigation.move('down'),
      ArrowLeft: () => navigation.move('left'),
      ArrowRight: () => navigation.move('right'),
      Enter: () => navigation.zoomTo(Math.max(0, navigation.selected)),
      Escape: () => navigation.zoomOut(),
      Home: () => navigation.reset(),
      n: () => onNextHit?.(1),
      N: () => onNextHit?.(-1),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  const describe = (node: number): string => {
    const share = formatShare(weightOf(graph, node) / graph.total);
    return `${nameOf(graph, node)}, ${formatValue(weightOf(graph, node), graph.unit)}, ${share} of the total`;
  };
  // With its borders.
  const wholeHeight = { '--graph-height': `${graph.rows.length * rowHeight + 2}px` } as CSSProperties;
  return (
    <div className="flame-canvas" style={wholeHeight}>
      <div
        ref={scroller}
        className="flame-scroller"
        role="application"
        aria-roledescription="flame graph"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setHover(null)}
        onClick={(event) => {
          const node = nodeUnder(event);
          if (node >= 0) navigation.zoomTo(node);
        }}
      >
        <div className="flame-rows" style={{ height: graph.rows.length * rowHeight }}>
          <canvas ref={canvas} />
        </div>
      </div>
      {hover && <FlameTip graph={graph} hover={hover} />}
      <p className="visually-hidden" role="status">
        {navigation.selected >= 0 ? describe(navigation.selected) : ''}
      </p>
    </div>
  );
}

const tipWidth = 320;

function FlameTip({ graph, hover: { node, x, y } }: { graph: Graph; hover: Hover }) {
  const self = graph.tree.self[node] as number;
  const frame = frameOf(graph, node);
  const place = frame < 0 ? '' : placeOf(graph.frames, frame);
  return (
    <div
      className="flame-tip"
      aria-hidden
      style={{ left: `max(0px, min(${x + 12}px, 100% - ${tipWidth}px))`, top: y + 18, maxWidth: tipWidth }}
    >
      <strong>{nameOf(graph, node)}</strong>
      {place && <span className="muted">{place}</span>}
      <span>
        Total {formatValue(weightOf(graph, node), graph.unit)} (
        {formatShare(weightOf(graph, node) / graph.total)}
        ), self {formatValue(self, graph.unit)} ({formatShare(self / graph.total)})
      </span>
    </div>
  );
}
