// Freezing a window: choose a series to see, set the window on its chart or by hand, name it, freeze it.
import { useMemo, useState } from 'react';
import { greatestOf, leastOf } from '../../../../shared/domain/extremes.ts';
import {
  formatNumber,
  formatQuantity,
  formatTime,
  formatTimeRange,
} from '../../../../shared/domain/format.ts';
import type { Baseline } from '../../../../shared/contract/method.ts';
import type { Output } from '../../../../shared/contract/index.ts';
import { NoEvidenceInStep } from '../../../evidence/index.ts';
import { attempt, call, notify, useQuery, useTimeZone, type StepPanelProps } from '../../../state/index.ts';
import {
  Button,
  Chart,
  ComboBox,
  ErrorState,
  Skeleton,
  TextField,
  tokenColor,
  useThemeVersion,
  type ChartOption,
} from '../../../ui/index.ts';
import { TimeField } from '../fields/TimeField.tsx';

type Series = Output<'series.list'>['series'][number];
interface TimeWindow {
  fromMs: number;
  toMs: number;
}

const hourMs = 3_600_000;
const buckets = 600;

const nameOf = ({ name, labels }: Series): string => {
  const text = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return text.length === 0 ? name : `${name} {${text.join(', ')}}`;
};

/** From the first to just after the last sample of all series. */
function extentOf(series: readonly Series[]): TimeWindow | null {
  const timed = series.filter((one) => one.start !== null && one.end !== null);
  if (timed.length === 0) return null;
  const ends = timed.map(({ end, stepMs }) => Date.parse(end ?? '') + (stepMs ?? 1));
  return {
    fromMs: leastOf(timed.map(({ start }) => Date.parse(start ?? ''))),
    toMs: greatestOf(ends),
  };
}

export function BaselinePanel({ disabled }: StepPanelProps) {
  const baselines = useQuery('baseline.list', {}, ['method']);
  const series = useQuery('series.list', {}, ['metrics', 'sources']);
  const error = baselines.error ?? series.error;
  if (error) return <ErrorState error={error} />;
  if (!baselines.data || !series.data) return <Skeleton height={320} />;
  const extent = extentOf(series.data.series);
  return (
    <div className="panel stack">
      <FrozenBaselines baselines={baselines.data.baselines} />
      {extent === null ? (
        <NoEvidenceInStep kinds={['metrics']} title="No metrics yet" importWords="Import metrics">
          A baseline is a window of the imported metrics. Export at least 24 hours, better seven days, as CSV
          with a time column.
        </NoEvidenceInStep>
      ) : (
        <FreezeForm series={series.data.series} extent={extent} disabled={disabled} />
      )}
    </div>
  );
}

