import { useMemo } from 'react';
import type { FunctionRow } from '../../../shared/contract/profiles.ts';
import { formatExact, formatShare, thinSpace } from '../../../shared/domain/format.ts';
import { unitLabel } from './units.ts';
import { DataTable, type DataColumn } from '../../ui/index.ts';

interface FunctionTableProps {
  functions: readonly FunctionRow[];
  total: number;
  unit: string;
  selectedId: number | null;
  onSelect(id: number | null): void;
}

const placeOf = ({ file, line }: FunctionRow): string => {
  const name = file.split(/[\\/]/u).at(-1) ?? '';
  return line === null ? name : `${name}:${line}`;
};

/** Every function of the profile; choosing one marks it in the graph, choosing it again lets go. */
export function FunctionTable({ functions, total, unit, selectedId, onSelect }: FunctionTableProps) {
  const columns = useMemo((): DataColumn<FunctionRow>[] => {
    const unitText = unit === 'samples' ? '' : `, ${unitLabel(unit)}`;
    const both = (value: number) => (
      <span title={`${formatShare(value / total)} of the total`}>{formatExact(value)}</span>
    );
    return [
      {
        id: 'name',
        header: 'Function',
        value: (row) => (row.name === '(anonymous)' ? `(anonymous) ${placeOf(row)}` : row.name),
        minWidth: 120,
      },
      {
        id: 'share',
        header: `Self${thinSpace}%`,
        value: ({ self }) => self,
        cell: ({ self }) => formatShare(self / total),
        numeric: true,
        width: 76,
      },
      {
        id: 'self',
        header: `Self${unitText}`,
        value: ({ self }) => self,
        cell: ({ self }) => both(self),
        numeric: true,
        width: 84,
      },
      {
        id: 'total',
        header: `Total${unitText}`,
        value: ({ total }) => total,
        cell: ({ total }) => both(total),
        numeric: true,
        width: 84,
      },
      { id: 'place', header: 'Place', value: placeOf, minWidth: 80 },
    ];
  }, [total, unit]);
  return (
    <DataTable
      label="Functions by weight"
      rows={functions}
      columns={columns}
      rowKey={({ id }) => String(id)}
      initialSort={{ id: 'self', descending: true }}
      selectedKey={selectedId === null ? null : String(selectedId)}
      onOpen={({ id }) => onSelect(id === selectedId ? null : id)}
      emptyText="No function has any weight."
    />
  );
}
