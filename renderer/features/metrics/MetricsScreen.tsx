import { useMemo, useState, type ReactNode } from 'react';
import type { Series } from '../../../shared/contract/metrics.ts';
import { greatestOf, leastOf } from '../../../shared/domain/extremes.ts';
import { formatCount, formatQuantity, formatTimeRange } from '../../../shared/domain/format.ts';
import { NoEvidence } from '../../evidence/index.ts';
import { navigate, useAnalyses, usePlace, useQuery, useSources, useTimeZone } from '../../state/index.ts';
import {
  Computing,
  ErrorState,
  FilterField,
  Inspector,
  PendingScreen,
  Screen,
  seriesColors,
  Skeleton,
  Tabs,
  useThemeVersion,
} from '../../ui/index.ts';
import { readAddress, writeAddress, type MetricsAddress } from './address.ts';
import type { DrawnSeries } from './chartOption.ts';
import './metrics.css';
import type { TimeWindow } from './points.ts';
import { QuantileTable, type StatisticsRow } from './QuantileTable.tsx';
import { SamplesTable } from './SamplesTable.tsx';
import { SeriesChart } from './SeriesChart.tsx';
import { seriesLabel, SeriesList, type SeriesGroup } from './SeriesList.tsx';
import { useCriteriaRules } from './useCriteriaRules.ts';
import { useWidth } from './useWidth.ts';

const question = 'How do the measured quantities behave over time, and in their tails?';

export function MetricsScreen({ parameters }: { parameters: Record<string, string> }) {
  const { data, error, reload } = useQuery('series.list', {}, ['metrics']);
  const sources = useSources().data?.sources;
  const { query } = usePlace();
  if (error || !data || !sources) {
    return (
      <PendingScreen question={question} title="Metrics" error={error} onRetry={reload}>
        <Skeleton lines={10} />
      </PendingScreen>
    );
  }
  if (data.series.length === 0) return <NoMetrics />;
  const files = new Map(sources.map(({ id, file }) => [id, file]));
  return <MetricsView series={data.series} files={files} address={readAddress(parameters['id'], query)} />;
}

interface MetricsViewProps {
  series: Series[];
  files: ReadonlyMap<number, string>;
  address: MetricsAddress;
}

function MetricsView({ series, files, address }: MetricsViewProps) {
  const timeZone = useTimeZone();
  const themeVersion = useThemeVersion();
  const [filter, setFilter] = useState('');
  const [panel, width] = useWidth<HTMLDivElement>();
  const shown = useShown(series, address);
  const ids = shown.map(({ id }) => id);
  const bounds = useMemo(() => boundsOf(shown), [shown]);
  const window = address.window ?? bounds;
  const rules = useCriteriaRules(shown);
  const ask = window && ids.length > 0 && width > 0 ? { seriesIds: ids, ...window } : null;
  const charts = useQuery('series.chart', ask && { ...ask, buckets: bucketsFor(width) }, ['metrics'], {
    keepPrevious: true,
  });
  // All there is is asked for without a window, so that it stands in no pinned parameters.
  const asked = shown.map((each) => ({ series: referenceTo(each, series), ...address.window }));
  const statistics = useAnalyses('series-statistics', asked.length > 0 ? asked : null, ['metrics'], {
    keepPrevious: true,
  });
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- colours are resolved anew with the theme
  const colors = useMemo(seriesColors, [themeVersion]);
  const colorOf = (id: number): string | undefined => colors[ids.indexOf(id)];
  const drawn = useMemo(
    () =>
      (charts.data?.series ?? []).flatMap((chart): DrawnSeries[] => {
        const position = shown.findIndex(({ id }) => id === chart.seriesId);
        const found = shown[position];
        return found
          ? [{ series: found, label: seriesLabel(found), chart, color: colors[position] ?? '' }]
          : [];
      }),
    [charts.data, shown, colors],
  );
  const rows = useMemo(
    () =>
      (statistics.data ?? []).flatMap((answer): StatisticsRow[] => {
        const position = shown.findIndex(({ id }) => id === answer.result.seriesId);
        const found = shown[position];
        return found ? [{ series: found, answer, stats: answer.result, color: colors[position] ?? '' }] : [];
      }),
    [statistics.data, shown, colors],
  );
  const groups = useMemo(() => groupsOf(series, files, filter), [series, files, filter]);
  const go = (change: Partial<MetricsAddress>, replace = false): void =>
    navigate(writeAddress({ ...address, seriesIds: ids, ...change }), { replace });
  const error = charts.error ?? statistics.error;
  const reload = (): void => {
    charts.reload();
    statistics.reload();
  };
  return (
    <Screen
      question={question}
      title="Metrics"
      answer={answerOf(rows[0], address.window === null ? bounds : null, timeZone, series.length)}
      answerMissing={rows.length === 0}
      fill
    >
      <div className="metrics">
        <aside className="metrics-side" aria-label="Choose series">
          <FilterField label="Filter series" value={filter} onChange={setFilter} />
          <SeriesList
            groups={groups}
            shown={ids}
            colorOf={colorOf}
            onChange={(seriesIds) => go({ seriesIds, window: null })}
          />
          <p className="muted dense">
            {formatQuantity(series.length, 'series', 'series')}, {formatCount(ids.length)} shown
          </p>
        </aside>
        <div className="metrics-main" ref={panel}>
          <Computing progress={statistics.progress} />
          {error && <ErrorState error={error} onRetry={reload} />}
          {ids.length === 0 && <p className="muted">Choose up to eight series on the left.</p>}
          {ids.length > 0 && !error && drawn.length === 0 && <Skeleton height={350} />}
          {window && bounds && drawn.length > 0 && (
            <>
              <SeriesChart
                drawn={drawn}
                window={window}
                bounds={bounds}
                timeZone={timeZone}
                rules={rules}
                onWindow={(next) => go({ window: next }, true)}
              />
              <Tabs
                label="Figures"
                selected={address.view}
                onSelect={(view) => go({ view: view === 'samples' ? 'samples' : 'quantiles' }, true)}
                tabs={[
                  {
                    id: 'quantiles',
                    label: 'Quantiles',
                    content: <QuantileTable rows={rows} />,
                  },
                  {
                    id: 'samples',
                    label: 'Samples',
                    content: (
                      <SamplesTable
                        key={`${window.fromMs} ${window.toMs} ${ids.join(' ')}`}
                        series={shown}
                        window={window}
                        timeZone={timeZone}
                      />
                    ),
                  },
                ]}
              />
            </>
          )}
        </div>
      </div>
      <Inspector guidance={<Guidance />} />
    </Screen>
  );
}

