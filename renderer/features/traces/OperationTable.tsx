import type { AnalysisResult } from '../../../shared/analyses/index.ts';
import type { ErrorData } from '../../../shared/domain/errors.ts';
import { formatDurationMs, formatShare } from '../../../shared/domain/format.ts';
import { DataTable, ErrorState, Skeleton, type DataColumn } from '../../ui/index.ts';

type OperationSummary = AnalysisResult<'trace-operations'>['operations'][number];

interface OperationTableProps {
  operations: readonly OperationSummary[] | null;
  error: ErrorData | null;
  onOpen(operation: OperationSummary): void;
}

export function OperationTable({ operations, error, onOpen }: OperationTableProps) {
  if (error) return <ErrorState error={error} />;
  if (!operations) return <Skeleton lines={8} />;
  return (
    <DataTable
      label="Operations"
      rows={operations}
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
