// The picture of the series shown. Drag to choose a window; the engine is asked again for every window, so that what
// is drawn is always exact for the pixels there are.
import { ZoomIn, ZoomOut, RotateCcw } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { formatCount, formatDurationMs, formatTimeRange } from '../../../shared/domain/format.ts';
import { Chart, IconButton, useThemeVersion, type EChartsType } from '../../ui/index.ts';
import { chartOption, type DrawnSeries, type Rule } from './chartOption.ts';
import { panned, showsAll, zoomed, type TimeWindow } from './points.ts';

interface SeriesChartProps {
  drawn: readonly DrawnSeries[];
  window: TimeWindow;
  /** All there is of the series shown. */
  bounds: TimeWindow;
  timeZone: string;
  rules: readonly Rule[];
  onWindow(window: TimeWindow | null): void;
}

interface View {
  window: TimeWindow;
  bounds: TimeWindow;
  change(next: TimeWindow): void;
}

const keyFactor = 0.5;
const wheelFactor = 0.8;
const keyPan = 0.25;
/** Seconds say nothing of a window longer than this. */
const minutesSufficeMs = 6 * 3_600_000;
/** A drag shorter than this is a click. */
const leastDragPx = 4;

interface PointerEventOfZr {
  offsetX: number;
  offsetY: number;
  wheelDelta?: number;
  event: Event & { ctrlKey?: boolean; metaKey?: boolean };
}

/** Two units share one picture by two axes; more make small multiples, one a unit. */
function picturesOf(drawn: readonly DrawnSeries[]): { units: string[]; drawn: DrawnSeries[] }[] {
  const units = [...new Set(drawn.map(({ series }) => series.unit))];
  if (units.length <= 2) return [{ units, drawn: [...drawn] }];
  return units.map((unit) => ({ units: [unit], drawn: drawn.filter(({ series }) => series.unit === unit) }));
}

export function SeriesChart({ drawn, window, bounds, timeZone, rules, onWindow }: SeriesChartProps) {
  const themeVersion = useThemeVersion();
  const pictures = useMemo(
    () =>
      picturesOf(drawn).map((picture) => ({
        ...picture,
        option: chartOption(picture.drawn, picture.units, window, timeZone, rules),
      })),
    // Colours are resolved anew with the theme.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [drawn, window, timeZone, rules, themeVersion],
  );
  const change = (next: TimeWindow): void => onWindow(showsAll(next, bounds) ? null : next);
  // The chart's listeners outlive a render; they act on what is shown when they fire.
  const view = useRef<View>({ window, bounds, change });
  useLayoutEffect(() => {
    view.current = { window, bounds, change };
  });
  const middle = (window.fromMs + window.toMs) / 2;
  const actions: Record<string, () => void> = {
    '+': () => change(zoomed(window, bounds, keyFactor, middle)),
    '=': () => change(zoomed(window, bounds, keyFactor, middle)),
    '-': () => change(zoomed(window, bounds, 1 / keyFactor, middle)),
    ArrowLeft: () => change(panned(window, bounds, -keyPan)),
    ArrowRight: () => change(panned(window, bounds, keyPan)),
    Home: () => change(panned(window, bounds, -Number.MAX_SAFE_INTEGER)),
    End: () => change(panned(window, bounds, Number.MAX_SAFE_INTEGER)),
    '0': () => onWindow(null),
    Escape: () => onWindow(null),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget)
      return;
    event.preventDefault();
    action();
  };
  const precision = window.toMs - window.fromMs > minutesSufficeMs ? 'minute' : 'second';
  const height = pictures.length > 1 ? 170 : 280;
  return (
    <div
      className="metric-charts"
      role="group"
      tabIndex={0}
      aria-label="Chart: plus and minus zoom, arrows move, 0 shows all"
      onKeyDown={onKeyDown}
    >
      <div className="metric-chart-tools">
        <span className="dense truncate">
          {formatTimeRange(window.fromMs, window.toMs, timeZone, precision)} {timeZone}
        </span>
        <span className="spacer" />
        <span className="metric-chart-buttons">
          <IconButton icon={ZoomIn} size="small" label="Zoom in (+)" onPress={() => actions['+']?.()} />
          <IconButton icon={ZoomOut} size="small" label="Zoom out (−)" onPress={() => actions['-']?.()} />
          <IconButton
            icon={RotateCcw}
            size="small"
            label="Show all (0)"
            isDisabled={showsAll(window, bounds)}
            onPress={() => onWindow(null)}
          />
        </span>
      </div>
      {pictures.map(({ units, drawn: inPicture, option }, index) => (
        <Chart
          key={units.join(' ')}
          label={`${inPicture.map(({ label }) => label).join(', ')}, over time`}
          // Small multiples are made alike, so it is said once, below the last.
          summary={index === pictures.length - 1 ? summaryOf(drawn) : ''}
          option={option}
          height={height}
          onReady={(chart) => listenForZoom(chart, view)}
        />
      ))}
    </div>
  );
}

