// One picture of up to eight series with at most two units: a band from minimum to maximum, a line through it.
import type { ChartSeries, Series } from '../../../shared/contract/metrics.ts';
import { formatClock, formatTime, formatValue } from '../../../shared/domain/format.ts';
import { visible } from '../../../shared/domain/visible.ts';
import { tokenColor, type ChartOption } from '../../ui/index.ts';
import { runsOf, type Point, type TimeWindow } from './points.ts';

export interface DrawnSeries {
  series: Series;
  /** What the list, the legend and the tooltip call it. */
  label: string;
  chart: ChartSeries;
  color: string;
}

export interface Rule {
  label: string;
  value: number;
  unit: string;
}

const gridMargins = { left: 60, right: 20, top: 26, bottom: 24 };
/** Room for a second axis. */
const secondAxisMargin = 60;
const bandOpacity = 0.28;

interface RenderApi {
  coord(point: [number, number]): [number, number];
}

/** Draws the band of one run as a single polygon; the points of the run follow in `data`, which gives the axis its extent. */
function band({ label, color, chart }: DrawnSeries, axis: number, runs: Point[][]): object {
  const points = runs.flat();
  const starts = new Map<number, Point[]>();
  let at = 0;
  for (const run of runs) {
    starts.set(at, run);
    at += run.length;
  }
  const halfBucket = chart.raw ? 0 : chart.bucketMs / 2;
  return {
    type: 'custom',
    name: label,
    yAxisIndex: axis,
    silent: true,
    clip: true,
    tooltip: { show: false },
    itemStyle: { color },
    encode: { x: 0, y: [1, 2], tooltip: [] },
    data: points.map(({ timeMs, min, max }) => [timeMs, min, max]),
    renderItem: ({ dataIndexInside }: { dataIndexInside: number }, api: RenderApi) => {
      const run = starts.get(dataIndexInside);
      if (!run) return null;
      const edge = (of: (point: Point) => number): [number, number][] =>
        run.map((point) => api.coord([point.timeMs, of(point)]));
      const upper = edge(({ max }) => max);
      const lower = edge(({ min }) => min);
      const first = run[0] as Point;
      const last = run.at(-1) as Point;
      // A run of one bucket is as wide as the bucket, and never less than a pixel high.
      const left = api.coord([first.timeMs - halfBucket, first.max])[0];
      const right = api.coord([last.timeMs + halfBucket, last.max])[0];
      const outline = [
        [left, upper[0]?.[1]],
        ...upper,
        [right, upper.at(-1)?.[1]],
        [right, lower.at(-1)?.[1]],
        ...lower.toReversed(),
        [left, lower[0]?.[1]],
      ];
      return { type: 'polygon', shape: { points: outline }, style: { fill: color, opacity: bandOpacity } };
    },
  };
}

function line({ label, color }: DrawnSeries, axis: number, runs: Point[][], rules: object | null): object {
  const data = runs.flatMap((run, index) => {
    const isAlone = run.length === 1;
    const drawn = run.map(({ timeMs, line }) => ({
      value: [timeMs, line],
      // A sample between two gaps has no neighbour to draw a line to.
      ...(isAlone ? { symbol: 'circle', symbolSize: 4 } : { symbol: 'none' }),
    }));
    const breakMs = (run.at(-1) as Point).timeMs;
    return index < runs.length - 1 ? [...drawn, { value: [breakMs, null] }] : drawn;
  });
  return {
    type: 'line',
    name: label,
    yAxisIndex: axis,
    color,
    showSymbol: true,
    connectNulls: false,
    lineStyle: { color, width: 1.5 },
    itemStyle: { color },
    emphasis: { disabled: true },
    data,
    ...rules,
  };
}

interface TooltipItem {
  seriesType: string;
  seriesName: string;
  value: [number, number | null];
}

