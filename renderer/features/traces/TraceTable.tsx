import { useMemo } from 'react';
import { OctagonX } from 'lucide-react';
import type { TraceRow } from '../../../shared/contract/traces.ts';
import { formatCount, formatDurationNs, formatTime } from '../../../shared/domain/format.ts';
import { navigate, useQuery, useTimeZone } from '../../state/index.ts';
import { DataTable, ErrorState, Skeleton, type DataColumn } from '../../ui/index.ts';
import { traceAddress } from './address.ts';

/** More than anyone reads; beyond these the filter narrows. */
const loadedRows = 10_000;

interface TraceTableProps {
  filter: { service?: string; operation?: string; search?: string; errorsOnly?: boolean };
}

export function TraceTable({ filter }: TraceTableProps) {
  const timeZone = useTimeZone();
  const input = { ...filter, sort: 'duration', offset: 0, limit: loadedRows } as const;
  const { data, error } = useQuery('trace.list', input, ['traces'], { keepPrevious: true });
  const columns = useMemo(() => columnsIn(timeZone), [timeZone]);
  if (error) return <ErrorState error={error} />;
  if (!data) return <Skeleton lines={8} />;
  const { total, traces } = data;
  return (
    <div className="traces-list">
      {total > traces.length && (
        <p className="dense muted">
          The {formatCount(traces.length)} longest of {formatCount(total)} traces; the filter finds the
          others.
        </p>
      )}
      <DataTable
        label="Traces"
        rows={traces}
        columns={columns}
        rowKey={rowKey}
        onOpen={open}
        initialSort={{ id: 'duration', descending: true }}
        emptyText="No trace passes the filter."
      />
    </div>
  );
}

const rowKey = ({ traceId }: TraceRow): string => traceId;
const open = ({ traceId }: TraceRow): void => navigate(traceAddress(traceId));

/** Times are shown to the millisecond, in the audit's zone. */
const startMs = ({ startNs }: TraceRow): number => Number(BigInt(startNs) / 1_000_000n);

const columnsIn = (timeZone: string): DataColumn<TraceRow>[] => [
  {
    id: 'root',
    header: 'Request',
    minWidth: 120,
    value: ({ rootService, rootOperation }) => `${rootService} ${rootOperation}`,
    cell: ({ rootService, rootOperation }) => (
      <span className="truncate" title={`${rootService} ${rootOperation}`}>
        {rootOperation} <span className="muted">{rootService}</span>
      </span>
    ),
  },
  {
    id: 'duration',
    header: 'Duration',
    numeric: true,
    width: 84,
    value: ({ durationNs }) => durationNs,
    cell: ({ durationNs }) => formatDurationNs(durationNs),
  },
  { id: 'spans', header: 'Spans', numeric: true, width: 58, value: ({ spanCount }) => spanCount },
  { id: 'services', header: 'Services', numeric: true, width: 72, value: ({ serviceCount }) => serviceCount },
  {
    id: 'errors',
    header: 'Errors',
    numeric: true,
    width: 62,
    value: ({ errorCount }) => errorCount,
    cell: ({ errorCount }) =>
      errorCount === 0 ? (
        <span className="muted">0</span>
      ) : (
        <span className="traces-errors">
          <OctagonX aria-hidden />
          {formatCount(errorCount)}
        </span>
      ),
  },
  {
    id: 'start',
    header: `Start (${timeZone})`,
    width: 180,
    value: startMs,
    cell: (row) => <span className="number">{formatTime(startMs(row), timeZone, 'ms')}</span>,
  },
  {
    id: 'id',
    header: 'Trace id',
    width: 86,
    value: ({ traceId }) => traceId,
    cell: ({ traceId }) => (
      <span className="mono truncate" title={traceId}>
        {traceId.slice(0, 8)}…
      </span>
    ),
  },
];
