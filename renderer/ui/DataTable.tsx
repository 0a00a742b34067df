// A table of any length: only the rows in sight are in the document. Rows are one height, so scrolling never jumps.
import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type SortingState,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  memo,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { formatCount, formatExact } from '../../shared/domain/format.ts';
import { FilterField } from './FilterField.tsx';

export interface DataColumn<T> {
  id: string;
  header: string;
  /** What the column sorts and filters by. Numbers are shown in full unless `cell` says otherwise. */
  value(row: T): string | number | null | undefined;
  cell?(row: T): ReactNode;
  /** Right-aligned, tabular figures, largest first. */
  numeric?: boolean;
  /** In px; a column without one shares the room that is left. */
  width?: number;
  /** Least width of a column that shares the room, in px. */
  minWidth?: number;
}

interface DataTableProps<T> {
  /** What the table lists, for those who cannot see it. */
  label: string;
  /** Keep rows and columns stable between renders (module scope, state or useMemo). */
  rows: readonly T[];
  columns: readonly DataColumn<T>[];
  rowKey(row: T): string;
  /** Enter, or a click. */
  onOpen?(row: T): void;
  selectedKey?: string | null;
  initialSort?: { id: string; descending: boolean };
  /** Shows a filter field over the table. */
  filterLabel?: string;
  /** Beside the filter field. */
  tools?: ReactNode;
  /** As tall as its rows, up to this many; otherwise it takes the height that is left. */
  maxRows?: number;
  /** Rows of two lines, for words that are read rather than looked up. */
  twoLines?: boolean;
  /** Said when there is no row, or none that matches. */
  emptyText?: string;
}

const lineHeight = 28;
const twoLineHeight = 44;
const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

type Value = string | number | null | undefined;
const isAbsent = (value: Value): boolean =>
  value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value));
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(left: Value, right: Value): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return collator.compare(String(left), String(right));
}

function columnTemplate<T>(columns: readonly DataColumn<T>[]): { template: string; least: number } {
  const widths = columns.map(({ width, minWidth = 120 }) =>
    width === undefined ? `minmax(${minWidth}px, 1fr)` : `${width}px`,
  );
  const least = columns.reduce((sum, { width, minWidth = 120 }) => sum + (width ?? minWidth), 0);
  return { template: widths.join(' '), least };
}

interface RowProps<T> {
  row: T;
  id: string;
  index: number;
  top: number;
  height: number;
  columns: readonly DataColumn<T>[];
  active: boolean;
  selected: boolean | undefined;
}

const TableRow = memo(function TableRow<T>(props: RowProps<T>) {
  const { row, id, index, top, height, columns, active, selected } = props;
  return (
    // Clicks and keys are handled by the grid, which holds the focus.
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      {...(selected !== undefined && { 'aria-selected': selected })}
      className={`data-table-row${active ? ' active' : ''}${selected ? ' selected' : ''}`}
      style={{ transform: `translateY(${top}px)`, height }}
      data-index={index}
    >
      {columns.map((column) => {
        const value = column.value(row);
        const text = typeof value === 'number' ? formatExact(value) : (value ?? '–');
        return (
          <div
            key={column.id}
            role="gridcell"
            className={column.numeric ? 'data-table-cell numeric' : 'data-table-cell'}
            {...(!column.cell && !column.numeric && { title: text })}
          >
            {column.cell ? column.cell(row) : text}
          </div>
        );
      })}
    </div>
  );
}) as <T>(props: RowProps<T>) => ReactNode;

