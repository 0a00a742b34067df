import { useMemo } from 'react';
import type { DurationDistribution } from '../../../shared/contract/traces.ts';
import { formatCount, formatDurationMs, formatQuantity } from '../../../shared/domain/format.ts';
import { Chart, Skeleton, tokenColor, useThemeVersion, type ChartOption } from '../../ui/index.ts';

const height = 132;

/** How long traces take, on a log axis, with their percentiles. */
export function DurationChart({ distribution }: { distribution: DurationDistribution | null }) {
  const themeVersion = useThemeVersion();
  const option = useMemo(
    // The colours are those of the theme that the version stands for.
    () => (distribution && themeVersion >= 0 ? optionOf(distribution) : {}),
    [distribution, themeVersion],
  );
  if (!distribution) return <Skeleton height={height + 20} />;
  return (
    <Chart
      label="Traces by duration, on a log axis"
      summary={summaryOf(distribution)}
      option={option}
      height={height}
    />
  );
}

function summaryOf({ count, p50Ms, p95Ms, p99Ms, maxMs, buckets }: DurationDistribution): string {
  if (count === 0) return 'No trace passes the filter.';
  const errors = buckets.reduce((sum, bucket) => sum + bucket.errorCount, 0);
  const hatched = errors === 0 ? '' : ` Hatched: ${formatCount(errors)} with errors.`;
  return `${formatQuantity(count, 'trace')}: p50 ${formatDurationMs(p50Ms)}, p95 ${formatDurationMs(p95Ms)}, p99 ${formatDurationMs(p99Ms)}, longest ${formatDurationMs(maxMs)}; exact, type 7.${hatched}`;
}

const log = (ms: number): number => Math.log10(Math.max(ms, 1e-9));

function optionOf({ buckets, p50Ms, p95Ms, p99Ms }: DurationDistribution): ChartOption {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return {};
  const [from, to] = [log(first.fromMs), log(last.toMs)];
  const centre = (fromMs: number): number => log(fromMs) + 0.05;
  const ticks = decadeTicks(from, to);
  const percentiles = [
    { name: 'p50', xAxis: log(p50Ms), label: { align: 'center' } },
    { name: 'p95', xAxis: log(p95Ms), label: { align: 'right' } },
    { name: 'p99', xAxis: log(p99Ms), label: { align: 'left' } },
  ].filter(({ xAxis }) => xAxis >= from);
  return {
    grid: { left: 48, right: 16, top: 18, bottom: 24 },
    xAxis: {
      type: 'value',
      min: from,
      max: to,
      axisLabel: { formatter: (value: number) => formatDurationMs(10 ** value), customValues: ticks },
      axisTick: { show: true, customValues: ticks },
      splitLine: { show: false },
    },
    yAxis: { type: 'value', name: 'traces', minInterval: 1, splitNumber: 3 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (points: { dataIndex: number }[]) => {
        const bucket = buckets[points[0]?.dataIndex ?? -1];
        if (!bucket) return '';
        const errors = bucket.errorCount > 0 ? `, ${formatCount(bucket.errorCount)} with errors` : '';
        return `${formatDurationMs(bucket.fromMs)} to ${formatDurationMs(bucket.toMs)}: ${formatQuantity(bucket.count, 'trace')}${errors}`;
      },
    },
    series: [
      {
        name: 'without errors',
        type: 'bar',
        stack: 'traces',
        barCategoryGap: '6%',
        itemStyle: { color: tokenColor('--accent') },
        data: buckets.map(({ fromMs, count, errorCount }) => [centre(fromMs), count - errorCount]),
        markLine: {
          silent: true,
          label: { formatter: '{b}', position: 'end', distance: 2 },
          lineStyle: { type: 'solid', color: tokenColor('--text') },
          data: percentiles,
        },
      },
      {
        name: 'with errors',
        type: 'bar',
        stack: 'traces',
        itemStyle: {
          color: tokenColor('--bad'),
          decal: { symbol: 'line', dashArrayY: [2, 2], rotation: 0.8, color: tokenColor('--surface') },
        },
        data: buckets.map(({ fromMs, errorCount }) => [centre(fromMs), errorCount]),
      },
    ],
  };
}

/** 1, 2 and 5 of each decade while there are few, else each decade. */
function decadeTicks(from: number, to: number): number[] {
  const factors = to - from > 3 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let decade = Math.floor(from); decade <= to; decade += 1) {
    for (const factor of factors) {
      const tick = decade + Math.log10(factor);
      if (tick >= from - 1e-9 && tick <= to + 1e-9) ticks.push(tick);
    }
  }
  return ticks;
}
