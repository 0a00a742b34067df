// A call tree laid out for drawing: where each node stands, and what lies in each row. Everything is typed arrays, so
// that a tree of 100,000 nodes is laid out once and searched by bisection on each frame.
import type { CallTree, FlameGraph } from '../../../../shared/contract/profiles.ts';

export type FrameColumns = Pick<
  FlameGraph,
  'names' | 'files' | 'lines' | 'columns' | 'kinds' | 'functionIds'
>;

export interface Graph {
  frames: FrameColumns;
  tree: CallTree;
  unit: string;
  /** What shares are of; the root node may hold less, as in a tree of one function. */
  total: number;
  /** Left edge of each node, in weight from the left edge of the root. */
  start: Float64Array;
  /** Nodes of each depth, from left to right. */
  rows: Int32Array[];
  firstChild: Int32Array;
  /** One behind the last node of the subtree: nodes come depth first. */
  subtreeEnd: Int32Array;
}

export function layOut(tree: CallTree, frames: FrameColumns, total: number, unit: string): Graph {
  const { parent, depth, totals } = tree;
  const count = parent.length;
  const start = new Float64Array(count);
  const firstChild = new Int32Array(count).fill(-1);
  const subtreeEnd = Int32Array.from({ length: count }, (_none, node) => node + 1);
  /** Where the next child of each node begins. */
  const cursor = new Float64Array(count);
  const rowLengths: number[] = [];
  for (let node = 0; node < count; node += 1) {
    const above = parent[node] as number;
    const row = depth[node] as number;
    rowLengths[row] = (rowLengths[row] ?? 0) + 1;
    if (above < 0) continue;
    if ((firstChild[above] as number) < 0) {
      firstChild[above] = node;
      cursor[above] = start[above] as number;
    }
    start[node] = cursor[above] as number;
    cursor[above] = (cursor[above] as number) + (totals[node] as number);
  }
  for (let node = count - 1; node > 0; node -= 1) {
    const above = parent[node] as number;
    subtreeEnd[above] = Math.max(subtreeEnd[above] as number, subtreeEnd[node] as number);
  }
  const rows = rowLengths.map((length) => new Int32Array(length));
  const filled = rowLengths.map(() => 0);
  for (let node = 0; node < count; node += 1) {
    const row = depth[node] as number;
    (rows[row] as Int32Array)[filled[row] as number] = node;
    filled[row] = (filled[row] as number) + 1;
  }
  return { frames, tree, unit, total, start, rows, firstChild, subtreeEnd };
}

export const weightOf = (graph: Graph, node: number): number => graph.tree.totals[node] as number;
export const startOf = (graph: Graph, node: number): number => graph.start[node] as number;
export const endOf = (graph: Graph, node: number): number => startOf(graph, node) + weightOf(graph, node);
export const parentOf = (graph: Graph, node: number): number => graph.tree.parent[node] as number;
export const frameOf = (graph: Graph, node: number): number => graph.tree.frame[node] as number;

/** Position in `row` of the first node that ends right of `at`; the row's length when none does. */
export function firstEndingAfter(graph: Graph, row: Int32Array, at: number, from = 0): number {
  let low = from;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (endOf(graph, row[middle] as number) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The node of a row over a weight position, or -1. */
export function nodeAt(graph: Graph, rowIndex: number, at: number): number {
  const row = graph.rows[rowIndex];
  if (!row) return -1;
  const node = row[firstEndingAfter(graph, row, at)];
  return node !== undefined && startOf(graph, node) <= at ? node : -1;
}

/** The node's neighbour in its row, or -1. */
export function neighbourOf(graph: Graph, node: number, step: 1 | -1): number {
  const row = graph.rows[graph.tree.depth[node] as number] as Int32Array;
  // Rows are in node order as well as in order of place.
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((row[middle] as number) < node) low = middle + 1;
    else high = middle;
  }
  return row[low + step] ?? -1;
}

/** From the root to the node, both with it. */
export function pathTo(graph: Graph, node: number): number[] {
  const path: number[] = [];
  for (let at = node; at >= 0; at = parentOf(graph, at)) path.push(at);
  return path.reverse();
}

/** What a node is called; the root of a whole profile has no function. */
export function nameOf(graph: Graph, node: number): string {
  const frame = frameOf(graph, node);
  return frame < 0 ? 'All' : labelOf(graph.frames, frame);
}

/** A function's name; what has none is told by its place. */
export function labelOf(frames: FrameColumns, frame: number): string {
  const name = frames.names[frame] as string;
  return name === '(anonymous)' && frames.files[frame] !== ''
    ? `(anonymous) ${placeOf(frames, frame, true)}`
    : name;
}

/** `file:line:column`, as much of it as is known. */
export function placeOf(frames: FrameColumns, frame: number, short = false): string {
  const file = frames.files[frame] as string;
  const shown = short ? (file.split(/[\\/]/u).at(-1) ?? file) : file;
  const line = frames.lines[frame] as number;
  const column = frames.columns[frame] as number;
  return `${shown}${line > 0 ? `:${line}` : ''}${line > 0 && column > 0 && !short ? `:${column}` : ''}`;
}

/** The deepest node that fills the whole view: what the window is looking at. */
export function coveringNode(graph: Graph, view: View): number {
  const slack = (view.end - view.start) * 1e-9;
  let node = 0;
  while (true) {
    let next = -1;
    for (let child = graph.firstChild[node] as number; child >= 0;) {
      if (startOf(graph, child) <= view.start + slack && endOf(graph, child) >= view.end - slack)
        next = child;
      if (next >= 0 || startOf(graph, child) > view.start) break;
      const after = graph.subtreeEnd[child] as number;
      child = after < graph.tree.parent.length && parentOf(graph, after) === node ? after : -1;
    }
    if (next < 0) return node;
    node = next;
  }
}

/** A stretch of weight that is drawn over the whole width. */
export interface View {
  start: number;
  end: number;
}

export const viewOf = (graph: Graph, node: number): View => ({
  start: startOf(graph, node),
  end: endOf(graph, node),
});

/** Zoomed by a factor around a position, within the root and not beyond the narrowest node. */
export function zoomView(graph: Graph, view: View, factor: number, around: number): View {
  const whole = viewOf(graph, 0);
  const width = Math.min(
    whole.end - whole.start,
    Math.max((whole.end - whole.start) * 1e-7, (view.end - view.start) * factor),
  );
  const share = (around - view.start) / (view.end - view.start);
  return keepInside(whole, around - share * width, width);
}

export function panView(graph: Graph, view: View, by: number): View {
  return keepInside(viewOf(graph, 0), view.start + by, view.end - view.start);
}

function keepInside(whole: View, start: number, width: number): View {
  const from = Math.max(whole.start, Math.min(whole.end - width, start));
  return { start: from, end: from + width };
}
