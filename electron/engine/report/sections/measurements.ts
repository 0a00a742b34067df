import { formatCount, formatNumber, formatTime, formatValue } from '../../../../shared/domain/format.ts';
import type { MetricChart, PlainBlock } from '../blocks.ts';
import { absent, columns, computed, number, table } from '../parts.ts';
import type { Section } from './section.ts';

export const measurements: Section = {
  id: 'measurements',
  title: 'Measurements',
  build({ charts, info }) {
    return {
      blocks:
        charts.length === 0
          ? [absent('No metric is drawn: no metrics were imported.')]
          : charts.map((chart) => chartBlock(chart, info.timeZone)),
      missing: [],
    };
  },
};

/** Rows of the table under a chart. */
const parts = 6;

function chartBlock(chart: MetricChart, timeZone: string): Extract<PlainBlock, { kind: 'chart' }> {
  const { unit, raw, bucketMs, sampleCount, fromMs, toMs } = chart;
  const drawn = raw
    ? `every one of ${formatCount(sampleCount)} samples`
    : `least and greatest of each ${formatNumber(bucketMs / 60_000)}\u202Fmin, from ${formatCount(sampleCount)} samples`;
  const points = chart.points.flatMap(([time, min, max]) =>
    min === null || max === null ? [] : [{ time, min, max }],
  );
  const least = Math.min(...points.map(({ min }) => min));
  const greatest = Math.max(...points.map(({ max }) => max), 0);
  const size = Math.max(1, Math.ceil(points.length / parts));
  const time = (ms: number | undefined): string => formatTime(ms, timeZone, 'minute');
  return {
    kind: 'chart',
    chart,
    timeZone,
    caption: `${unit === '' ? '' : `, ${unit}`}; ${drawn}; times in ${timeZone}`,
    sentence: `From ${time(fromMs)} to ${time(toMs)} ${timeZone}, between ${formatValue(least, unit)} and ${formatValue(greatest, unit)}.`,
    table: table(
      columns('From', number(withUnit('Least', unit)), number(withUnit('Greatest', unit))),
      Array.from({ length: Math.ceil(points.length / size) }, (_, index) => {
        const part = points.slice(index * size, (index + 1) * size);
        const partLeast = Math.min(...part.map(({ min }) => min));
        const partGreatest = Math.max(...part.map(({ max }) => max));
        return {
          cells: [
            time(part[0]?.time),
            computed(formatNumber(partLeast), partLeast, unit),
            computed(formatNumber(partGreatest), partGreatest, unit),
          ],
        };
      }),
    ),
  };
}

const withUnit = (name: string, unit: string): string => (unit === '' ? name : `${name}, ${unit}`);
