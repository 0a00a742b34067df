import type { AnalysisResult } from '../../../shared/analyses/index.ts';
import type { ErrorData } from '../../../shared/domain/errors.ts';
import { formatDurationMs, formatShare } from '../../../shared/domain/format.ts';
import { DataTable, ErrorState, Skeleton, type DataColumn } from '../../ui/index.ts';

type CriticalPathSummary = AnalysisResult<'critical-path-summary'>;
type WaitedFor = CriticalPathSummary['operations'][number];

interface WaitTableProps {
  waits: CriticalPathSummary | null;
  error: ErrorData | null;
  onOpen(operation: WaitedFor): void;
}

/** Time on the critical paths of all traces, by operation. */
export function WaitTable({ waits, error, onOpen }: WaitTableProps) {
  if (error) return <ErrorState error={error} />;
  if (!waits) return <Skeleton lines={8} />;
  return (
    <DataTable
      label="Time on the critical path by operation"
      rows={waits.operations}
      columns={columns}
      rowKey={rowKey}
      onOpen={onOpen}
      initialSort={{ id: 'ms', descending: true }}
    />
  );
}

const rowKey = ({ service, operation }: WaitedFor): string => JSON.stringify([service, operation]);

const columns: readonly DataColumn<WaitedFor>[] = [
  { id: 'service', header: 'Service', width: 136, value: ({ service }) => service },
  { id: 'operation', header: 'Operation', minWidth: 180, value: ({ operation }) => operation },
  {
    id: 'share',
    header: 'Share',
    numeric: true,
    width: 160,
    value: ({ share }) => share,
    cell: ({ share }) => (
      <span className="traces-share">
        <span className="traces-share-bar" style={{ width: `${share * 100}%` }} />
        <span className="traces-share-figure">{formatShare(share)}</span>
      </span>
    ),
  },
  {
    id: 'ms',
    header: 'On the path',
    numeric: true,
    width: 104,
    value: ({ ms }) => ms,
    cell: ({ ms }) => formatDurationMs(ms),
  },
  { id: 'traces', header: 'In traces', numeric: true, width: 88, value: ({ traceCount }) => traceCount },
];