function FrozenBaselines({ baselines }: { baselines: readonly Baseline[] }) {
  const timeZone = useTimeZone();
  if (baselines.length === 0) return null;
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <caption>Frozen baselines, times in {timeZone}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Window</th>
            <th scope="col" className="number">
              Series
            </th>
            <th scope="col">Digest</th>
          </tr>
        </thead>
        <tbody>
          {baselines.map(({ id, name, from, to, series, digest, note }) => (
            <tr key={id}>
              <th scope="row">
                {name}
                {note && <p className="dense muted baseline-note">{note}</p>}
              </th>
              <td className="window-cell">{formatTimeRange(from, to, timeZone)}</td>
              <td className="number">{series.length}</td>
              <td className="mono" title={digest}>
                {digest.slice(0, 12)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FreezeFormProps {
  series: readonly Series[];
  extent: TimeWindow;
  disabled: boolean;
}

function FreezeForm({ series, extent, disabled }: FreezeFormProps) {
  const [shownId, setShownId] = useState<string>(String(series[0]?.id ?? ''));
  const [chosen, setChosen] = useState<TimeWindow | null>(null);
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const window = chosen ?? extent;
  const shown = series.find(({ id }) => String(id) === shownId);
  const freeze = async (): Promise<void> => {
    const frozen = await attempt(() => call('baseline.freeze', { name, note, ...window }));
    if (!frozen) return;
    notify(
      `Froze the baseline “${frozen.baseline.name}” over ${formatQuantity(frozen.baseline.series.length, 'series', 'series')}.`,
    );
    setName('');
    setNote('');
  };
  const latest = (hours: number): void =>
    setChosen({ fromMs: Math.max(extent.fromMs, extent.toMs - hours * hourMs), toMs: extent.toMs });
  return (
    <div className="card stack">
      <h3>Freeze a window</h3>
      <ComboBox
        label="Series shown"
        options={series.map((one) => ({ id: String(one.id), label: nameOf(one) }))}
        value={shownId}
        onChange={(id) => {
          if (id !== null) setShownId(id);
        }}
      />
      {shown && <WindowChart series={shown} extent={extent} window={window} onPick={setChosen} />}
      <div className="row row-wrap">
        <Button size="small" onPress={() => setChosen(extent)}>
          All
        </Button>
        <Button size="small" onPress={() => latest(24)}>
          Last 24 h
        </Button>
        <Button size="small" onPress={() => latest(7 * 24)}>
          Last 7 days
        </Button>
      </div>
      <div className="freeze-fields">
        <TimeField
          label="From"
          value={new Date(window.fromMs).toISOString()}
          onChange={(iso) => {
            if (iso !== null) setChosen({ ...window, fromMs: Date.parse(iso) });
          }}
        />
        <TimeField
          label="To"
          value={new Date(window.toMs).toISOString()}
          onChange={(iso) => {
            if (iso !== null) setChosen({ ...window, toMs: Date.parse(iso) });
          }}
        />
        <TextField label="Name of the baseline" value={name} onChange={setName} isDisabled={disabled} />
        <TextField label="Note" optional value={note} onChange={setNote} isDisabled={disabled} />
      </div>
      <div className="row row-wrap">
        <Button
          variant="primary"
          isDisabled={disabled || name.trim() === '' || !(window.fromMs < window.toMs)}
          onPress={() => void freeze()}
        >
          Freeze baseline
        </Button>
        <span className="muted dense">
          {formatNumber((window.toMs - window.fromMs) / hourMs)} h. A frozen baseline is never changed or
          removed.
        </span>
      </div>
    </div>
  );
}

interface WindowChartProps {
  series: Series;
  extent: TimeWindow;
  window: TimeWindow;
  onPick(window: TimeWindow): void;
}

function WindowChart({ series, extent, window, onPick }: WindowChartProps) {
  const timeZone = useTimeZone();
  useThemeVersion();
  const accent = tokenColor('--accent');
  const { data, error } = useQuery(
    'series.chart',
    { seriesIds: [series.id], fromMs: extent.fromMs, toMs: extent.toMs, buckets },
    ['metrics', 'sources'],
    { keepPrevious: true },
  );
  const points = data?.series[0];
  const option = useMemo((): ChartOption | null => {
    if (!points) return null;
    const pairs = Array.from(points.timesMs, (time, index) => {
      const value = points.max[index];
      return [time, value === undefined || Number.isNaN(value) ? null : value];
    });
    return {
      grid: { left: 56, right: 16, top: 16, bottom: 24 },
      xAxis: {
        type: 'time',
        axisLabel: { formatter: (ms: number) => formatTime(ms, timeZone, 'minute').slice(5) },
      },
      yAxis: { type: 'value', name: series.unit, scale: true },
      series: [
        {
          type: 'line',
          name: series.name,
          data: pairs,
          connectNulls: false,
          markArea: {
            silent: true,
            itemStyle: { color: accent, opacity: 0.12 },
            data: [[{ xAxis: window.fromMs }, { xAxis: window.toMs }]],
          },
        },
      ],
    };
  }, [points, series, window.fromMs, window.toMs, accent, timeZone]);
  if (error) return <ErrorState error={error} />;
  if (!option) return <Skeleton height={200} />;
  return (
    <Chart
      label={`${nameOf(series)} over the whole time, with the window to freeze`}
      summary={`Window: ${formatTimeRange(window.fromMs, window.toMs, timeZone)} (${timeZone}). Drag over the chart to choose another; the line is the largest value of each bucket.`}
      option={option}
      height={200}
      onReady={(chart) => {
        const surface = chart.getZr();
        let startX: number | null = null;
        const timeAt = (x: number): number => {
          const value = chart.convertFromPixel({ xAxisIndex: 0 }, x);
          return Math.min(extent.toMs, Math.max(extent.fromMs, Number(value)));
        };
        surface.on('mousedown', ({ offsetX }) => {
          startX = offsetX;
        });
        surface.on('mouseup', ({ offsetX }) => {
          if (startX === null || Math.abs(offsetX - startX) < 4) return;
          const [a, b] = [timeAt(startX), timeAt(offsetX)];
          startX = null;
          onPick({ fromMs: wholeMinute(Math.min(a, b)), toMs: wholeMinute(Math.max(a, b)) });
        });
      }}
    />
  );
}

const wholeMinute = (ms: number): number => Math.round(ms / 60_000) * 60_000;