/** The chart of what is drawn. `units` names the axes, left and right. */
export function chartOption(
  drawn: readonly DrawnSeries[],
  units: readonly string[],
  window: TimeWindow,
  timeZone: string,
  rules: readonly Rule[],
): ChartOption {
  const byLabel = new Map(drawn.map((item) => [item.label, item]));
  const prepared = drawn.map((item) => ({
    item,
    axis: Math.max(0, units.indexOf(item.series.unit)),
    runs: runsOf(item.chart, item.series.kind === 'percentile'),
  }));
  const spanMs = window.toMs - window.fromMs;
  return {
    grid: { ...gridMargins, right: units.length > 1 ? secondAxisMargin : gridMargins.right },
    xAxis: {
      type: 'time',
      min: window.fromMs,
      max: window.toMs,
      axisLabel: { formatter: (ms: number) => tickText(ms, spanMs, timeZone) },
    },
    yAxis: units.map((unit, index) => ({
      type: 'value',
      scale: true,
      // Each tick says its unit, scaled to the value.
      name: unit === '' ? 'no unit' : '',
      nameGap: 12,
      nameTextStyle: { align: index === 0 ? 'right' : 'left' },
      position: index === 0 ? 'left' : 'right',
      splitLine: { show: index === 0 },
      axisLabel: { formatter: (value: number) => (value === 0 ? '0' : formatValue(value, unit)) },
    })),
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line' },
      formatter: (items: TooltipItem[]) => tooltipText(items, byLabel, timeZone),
    },
    series: [
      ...prepared.map(({ item, axis, runs }) => band(item, axis, runs)),
      ...prepared.map(({ item, axis, runs }, index) =>
        line(item, axis, runs, index === 0 ? rulesOf(rules, units) : null),
      ),
    ],
  };
}

/** As fine as the window needs, in the audit's zone rather than the computer's. */
function tickText(ms: number, spanMs: number, timeZone: string): string {
  const clock = formatClock(ms, timeZone, 'ms');
  if (spanMs < 5000) return clock;
  if (spanMs < 600_000) return clock.slice(0, 8);
  const minute = clock.slice(0, 5);
  if (minute === '00:00') return formatTime(ms, timeZone, 'day').slice(5);
  return spanMs > 3 * 86_400_000 ? `${formatTime(ms, timeZone, 'day').slice(5)} ${minute}` : minute;
}

/** Every series at that time, the highest first. */
function tooltipText(
  items: TooltipItem[],
  byLabel: ReadonlyMap<string, DrawnSeries>,
  timeZone: string,
): string {
  const at = items[0]?.value[0];
  if (at === undefined) return '';
  const rows = items
    .filter(({ seriesType, value }) => seriesType === 'line' && value[1] !== null)
    .flatMap(({ seriesName, value }) => {
      const drawn = byLabel.get(seriesName);
      return drawn ? [{ drawn, line: value[1] as number }] : [];
    })
    .sort((a, b) => b.line - a.line)
    // On one line each: a line feed in a name would begin another.
    .map(({ drawn, line }) => `${visible(drawn.label)}  ${pointText(drawn, at, line)}`);
  return [`${formatTime(at, timeZone, 'ms')} ${timeZone}`, ...rows].join('\n');
}

function pointText({ series, chart }: DrawnSeries, atMs: number, line: number): string {
  const value = formatValue(line, series.unit);
  if (chart.raw) return value;
  const bucket = Math.floor((atMs - (chart.timesMs[0] ?? 0)) / chart.bucketMs);
  const range = `${formatValue(chart.min[bucket], series.unit)} to ${formatValue(chart.max[bucket], series.unit)}`;
  return series.kind === 'percentile' ? range : `${value} (${range})`;
}

/** Success criteria as labelled rules on the axis of their unit. */
function rulesOf(rules: readonly Rule[], units: readonly string[]): object | null {
  const fitting = rules.filter(({ unit }) => unit === units[0]);
  if (fitting.length === 0) return null;
  return {
    markLine: {
      silent: true,
      data: fitting.map(({ label, value }) => ({
        yAxis: value,
        label: {
          formatter: visible(label),
          position: 'insideEndTop',
          // Read over the lines without hiding them.
          textBorderColor: tokenColor('--surface'),
          textBorderWidth: 2,
        },
      })),
    },
  };
}
