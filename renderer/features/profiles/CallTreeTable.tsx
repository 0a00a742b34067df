// The flame graph as a table of rows that open and close: for reading exact figures, and for those who cannot see the
// picture. Only the rows in sight are in the document.
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { formatExact, formatShare } from '../../../shared/domain/format.ts';
import { frameOf, nameOf, parentOf, placeOf, weightOf, type Graph } from './flame/graph.ts';
import { unitLabel } from './units.ts';

interface CallTreeTableProps {
  graph: Graph;
  label: string;
  selected: number;
  onSelect(node: number): void;
}

const rowHeight = 24;
/** A child that holds this much of its parent is opened with it: the hot path lies open at once. */
const hotShare = 0.5;

/** The nodes of the hot path: from the root along children that carry most of it. */
function hotPath(graph: Graph): Set<number> {
  const open = new Set<number>();
  let node = 0;
  while (node >= 0) {
    open.add(node);
    const child = graph.firstChild[node] ?? -1;
    node = child >= 0 && weightOf(graph, child) >= hotShare * weightOf(graph, node) ? child : -1;
  }
  return open;
}

interface TreeRow {
  node: number;
  /** 1-based place among its siblings, and how many those are. */
  position: number;
  siblings: number;
}

function visibleRows(graph: Graph, open: ReadonlySet<number>): TreeRow[] {
  const rows: TreeRow[] = [];
  const childrenOf = (node: number): number[] => {
    const children: number[] = [];
    for (let child = graph.firstChild[node] ?? -1; child >= 0;) {
      children.push(child);
      const next = graph.subtreeEnd[child] as number;
      child = next < graph.tree.parent.length && parentOf(graph, next) === node ? next : -1;
    }
    return children;
  };
  const waiting: TreeRow[] = [{ node: 0, position: 1, siblings: 1 }];
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    rows.push(row);
    if (!open.has(row.node)) continue;
    const children = childrenOf(row.node);
    for (const [index, node] of children.entries().toArray().reverse()) {
      waiting.push({ node, position: index + 1, siblings: children.length });
    }
  }
  return rows;
}

export function CallTreeTable({ graph, label, selected, onSelect }: CallTreeTableProps) {
  const [{ of, nodes }, setOpen] = useState<{ of: Graph; nodes: ReadonlySet<number> }>(() => ({
    of: graph,
    nodes: hotPath(graph),
  }));
  const open = useMemo(() => (of === graph ? nodes : hotPath(graph)), [of, graph, nodes]);
  const rows = useMemo(() => visibleRows(graph, open), [graph, open]);
  const scroller = useRef<HTMLDivElement>(null);
  const tableId = useId();
  const found = rows.findIndex(({ node }) => node === selected);
  const active = Math.max(0, found);
  // oxlint-disable-next-line react/incompatible-library -- its functions are called here only, never handed on
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 8,
  });
  const hasChildren = (node: number): boolean => (graph.firstChild[node] ?? -1) >= 0;
  const toggle = (node: number, isOpen: boolean): void => {
    const next = new Set(open);
    if (isOpen) next.add(node);
    else next.delete(node);
    setOpen({ of: graph, nodes: next });
  };
  const moveTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    virtualizer.scrollToIndex(rows.indexOf(row));
    onSelect(row.node);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const { node } = row;
    const actions: Record<string, () => void> = {
      ArrowDown: () => moveTo(active + 1),
      ArrowUp: () => moveTo(active - 1),
      PageDown: () => moveTo(active + 20),
      PageUp: () => moveTo(active - 20),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      ArrowRight: () => (open.has(node) || !hasChildren(node) ? moveTo(active + 1) : toggle(node, true)),
      ArrowLeft: () =>
        open.has(node) && hasChildren(node)
          ? toggle(node, false)
          : moveTo(rows.findIndex(({ node: other }) => other === parentOf(graph, node))),
      Enter: () => toggle(node, !open.has(node)),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const items = virtualizer.getVirtualItems();
  const idOf = (index: number): string => `${tableId}-${index}`;
  const activeShown = items.some(({ index }) => index === active);
  return (
    <div
      ref={scroller}
      className="call-tree"
      role="treegrid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={5}
      tabIndex={0}
      {...(activeShown && { 'aria-activedescendant': idOf(active) })}
      onKeyDown={onKeyDown}
    >
      <div className="call-tree-head" role="row" aria-rowindex={1}>
        <span role="columnheader">Function</span>
        <span role="columnheader">Total, {unitLabel(graph.unit)}</span>
        <span role="columnheader">Total %</span>
        <span role="columnheader">Self, {unitLabel(graph.unit)}</span>
        <span role="columnheader">Place</span>
      </div>
      <div role="rowgroup" className="call-tree-body" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const { node, position, siblings } = rows[index] as TreeRow;
          const depth = graph.tree.depth[node] as number;
          const frame = frameOf(graph, node);
          const isOpen = open.has(node);
          const Mark = isOpen ? ChevronDown : ChevronRight;
          return (
            <div
              key={node}
              id={idOf(index)}
              role="row"
              aria-rowindex={index + 2}
              aria-level={depth + 1}
              aria-posinset={position}
              aria-setsize={siblings}
              aria-selected={node === selected}
              {...(hasChildren(node) && { 'aria-expanded': isOpen })}
              className={index === active ? 'call-tree-row active' : 'call-tree-row'}
              style={{ transform: `translateY(${start}px)`, height: rowHeight }}
              onClick={() => {
                onSelect(node);
                if (hasChildren(node)) toggle(node, !isOpen);
              }}
            >
              <span
                role="gridcell"
                className="call-tree-name"
                style={{ paddingLeft: Math.min(depth, 24) * 8 }}
              >
                {hasChildren(node) ? <Mark aria-hidden /> : <i aria-hidden />}
                <span className="truncate" title={nameOf(graph, node)}>
                  {nameOf(graph, node)}
                </span>
              </span>
              <span role="gridcell" className="number">
                {formatExact(weightOf(graph, node))}
              </span>
              <span role="gridcell" className="number">
                {formatShare(weightOf(graph, node) / graph.total)}
              </span>
              <span role="gridcell" className="number">
                {formatExact(graph.tree.self[node])}
              </span>
              <span
                role="gridcell"
                className="truncate muted"
                title={frame < 0 ? '' : placeOf(graph.frames, frame)}
              >
                {frame < 0 ? '' : placeOf(graph.frames, frame, true)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