/** The series of the address that exist; with none, the first that measures latency, or the first of all. */
function useShown(series: Series[], { seriesIds }: MetricsAddress): Series[] {
  const wanted = seriesIds.join(' ');
  return useMemo(() => {
    const chosen = wanted.split(' ').flatMap((id) => series.find((each) => String(each.id) === id) ?? []);
    if (chosen.length > 0) return chosen;
    const first = series.find(({ metric }) => metric === 'latency') ?? series[0];
    return first ? [first] : [];
  }, [series, wanted]);
}

/** The key, which outlives the id, where only this series has it. */
const referenceTo = ({ key, id }: Series, all: readonly Series[]): string =>
  all.filter((each) => each.key === key).length === 1 ? key : String(id);

/** From the first sample to a step behind the last. */
function boundsOf(shown: readonly Series[]): TimeWindow | null {
  const spans = shown.flatMap(({ start, end, stepMs }) =>
    start === null || end === null
      ? []
      : [{ fromMs: Date.parse(start), toMs: Date.parse(end) + (stepMs ?? 1) }],
  );
  if (spans.length === 0) return null;
  return {
    fromMs: Math.floor(leastOf(spans.map(({ fromMs }) => fromMs))),
    toMs: Math.ceil(greatestOf(spans.map(({ toMs }) => toMs))) + 1,
  };
}

/** About one bucket a pixel, in steps, so that a small change of the width asks nothing anew. */
const bucketsFor = (width: number): number => Math.min(2048, Math.max(100, Math.round(width / 100) * 100));

function groupsOf(series: Series[], files: ReadonlyMap<number, string>, filter: string): SeriesGroup[] {
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  const groups = new Map<number, SeriesGroup>();
  for (const each of series) {
    const file = files.get(each.sourceId) ?? `Source ${each.sourceId}`;
    const text = `${file} ${seriesLabel(each)} ${each.unit} ${each.metric ?? ''} ${each.kind}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const group = groups.get(each.sourceId) ?? { id: `source-${each.sourceId}`, file, series: [] };
    group.series.push(each);
    groups.set(each.sourceId, group);
  }
  return [...groups.values()];
}

/** The sentence of the first series; `period` is told with it where the sentence speaks of no window. */
function answerOf(
  row: StatisticsRow | undefined,
  period: TimeWindow | null,
  timeZone: string,
  total: number,
): ReactNode {
  if (!row) return `${formatQuantity(total, 'series', 'series')} to look at.`;
  const { sentence, result } = row.answer;
  const when =
    period && result.count > 0
      ? ` ${formatTimeRange(period.fromMs, period.toMs, timeZone)} ${timeZone}.`
      : '';
  return (
    <>
      <bdi>{result.series}</bdi>
      {sentence.slice(result.series.length)}
      {when}
    </>
  );
}

function NoMetrics() {
  return (
    <Screen question={question} title="Metrics" answer="No metrics have been imported yet." answerMissing>
      <NoEvidence
        kinds={['metrics']}
        title="Ask the client for its monitoring data as CSV"
        importWords="Import metrics"
      >
        <p>
          A CSV has a time column and one column a series, or one row a sample. From Grafana: open the
          panel&apos;s menu, Inspect, Data, and download the CSV with times not formatted.
        </p>
        <p>
          For a baseline ask for at least a day, better a week, at the finest step that is kept; raw latencies
          rather than averages or percentiles.
        </p>
      </NoEvidence>
    </Screen>
  );
}

function Guidance() {
  return (
    <div className="stack">
      <p>
        Look at the tail before the middle: p99 far above p50 means that some requests meet something that
        others do not. Zoom to where the band is widest and look at the other series at that time.
      </p>
      <p>
        Compare saturation (queues, waiting, pool use) with latency: the constraint is where both rise
        together first.
      </p>
      <p className="muted">
        A band is drawn from the lowest to the highest sample of each column, so no spike is lost however many
        samples there are. Statistics are computed from the raw samples of the window shown.
      </p>
    </div>
  );
}