export function DataTable<T>(props: DataTableProps<T>) {
  const { label, rows, columns, rowKey, onOpen, selectedKey, initialSort, filterLabel, tools } = props;
  const { maxRows, twoLines = false, emptyText = 'Nothing here yet.' } = props;
  const rowHeight = twoLines ? twoLineHeight : lineHeight;
  const [filter, setFilter] = useState('');
  const [sorting, setSorting] = useState<SortingState>(
    initialSort ? [{ id: initialSort.id, desc: initialSort.descending }] : [],
  );
  const [activeIndex, setActiveIndex] = useState(0);
  const tableId = useId();
  const scroller = useRef<HTMLDivElement>(null);

  const filtered = useMemo(() => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return rows as T[];
    return rows.filter((row) => {
      const text = columns
        .map((column) => column.value(row) ?? '')
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }, [rows, columns, filter]);

  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, { row: T }> => ({
        id: column.id,
        accessorFn: ({ row }) => {
          const value = column.value(row);
          return isAbsent(value) ? undefined : value;
        },
        sortUndefined: 'last',
        sortDescFirst: column.numeric === true,
        sortFn: (left, right, id) => compare(left.getValue(id), right.getValue(id)),
      })),
    [columns],
  );
  const wrapped = useMemo(() => filtered.map((row) => ({ row })), [filtered]);
  const table = useTable({
    features,
    columns: definitions,
    data: wrapped,
    state: { sorting },
    onSortingChange: setSorting,
  });
  const sorted = table.getRowModel().rows;
  const count = sorted.length;
  const { template, least } = useMemo(() => columnTemplate(columns), [columns]);

  // oxlint-disable-next-line react/incompatible-library -- its functions are called here only, never handed on
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: lineHeight,
    overscan: 8,
  });

  useEffect(() => setActiveIndex(0), [filter, sorting]);

  const rowAt = (index: number): T | undefined => sorted[index]?.original.row;
  const pick = (index: number): void => {
    setActiveIndex(index);
    const row = rowAt(index);
    if (row !== undefined) onOpen?.(row);
  };
  const onClick = (event: MouseEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('[data-index]');
    if (row) pick(Number(row.dataset['index']));
  };

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(count - 1, index));
    setActiveIndex(next);
    virtualizer.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(activeIndex + 1),
      ArrowUp: () => moveTo(activeIndex - 1),
      PageDown: () => moveTo(activeIndex + page),
      PageUp: () => moveTo(activeIndex - page),
      Home: () => moveTo(0),
      End: () => moveTo(count - 1),
      Enter: () => pick(activeIndex),
    };
    const move = event.altKey || event.ctrlKey || event.metaKey ? undefined : moves[event.key];
    if (!move || event.target !== event.currentTarget) return;
    event.preventDefault();
    move();
  };

  const rowId = (index: number): string => `${tableId}-${index}`;
  const items = virtualizer.getVirtualItems();
  /** Head, rows, borders, and a sideways scroll bar where one is needed. */
  const naturalHeight = maxRows === undefined ? undefined : rowHeight * maxRows + lineHeight + 16;
  const activeShown = items.some((item) => item.index === activeIndex);
  const cssColumns = { '--columns': template, '--columns-min': `${least}px` } as React.CSSProperties;

  return (
    <div className="data-table">
      {(filterLabel || tools) && (
        <div className="data-table-tools">
          {filterLabel && <FilterField label={filterLabel} value={filter} onChange={setFilter} />}
          {filter && (
            <span className="muted dense" role="status">
              {formatCount(count)} of {formatCount(rows.length)}
            </span>
          )}
          {tools}
        </div>
      )}
      <div
        ref={scroller}
        className={`data-table-grid${maxRows === undefined ? '' : ' natural'}${twoLines ? ' two-lines' : ''}`}
        style={naturalHeight === undefined ? cssColumns : { ...cssColumns, maxHeight: naturalHeight }}
        role="grid"
        tabIndex={0}
        {...(activeShown && { 'aria-activedescendant': rowId(activeIndex) })}
        onKeyDown={onKeyDown}
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
      >
        <div className="data-table-head" role="row" aria-rowindex={1}>
          {columns.map((column) => {
            const direction = sorting.find(({ id }) => id === column.id);
            return (
              <div
                key={column.id}
                role="columnheader"
                aria-sort={direction ? (direction.desc ? 'descending' : 'ascending') : 'none'}
                className={column.numeric ? 'data-table-header numeric' : 'data-table-header'}
              >
                <button
                  type="button"
                  className="data-table-sort"
                  onClick={() => table.getColumn(column.id)?.toggleSorting()}
                >
                  <span className="truncate">{column.header}</span>
                  {direction && (direction.desc ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
                </button>
              </div>
            );
          })}
        </div>
        <div
          role="rowgroup"
          className="data-table-body"
          style={{ height: virtualizer.getTotalSize() }}
          onClick={onClick}
        >
          {items.map((item) => {
            const row = rowAt(item.index);
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <TableRow
                key={key}
                row={row}
                id={rowId(item.index)}
                index={item.index}
                top={item.start}
                height={rowHeight}
                columns={columns}
                active={item.index === activeIndex}
                selected={selectedKey === undefined ? undefined : key === selectedKey}
              />
            );
          })}
        </div>
        {count === 0 && (
          <p className="data-table-empty">{filter ? `No row matches “${filter}”.` : emptyText}</p>
        )}
      </div>
    </div>
  );
}
