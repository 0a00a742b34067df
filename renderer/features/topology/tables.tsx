// The graph as tables: every call, and every service.
import { formatCount, formatDurationMs } from '../../../shared/domain/format.ts';
import { DataTable, LongName, type DataColumn } from '../../ui/index.ts';
import type { CallEdge, ServiceNode } from './graph.ts';

const originOf = ({ origins }: CallEdge): string => (origins.length > 1 ? 'both' : (origins[0] ?? ''));

const absent = <span className="muted">–</span>;

const callColumns: readonly DataColumn<CallEdge>[] = [
  {
    id: 'from',
    header: 'Caller',
    minWidth: 130,
    value: ({ from }) => from,
    cell: ({ from }) => <LongName text={from} />,
  },
  {
    id: 'to',
    header: 'Called',
    minWidth: 130,
    value: ({ to }) => to,
    cell: ({ to }) => <LongName text={to} />,
  },
  { id: 'kind', header: 'Kind', width: 64, value: ({ kind }) => kind, cell: ({ kind }) => kind ?? absent },
  {
    id: 'calls',
    header: 'Calls',
    numeric: true,
    width: 72,
    value: ({ calls }) => calls,
    cell: ({ calls }) => (calls === null ? absent : formatCount(calls)),
  },
  {
    id: 'errors',
    header: 'Errors',
    numeric: true,
    width: 64,
    value: ({ errors }) => errors,
    cell: ({ errors }) => (errors === null ? absent : formatCount(errors)),
  },
  {
    id: 'p95',
    header: 'p95',
    numeric: true,
    width: 72,
    value: ({ p95Ms }) => p95Ms,
    cell: ({ p95Ms }) => (p95Ms === null ? absent : formatDurationMs(p95Ms)),
  },
  { id: 'origins', header: 'Known from', width: 88, value: originOf },
];

interface CallTableProps {
  edges: readonly CallEdge[];
  onOpen(edge: CallEdge): void;
  /** As tall as its rows, up to this many; otherwise it takes the height that is left. */
  maxRows?: number;
}

export function CallTable({ edges, onOpen, maxRows }: CallTableProps) {
  return (
    <DataTable
      label="Calls"
      rows={edges}
      columns={callColumns}
      rowKey={({ from, to }) => JSON.stringify([from, to])}
      onOpen={onOpen}
      {...(maxRows !== undefined && { maxRows })}
      emptyText="No call was found."
    />
  );
}

const serviceColumns: readonly DataColumn<ServiceNode>[] = [
  {
    id: 'name',
    header: 'Service',
    minWidth: 200,
    value: ({ name }) => name,
    cell: ({ name }) => <LongName text={name} />,
  },
  { id: 'calls', header: 'Calls', numeric: true, width: 96, value: ({ calls }) => calls },
  { id: 'calledBy', header: 'Called by', numeric: true, width: 96, value: ({ calledBy }) => calledBy },
];

interface ServiceTableProps {
  nodes: readonly ServiceNode[];
  selected: string | null;
  onOpen(node: ServiceNode): void;
}

export function ServiceTable({ nodes, selected, onOpen }: ServiceTableProps) {
  return (
    <DataTable
      label="Services"
      rows={nodes}
      columns={serviceColumns}
      rowKey={({ name }) => name}
      onOpen={onOpen}
      selectedKey={selected}
      initialSort={{ id: 'calledBy', descending: true }}
      emptyText="No service was found."
    />
  );
}
