// One graph from the calls of many sources, and what follows from its arrows. Pure: the same calls in any order give
// the same answer, told in order of names. Linear in names and edges, without recursion.
import type { GraphEdge, GraphNode, GraphShape } from '../../../../shared/domain/call-graph.ts';

/** A source names something, also where it tells of no call. */
export interface NamedBy {
  name: string;
  sourceId: number;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (ids: Iterable<number>): number[] => [...new Set(ids)].toSorted((a, b) => a - b);
export const compareEdges = (a: { from: string; to: string }, b: { from: string; to: string }): number =>
  compareText(a.from, b.from) || compareText(a.to, b.to);

/**
 * Edges of the same ends become one. Exports of one system overlap, so that counts are not added: the greatest stands.
 * Of both kinds the caller waits for one, so `sync` goes before.
 */
export function mergeEdges(edges: Iterable<GraphEdge>): GraphEdge[] {
  const merged = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to]);
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined
        ? edge
        : {
            ...known,
            kind: known.kind === 'sync' || edge.kind === null ? known.kind : edge.kind,
            calls: known.calls === null ? edge.calls : Math.max(known.calls, edge.calls ?? 0),
            sourceIds: inOrder([...known.sourceIds, ...edge.sourceIds]),
          },
    );
  }
  return [...merged.values()].toSorted(compareEdges);
}

/** Every name with how many it calls and how many call it. */
export function nodesOf(
  named: Iterable<NamedBy>,
  edges: readonly Pick<GraphEdge, 'from' | 'to' | 'sourceIds'>[],
): GraphNode[] {
  const nodes = new Map<string, { calls: number; calledBy: number; sources: Set<number> }>();
  const node = (name: string) => {
    let known = nodes.get(name);
    if (!known) nodes.set(name, (known = { calls: 0, calledBy: 0, sources: new Set() }));
    return known;
  };
  for (const { name, sourceId } of named) node(name).sources.add(sourceId);
  for (const { from, to, sourceIds } of edges) {
    for (const end of [from, to]) for (const id of sourceIds) node(end).sources.add(id);
    if (from === to) continue;
    node(from).calls += 1;
    node(to).calledBy += 1;
  }
  return [...nodes]
    .map(([name, { calls, calledBy, sources }]) => ({ name, calls, calledBy, sources: inOrder(sources) }))
    .toSorted((a, b) => compareText(a.name, b.name));
}

/** `nodes` and `edges` as the functions above give them. */
export function shapeOf(
  nodes: readonly GraphNode[],
  edges: readonly { from: string; to: string }[],
): GraphShape {
  const indexOf = new Map(nodes.map(({ name }, index) => [name, index]));
  const callees: number[][] = nodes.map(() => []);
  const callsItself = new Set<number>();
  for (const { from, to } of edges) {
    const [caller, callee] = [indexOf.get(from) as number, indexOf.get(to) as number];
    if (caller === callee) callsItself.add(caller);
    else (callees[caller] as number[]).push(callee);
  }
  const rings = componentsOf(callees);
  const nameOf = (index: number): string => (nodes[index] as GraphNode).name;
  const named = (ring: readonly number[]): string[] => ring.map(nameOf).toSorted(compareText);
  return {
    cycles: rings
      .filter((ring) => ring.length > 1 || callsItself.has(ring[0] as number))
      .map(named)
      .toSorted((a, b) => compareText(a[0] as string, b[0] as string)),
    entryPoints: nodes.filter(({ calls, calledBy }) => calls > 0 && calledBy === 0).map(({ name }) => name),
    leaves: nodes.filter(({ calls, calledBy }) => calls === 0 && calledBy > 0).map(({ name }) => name),
    longestChain: longestChain(rings, callees).map((ring) => named(rings[ring] as number[])),
  };
}

/**
 * The groups of nodes that lead to each other, callees before their callers: Tarjan, "Depth-first search and linear
 * graph algorithms" (SIAM J. Comput. 1, 1972), with a stack of its own.
 */
function componentsOf(callees: readonly (readonly number[])[]): number[][] {
  const unvisited = -1;
  const order = new Int32Array(callees.length).fill(unvisited);
  const lowest = new Int32Array(callees.length);
  const isOpen = new Uint8Array(callees.length);
  const open: number[] = [];
  const components: number[][] = [];
  let visited = 0;
  for (let start = 0; start < callees.length; start += 1) {
    if (order[start] !== unvisited) continue;
    const path: { node: number; next: number }[] = [];
    const enter = (node: number): void => {
      order[node] = visited;
      lowest[node] = visited;
      visited += 1;
      open.push(node);
      isOpen[node] = 1;
      path.push({ node, next: 0 });
    };
    enter(start);
    while (path.length > 0) {
      const step = path.at(-1) as { node: number; next: number };
      const { node } = step;
      const callee = callees[node]?.[step.next];
      if (callee !== undefined) {
        step.next += 1;
        if (order[callee] === unvisited) enter(callee);
        else if (isOpen[callee] === 1) {
          lowest[node] = Math.min(lowest[node] as number, order[callee] as number);
        }
        continue;
      }
      path.pop();
      const caller = path.at(-1)?.node;
      if (caller !== undefined) {
        lowest[caller] = Math.min(lowest[caller] as number, lowest[node] as number);
      }
      if (lowest[node] !== order[node]) continue;
      const component = open.splice(open.lastIndexOf(node));
      for (const member of component) isOpen[member] = 0;
      components.push(component);
    }
  }
  return components;
}

/** Components from caller to callee along the longest way; the first of equal ones. Empty where nothing calls. */
function longestChain(components: readonly (readonly number[])[], callees: readonly number[][]): number[] {
  const componentOf = new Int32Array(callees.length);
  for (const [index, members] of components.entries()) for (const node of members) componentOf[node] = index;
  const depth = new Int32Array(components.length);
  const nextOf = new Int32Array(components.length).fill(-1);
  let deepest = -1;
  // Callees come before their callers, so that their depth is known.
  for (const [index, members] of components.entries()) {
    for (const node of members) {
      for (const callee of callees[node] as number[]) {
        const below = componentOf[callee] as number;
        if (below === index || (depth[below] as number) + 1 <= (depth[index] as number)) continue;
        depth[index] = (depth[below] as number) + 1;
        nextOf[index] = below;
      }
    }
    if ((depth[index] as number) > (deepest < 0 ? 0 : (depth[deepest] as number))) deepest = index;
  }
  const chain: number[] = [];
  for (let at = deepest; at >= 0; at = nextOf[at] as number) chain.push(at);
  return chain;
}
