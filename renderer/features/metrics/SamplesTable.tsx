// The raw samples behind the picture, a page at a time.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Series } from '../../../shared/contract/metrics.ts';
import { formatCount, formatExact, formatTime } from '../../../shared/domain/format.ts';
import { useQuery } from '../../state/index.ts';
import { DataTable, ErrorState, IconButton, Select, Skeleton, type DataColumn } from '../../ui/index.ts';
import type { TimeWindow } from './points.ts';
import { seriesLabel } from './SeriesList.tsx';

interface SamplesTableProps {
  series: readonly Series[];
  window: TimeWindow;
  timeZone: string;
}

interface SampleRow {
  index: number;
  timeMs: number;
  value: number | null;
}

const pageRows = 1000;

export function SamplesTable({ series, window, timeZone }: SamplesTableProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const one = series.find(({ id }) => String(id) === chosen) ?? series[0];
  const [offset, setOffset] = useState(0);
  const { data, error } = useQuery(
    'series.samples',
    one ? { seriesId: one.id, ...window, offset, limit: pageRows } : null,
    ['metrics'],
    { keepPrevious: true },
  );
  const rows = useMemo(
    (): SampleRow[] =>
      Array.from(data?.timesMs ?? [], (timeMs, index) => {
        const value = data?.values[index] as number;
        return { index, timeMs, value: Number.isNaN(value) ? null : value };
      }),
    [data],
  );
  const unit = one?.unit ?? '';
  const columns = useMemo(() => columnsFor(timeZone, unit), [timeZone, unit]);
  if (error) return <ErrorState error={error} />;
  if (!data || !one) return <Skeleton lines={8} />;
  const behind = Math.min(offset + pageRows, data.total);
  return (
    <div className="stack">
      <div className="row row-wrap">
        {series.length > 1 && (
          <Select
            label="Samples of"
            options={series.map((each) => ({ id: String(each.id), label: seriesLabel(each) }))}
            value={String(one.id)}
            onChange={(id) => {
              setChosen(id);
              setOffset(0);
            }}
          />
        )}
        <span className="muted dense">
          {data.total === 0
            ? 'No sample lies in this window.'
            : `${formatCount(offset + 1)} to ${formatCount(behind)} of ${formatCount(data.total)}`}
        </span>
        <IconButton
          icon={ChevronLeft}
          size="small"
          label="Earlier samples"
          isDisabled={offset === 0}
          onPress={() => setOffset(Math.max(0, offset - pageRows))}
        />
        <IconButton
          icon={ChevronRight}
          size="small"
          label="Later samples"
          isDisabled={behind >= data.total}
          onPress={() => setOffset(offset + pageRows)}
        />
      </div>
      <DataTable
        label={`Samples of ${seriesLabel(one)}`}
        rows={rows}
        columns={columns}
        rowKey={({ index }) => String(index)}
        maxRows={12}
      />
    </div>
  );
}

function columnsFor(timeZone: string, unit: string): DataColumn<SampleRow>[] {
  return [
    {
      id: 'time',
      header: `Time, ${timeZone}`,
      value: ({ timeMs }) => timeMs,
      cell: ({ timeMs }) => formatTime(timeMs, timeZone, 'ms'),
      width: 210,
    },
    {
      id: 'value',
      header: unit === '' ? 'Value' : `Value, ${unit}`,
      value: ({ value }) => value,
      cell: ({ value }) => (value === null ? 'no value' : formatExact(value)),
      numeric: true,
      width: 160,
    },
  ];
}