/** How the picture was made of the samples. */
function summaryOf(drawn: readonly DrawnSeries[]): string {
  const samples = formatCount(drawn.reduce((sum, { chart }) => sum + chart.sampleCount, 0));
  const bucketed = drawn.find(({ chart }) => !chart.raw);
  if (!bucketed) return `Every one of ${samples} samples is drawn. Drag or Ctrl+wheel to zoom.`;
  const percentile = drawn.some(({ series }) => series.kind === 'percentile');
  const line = percentile ? 'the mean, of percentiles the highest' : 'the mean';
  const column = formatDurationMs(bucketed.chart.bucketMs);
  return `Min/max of ${samples} samples, ${column} a column; the line is ${line}. Drag or Ctrl+wheel to zoom.`;
}

/** Drag and Ctrl+wheel on the canvas. Returns the function that stops listening. */
function listenForZoom(chart: EChartsType, view: { readonly current: View }): () => void {
  const zr = chart.getZr();
  let startX: number | null = null;
  const timeAt = (x: number): number => {
    const { window } = view.current;
    const time = Number(chart.convertFromPixel({ xAxisIndex: 0 }, x));
    return Math.min(window.toMs, Math.max(window.fromMs, time));
  };
  // Over the canvas, so that a drag does not draw the series again at every move.
  const selection = document.createElement('div');
  selection.className = 'metric-selection';
  const select = (fromX: number, toX: number): void => {
    selection.style.left = `${Math.min(fromX, toX)}px`;
    selection.style.width = `${Math.abs(toX - fromX)}px`;
    if (!selection.isConnected) chart.getDom().append(selection);
  };
  const down = ({ offsetX }: PointerEventOfZr): void => {
    startX = offsetX;
  };
  const move = ({ offsetX }: PointerEventOfZr): void => {
    if (startX !== null && Math.abs(offsetX - startX) >= leastDragPx) select(startX, offsetX);
  };
  const up = ({ offsetX }: PointerEventOfZr): void => {
    if (startX === null) return;
    const [from, to] = [timeAt(Math.min(startX, offsetX)), timeAt(Math.max(startX, offsetX))];
    const isDrag = Math.abs(offsetX - startX) >= leastDragPx;
    startX = null;
    if (!isDrag) return;
    selection.remove();
    if (to - from >= 1) view.current.change({ fromMs: Math.round(from), toMs: Math.round(to) });
  };
  const wheel = ({ offsetX, wheelDelta = 0, event }: PointerEventOfZr): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { window, bounds, change } = view.current;
    change(zoomed(window, bounds, wheelDelta > 0 ? wheelFactor : 1 / wheelFactor, timeAt(offsetX)));
  };
  const listeners = { mousedown: down, mousemove: move, mouseup: up, globalout: up, mousewheel: wheel };
  for (const [name, listener] of Object.entries(listeners)) zr.on(name, listener as never);
  return () => {
    selection.remove();
    for (const [name, listener] of Object.entries(listeners)) zr.off(name, listener as never);
  };
}
