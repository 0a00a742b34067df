// Where one stands in a flame graph: the stretch in view, the frame zoomed to, the frame chosen.
import { useMemo, useState } from 'react';
import {
  coveringNode,
  endOf,
  neighbourOf,
  parentOf,
  startOf,
  viewOf,
  type Graph,
  type View,
} from './graph.ts';

interface Position {
  view: View;
  /** The frame that was zoomed to; the breadcrumb ends here. */
  focus: number;
  /** The frame whose details are shown, or -1. */
  selected: number;
}

export interface FlameNavigation extends Position {
  select(node: number): void;
  zoomTo(node: number): void;
  /** Zooms and pans by hand: the breadcrumb follows what fills the view. */
  look(view: View): void;
  /** One step back towards the whole. */
  zoomOut(): void;
  reset(): void;
  /** Selects the frame and moves the view as little as needed to show it. */
  reveal(node: number): void;
  /** Moves the selection: down to the widest callee, up to the caller, along the row. */
  move(direction: 'up' | 'down' | 'left' | 'right'): void;
}

const contains = (view: View, graph: Graph, node: number): boolean => {
  const slack = (view.end - view.start) * 1e-9;
  return startOf(graph, node) >= view.start - slack && endOf(graph, node) <= view.end + slack;
};

export function useFlameNavigation(graph: Graph): FlameNavigation {
  const beginning = useMemo(() => whole(graph), [graph]);
  const [{ of, position }, setState] = useState({ of: graph, position: beginning });
  // Another graph begins as a whole: its nodes have other numbers.
  const current = of === graph ? position : beginning;
  return useMemo(() => {
    const go = (change: Partial<Position>): void =>
      setState({ of: graph, position: { ...current, ...change } });
    const reveal = (node: number): void => {
      let focus = current.focus;
      while (focus > 0 && !contains(viewOf(graph, focus), graph, node)) focus = parentOf(graph, focus);
      const view = contains(current.view, graph, node) ? current.view : viewOf(graph, focus);
      go({ selected: node, view, focus });
    };
    return {
      ...current,
      select: (node) => go({ selected: node }),
      zoomTo: (node) => go({ view: viewOf(graph, node), focus: node, selected: node }),
      look: (view) => go({ view, focus: coveringNode(graph, view) }),
      zoomOut() {
        const parent = Math.max(0, parentOf(graph, current.focus));
        const isZoomedByHand = !sameView(current.view, viewOf(graph, current.focus));
        const focus = isZoomedByHand ? current.focus : widerAncestor(graph, parent, current.view);
        go({ view: viewOf(graph, focus), focus });
      },
      reset: () => go({ view: viewOf(graph, 0), focus: 0, selected: 0 }),
      reveal,
      move(direction) {
        const from = current.selected < 0 ? current.focus : current.selected;
        const to = {
          up: parentOf(graph, from),
          down: graph.firstChild[from] ?? -1,
          left: neighbourOf(graph, from, -1),
          right: neighbourOf(graph, from, 1),
        }[direction];
        if (current.selected < 0) reveal(from);
        else if (to >= 0) reveal(to);
      },
    };
  }, [graph, current]);
}

const whole = (graph: Graph): Position => ({ view: viewOf(graph, 0), focus: 0, selected: -1 });

const sameView = (a: View, b: View): boolean =>
  Math.abs(a.start - b.start) + Math.abs(a.end - b.end) < (b.end - b.start) * 1e-6;

/** Callers that are as wide as what is shown would look like no step at all. */
function widerAncestor(graph: Graph, from: number, view: View): number {
  let node = from;
  while (node > 0 && sameView(viewOf(graph, node), view)) node = parentOf(graph, node);
  return node;
}
