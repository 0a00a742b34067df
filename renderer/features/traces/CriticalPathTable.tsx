import { formatDurationNs, formatQuantity, formatShare } from '../../../shared/domain/format.ts';
import { DataTable, type DataColumn } from '../../ui/index.ts';
import type { Wait, WaterfallModel } from './waterfall/model.ts';

interface CriticalPathTableProps {
  model: WaterfallModel;
  onOpen(spanId: string): void;
}

/** The critical path by operation: the waterfall's line, in figures. */
export function CriticalPathTable({ model, onOpen }: CriticalPathTableProps) {
  return (
    <DataTable
      label="Critical path by operation"
      rows={model.waits}
      columns={columns}
      rowKey={rowKey}
      onOpen={({ firstSpanId }) => onOpen(firstSpanId)}
      initialSort={{ id: 'share', descending: true }}
      emptyText="The root span has no duration."
    />
  );
}

const rowKey = ({ service, operation }: Wait): string => JSON.stringify([service, operation]);

const columns: readonly DataColumn<Wait>[] = [
  {
    id: 'operation',
    header: 'Waited for',
    minWidth: 120,
    value: ({ service, operation }) => `${service} ${operation}`,
    cell: ({ service, operation, spans }) => (
      <span className="truncate" title={`${service} ${operation}, ${formatQuantity(spans, 'span')}`}>
        <span className="muted">{service}</span> {operation}
        {spans > 1 && <span className="muted"> ×{spans}</span>}
      </span>
    ),
  },
  {
    id: 'share',
    header: 'Share',
    numeric: true,
    width: 72,
    value: ({ share }) => share,
    cell: ({ share }) => formatShare(share),
  },
  {
    id: 'time',
    header: 'Time',
    numeric: true,
    width: 80,
    value: ({ ns }) => ns,
    cell: ({ ns }) => formatDurationNs(ns),
  },
];
