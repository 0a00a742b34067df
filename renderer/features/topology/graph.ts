// What of a call graph is drawn, and where the arrow keys lead in it. Values in, values out.
import type { AnalysisResult } from '../../../shared/analyses/index.ts';

export type CallGraph = AnalysisResult<'service-topology'>;
export type CallEdge = CallGraph['edges'][number];
export type ServiceNode = CallGraph['nodes'][number];

/** More boxes than can be told apart; of a larger graph the neighbourhood of one service is drawn. */
export const mostDrawn = 300;

export interface DrawnPart {
  nodes: readonly ServiceNode[];
  edges: readonly CallEdge[];
  /** Services that are not drawn. */
  hidden: number;
}

/** All of a graph, or the services nearest to `centre`, or to the one with most calls, as many as can be drawn. */
export function drawnPart({ nodes, edges }: CallGraph, centre: string | null): DrawnPart {
  if (nodes.length <= mostDrawn) return { nodes, edges, hidden: 0 };
  const isThere = nodes.some(({ name }) => name === centre);
  const near = nearestTo(edges, isThere && centre !== null ? centre : mostConnected(nodes));
  return {
    nodes: nodes.filter(({ name }) => near.has(name)),
    edges: edges.filter(({ from, to }) => near.has(from) && near.has(to)),
    hidden: nodes.length - near.size,
  };
}

const mostConnected = (nodes: readonly ServiceNode[]): string =>
  nodes.reduce((most, node) => (node.calls + node.calledBy > most.calls + most.calledBy ? node : most)).name;

/** Breadth first along calls in either direction. */
function nearestTo(edges: readonly CallEdge[], centre: string): Set<string> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const known = neighbours.get(one);
      if (known) known.push(other);
      else neighbours.set(one, [other]);
    }
  }
  const near = new Set([centre]);
  for (const name of near) {
    for (const other of neighbours.get(name) ?? []) {
      if (near.size === mostDrawn) return near;
      near.add(other);
    }
  }
  return near;
}

/** In px of the drawing; `x` and `y` are the upper left corner. */
export interface Box {
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Callers stand to the left of what they call. */
export interface Drawing {
  width: number;
  height: number;
  boxes: readonly Box[];
  lines: readonly { edge: CallEdge; points: readonly Point[] }[];
}

export type Step = 'caller' | 'callee' | 'above' | 'below';

const middle = ({ y, height }: Box): number => y + height / 2;

/** Along the calls of `selected`, or to the box above or below it; where none is selected, to the first. */
export function stepFrom({ boxes, lines }: Drawing, selected: string | null, step: Step): string | null {
  const from = boxes.find(({ name }) => name === selected);
  if (!from) return boxes[0]?.name ?? null;
  const nearest = (candidates: readonly Box[]): string | null =>
    candidates.toSorted((a, b) => Math.abs(middle(a) - middle(from)) - Math.abs(middle(b) - middle(from)))[0]
      ?.name ?? null;
  if (step === 'caller' || step === 'callee') {
    const reached = new Set(
      lines
        .filter(({ edge }) => (step === 'callee' ? edge.from : edge.to) === selected)
        .map(({ edge }) => (step === 'callee' ? edge.to : edge.from))
        .filter((name) => name !== selected),
    );
    return nearest(boxes.filter(({ name }) => reached.has(name)));
  }
  const isBeside = (box: Box): boolean => box.x < from.x + from.width && from.x < box.x + box.width;
  return nearest(
    boxes.filter(
      (box) => isBeside(box) && (step === 'above' ? middle(box) < middle(from) : middle(box) > middle(from)),
    ),
  );
}

/** The box's own text, shortened in its middle, because names of one kind begin alike and differ at their end. */
export function labelOf(name: string): string {
  const letters = [...name];
  if (letters.length <= longestLabel) return name;
  return `${letters.slice(0, longestLabel - labelTail - 1).join('')}…${letters.slice(-labelTail).join('')}`;
}

const longestLabel = 28;
const labelTail = 12;
