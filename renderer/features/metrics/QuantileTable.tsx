// The statistics of the series shown, over the window shown: exact quantiles of the raw samples.
import { useMemo } from 'react';
import type { AnalysisAnswer } from '../../../shared/contract/analyses.ts';
import type { Series } from '../../../shared/contract/metrics.ts';
import { greatestOf } from '../../../shared/domain/extremes.ts';
import { formatCount, formatExact } from '../../../shared/domain/format.ts';
import { PinButton } from '../../evidence/index.ts';
import { DataTable, LongName, Notice, type DataColumn } from '../../ui/index.ts';
import { seriesLabel } from './SeriesList.tsx';

export interface StatisticsRow {
  series: Series;
  answer: AnalysisAnswer<'series-statistics'>;
  /** The result of the answer. */
  stats: AnalysisAnswer<'series-statistics'>['result'];
  color: string;
}

interface QuantileTableProps {
  rows: readonly StatisticsRow[];
}

type Figure = 'min' | 'p50' | 'p75' | 'p90' | 'p95' | 'p99' | 'p999' | 'max' | 'mean' | 'stdev';
const figures: readonly (readonly [Figure, string])[] = [
  ['p50', 'p50'],
  ['p75', 'p75'],
  ['p90', 'p90'],
  ['p95', 'p95'],
  ['p99', 'p99'],
  ['p999', 'p99.9'],
  ['max', 'Max'],
  ['min', 'Min'],
  ['mean', 'Mean'],
  ['stdev', 'Std dev'],
];
const durations = new Set(['ns', 'us', 'ms', 's', 'min', 'h']);
const shownDigits = 6;
/** Of tabular figures in dense type. */
const characterPx = 7;
const cellPaddingPx = 18;

/** Six significant digits: beyond them a quantile of measured values says nothing. */
export const figureText = (value: number | null): string =>
  formatExact(value === null ? null : Number(value.toPrecision(shownDigits)));

const isDuration = ({ unit, kind }: Series): boolean => durations.has(unit) && kind !== 'percentile';

export function QuantileTable({ rows }: QuantileTableProps) {
  const columns = useMemo(() => columnsFor(rows), [rows]);
  const latencies = rows.some(({ series }) => isDuration(series));
  const percentiles = rows.some(({ series }) => series.kind === 'percentile');
  return (
    <div className="stack">
      <DataTable
        label="Statistics of the series shown"
        rows={rows}
        columns={columns}
        rowKey={({ series }) => String(series.id)}
        maxRows={8}
      />
      {latencies && (
        <Notice>
          The mean of a duration (†) hides its slow tail: judge latency by p95 and p99, not by the mean.
        </Notice>
      )}
      {percentiles && (
        <Notice>
          A series that already is a percentile has no mean here: percentiles are never averaged. Its
          quantiles tell how the reported values lie over time, not what users saw.
        </Notice>
      )}
      <p className="muted dense">
        Quantiles are exact, type 7 (R&apos;s default), from the raw samples of the window shown.
      </p>
    </div>
  );
}

/** As wide as the longest figure in full, with its mark. */
function widthOf(rows: readonly StatisticsRow[], figure: Figure): number {
  const longest = Math.max(4, greatestOf(rows.map(({ stats }) => figureText(stats[figure]).length)));
  return longest * characterPx + cellPaddingPx + (figure === 'mean' ? 2 * characterPx : 0);
}

function columnsFor(rows: readonly StatisticsRow[]): DataColumn<StatisticsRow>[] {
  return [
    {
      id: 'series',
      header: 'Series',
      value: ({ series }) => seriesLabel(series),
      minWidth: 190,
      cell: ({ series, color }) => (
        <span className="row series-cell">
          <span className="series-swatch on" style={{ background: color }} aria-hidden />
          <LongName text={seriesLabel(series)} />
          <span className="muted">{series.unit}</span>
        </span>
      ),
    },
    {
      id: 'pin',
      header: 'Pin',
      value: () => null,
      width: 44,
      cell: ({ answer }) => <PinButton compact answer={answer} />,
    },
    ...figures.map(([figure, header]): DataColumn<StatisticsRow> => ({
      id: figure,
      header,
      value: ({ stats }) => stats[figure],
      cell: ({ stats, series }) => (
        <span className={figure === 'mean' && isDuration(series) ? 'muted' : undefined}>
          {figureText(stats[figure])}
          {figure === 'mean' && isDuration(series) && ' †'}
        </span>
      ),
      numeric: true,
      width: widthOf(rows, figure),
    })),
    {
      id: 'count',
      header: 'Samples',
      value: ({ stats }) => stats.count,
      cell: ({ stats }) => formatCount(stats.count),
      numeric: true,
      width: 76,
    },
  ];
}
