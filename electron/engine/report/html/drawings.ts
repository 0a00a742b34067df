// Drawings as SVG, made by hand so that the same figures give the same bytes, and coloured by the page's own tokens.
import { formatTime, formatValue } from '../../../../shared/domain/format.ts';
import type { TimelineFigure } from '../../../../shared/domain/figure.ts';
import type { Block, MetricChart } from '../blocks.ts';
import { timelineSentence } from '../words.ts';
import { html, type Markup } from './markup.ts';

const width = 752;
const round = (value: number): string => String(Math.round(value * 100) / 100);

/** Round steps of 1, 2 or 5 that cut the range into about `count` parts. */
export function niceTicks(min: number, max: number, count: number): number[] {
  if (!(max > min)) return [min];
  const rough = (max - min) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** The least and greatest of each bucket as a band, or the samples themselves as a line; gaps stay gaps. */
export function drawMetric({
  chart,
  timeZone,
  sentence,
}: Pick<Extract<Block, { kind: 'chart' }>, 'chart' | 'timeZone' | 'sentence'>): Markup {
  const height = 220;
  const left = 64;
  const right = width - 8;
  const top = 20;
  const bottom = height - 24;
  const values = chart.points.flatMap(([, min, max]) => (min === null || max === null ? [] : [min, max]));
  const greatest = Math.max(...values, 0);
  const least = Math.min(...values, 0);
  const ticks = niceTicks(least, greatest === least ? least + 1 : greatest, 4);
  const ceiling = Math.max(greatest, ticks.at(-1) ?? 1, least + Number.MIN_VALUE);
  const spanMs = Math.max(1, chart.toMs - chart.fromMs);
  const x = (ms: number): number => left + ((ms - chart.fromMs) / spanMs) * (right - left);
  const y = (value: number): number => bottom - ((value - least) / (ceiling - least || 1)) * (bottom - top);
  const clampX = (ms: number): number => Math.min(right, Math.max(left, x(ms)));
  const runs = runsOf(chart.points);
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-labelledby="chart-${chart.seriesId}-title chart-${chart.seriesId}-desc"
  >
    <title id="chart-${chart.seriesId}-title">${chart.name}</title>
    <desc id="chart-${chart.seriesId}-desc">${sentence}</desc>
    ${chart.windows.map(({ label, fromMs, toMs }) => {
      const [start, end] = [clampX(fromMs), clampX(toMs)];
      return html`<rect
          class="window"
          x="${round(start)}"
          y="${top}"
          width="${round(end - start)}"
          height="${bottom - top}"
        /><text x="${round(start + 4)}" y="${top - 6}">${label}</text>`;
    })}
    ${ticks.map((tick) => html`<path class="grid" d="M${left} ${round(y(tick))}H${right}" /><text x="${left - 8}" y="${round(y(tick) + 4)}" text-anchor="end">${axisValue(tick, chart.unit)}</text>`)}
    ${runs.map((run) => (chart.raw ? html`<path class="trend" d="${linePath(run, x, y)}" />` : html`<path class="band" d="${bandPath(run, x, y)}" />`))}
    ${chart.changes.map(({ label, atMs }) => html`<path class="rule" d="M${round(clampX(atMs))} ${top}V${bottom}" /><text x="${round(clampX(atMs) + 4)}" y="${top + 12}">${label}</text>`)}
    <path class="axis" d="M${left} ${bottom}H${right}" />
    ${timeTicks(chart).map((ms) => html`<path class="axis" d="M${round(x(ms))} ${bottom}v4" /><text x="${round(x(ms))}" y="${bottom + 17}" text-anchor="${anchorAt(x(ms), left, right)}">${formatTime(ms, timeZone, 'minute').slice(5)}</text>`)}
  </svg>`;
}

/** Labels near an end stay inside the drawing. */
const anchorAt = (at: number, left: number, right: number): string =>
  at - left < 40 ? 'start' : right - at < 40 ? 'end' : 'middle';

type Point = [number, number, number];

function runsOf(points: MetricChart['points']): Point[][] {
  const runs: Point[][] = [];
  let current: Point[] = [];
  for (const [time, min, max] of points) {
    if (min === null || max === null) {
      if (current.length > 0) runs.push(current);
      current = [];
    } else current.push([time, min, max]);
  }
  if (current.length > 0) runs.push(current);
  return runs;
}

type Scale = (value: number) => number;

const linePath = (run: readonly Point[], x: Scale, y: Scale): string =>
  run
    .map(([time, value], index) => `${index === 0 ? 'M' : 'L'}${round(x(time))} ${round(y(value))}`)
    .join('') + (run.length === 1 ? 'h0.5' : '');

function bandPath(run: readonly Point[], x: Scale, y: Scale): string {
  const upper = run.map(([time, , max]) => `${round(x(time))} ${round(y(max))}`);
  const lower = run.toReversed().map(([time, min]) => `${round(x(time))} ${round(y(min))}`);
  return `M${[...upper, ...lower].join('L')}Z`;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const timeSteps = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * minuteMs)
  .concat([1, 2, 3, 6, 12].map((hours) => hours * hourMs))
  .concat([1, 2, 7, 14, 28, 91, 364].map((days) => days * dayMs));
const mostTimeTicks = 6;

/** Round times inside the range, or its ends where it is too short for any. */
function timeTicks({ fromMs, toMs }: MetricChart): number[] {
  const step = timeSteps.find((candidate) => (toMs - fromMs) / candidate <= mostTimeTicks) ?? toMs - fromMs;
  const first = Math.ceil(fromMs / step) * step;
  const count = step > 0 ? Math.floor((toMs - first) / step) + 1 : 0;
  const ticks = Array.from({ length: Math.max(0, count) }, (_, index) => first + index * step);
  return ticks.length > 1 ? ticks : [fromMs, toMs];
}

/** A value on an axis; zero needs no unit. */
const axisValue = (value: number, unit: string): string => (value === 0 ? '0' : formatValue(value, unit));

/** Colour of each label, by falling time: the first seven have their own, the rest share the eighth. */
export function sliceClasses(figure: TimelineFigure): Map<string, string> {
  const labels = figure.table.rows.map(([label]) => label ?? '');
  return new Map(labels.map((label, index) => [label, `slice-${Math.min(index + 1, 8)}`]));
}

/** The segments of a critical path in the order of time. */
export function drawTimeline(figure: TimelineFigure, id: string): Markup {
  const height = 64;
  const classes = sliceClasses(figure);
  const x = (ns: number): number => (figure.totalNs > 0 ? (ns / figure.totalNs) * width : 0);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
    <title id="${id}-title">Critical path over time</title>
    <desc id="${id}-desc">${timelineSentence(figure)}</desc>
    ${figure.segments.map(({ label, startNs, durationNs }) => html`<rect class="${classes.get(label) ?? 'slice-8'}" x="${round(x(startNs))}" y="4" width="${round(Math.max(0.5, x(durationNs) - 0.5))}" height="32" />`)}
    <path class="axis" d="M0 40H${width}" />
    ${ticks.map((share, index) => html`<path class="axis" d="M${round(share * width)} 40v4" /><text x="${round(share * width)}" y="58" text-anchor="${index === 0 ? 'start' : index === 4 ? 'end' : 'middle'}">${axisValue(share * figure.totalNs, 'ns')}</text>`)}
  </svg>`;
}
