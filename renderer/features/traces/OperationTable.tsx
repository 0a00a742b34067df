import type { OperationSummary } from '../../../shared/contract/traces.ts';
import { formatDurationMs, formatShare } from '../../../shared/domain/format.ts';
import { useQuery } from '../../state/index.ts';
import { DataTable, ErrorState, Skeleton, type DataColumn } from '../../ui/index.ts';

interface OperationTableProps {
  filter: { service?: string; operation?: string };
  onOpen(operation: OperationSummary): void;
}

export function OperationTable({ filter, onOpen }: OperationTableProps) {
  const { data, error } = useQuery('trace.summary', filter, ['traces'], { keepPrevious: true });
  if (error) return <ErrorState error={error} />;
  if (!data) return <Skeleton lines={8} />;
  return (
    <DataTable
      label="Operations"
      rows={data.operations}
      columns={columns}
      rowKey={rowKey}
      onOpen={onOpen}
      initialSort={{ id: 'self', descending: true }}
      emptyText="No operation passes the filter."
    />
  );
}

const rowKey = ({ service, operation }: OperationSummary): string => JSON.stringify([service, operation]);

const duration = (
  id: string,
  header: string,
  value: (row: OperationSummary) => number,
): DataColumn<OperationSummary> => ({
  id,
  header,
  numeric: true,
  width: 88,
  value,
  cell: (row) => formatDurationMs(value(row)),
});

const columns: readonly DataColumn<OperationSummary>[] = [
  { id: 'service', header: 'Service', width: 136, value: ({ service }) => service },
  { id: 'operation', header: 'Operation', minWidth: 180, value: ({ operation }) => operation },
  { id: 'count', header: 'Spans', numeric: true, width: 80, value: ({ count }) => count },
  {
    id: 'errors',
    header: 'Error rate',
    numeric: true,
    width: 88,
    value: ({ errorCount, count }) => errorCount / count,
    cell: ({ errorCount, count }) =>
      errorCount === 0 ? <span className="muted">0</span> : formatShare(errorCount / count),
  },
  duration('p50', 'p50', ({ p50Ms }) => p50Ms),
  duration('p95', 'p95', ({ p95Ms }) => p95Ms),
  duration('p99', 'p99', ({ p99Ms }) => p99Ms),
  duration('self', 'Self time', ({ selfTimeMs }) => selfTimeMs),
];
