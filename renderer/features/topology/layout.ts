// Where the boxes and lines of a call graph stand: ELK's layered layout, callers to the left of what they call. It runs
// in a worker, so that the window stays quick.
import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import { useEffect, useState } from 'react';
import { labelOf, type CallEdge, type DrawnPart, type Drawing, type Point } from './graph.ts';

const boxHeight = 28;
/** Of the dense text, in px; enough for most letters, so that labels are not cut. */
const letterWidth = 7.2;
const boxPadding = 20;

const layoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.spacing.nodeNode': '14',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.componentComponent': '32',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.edgeRouting': 'POLYLINE',
  'elk.padding': '[top=12,left=12,bottom=12,right=12]',
};

const createElk = (): InstanceType<typeof ELK> =>
  new ELK({
    workerFactory: () => new Worker(new URL('./elk-worker.ts', import.meta.url), { type: 'module' }),
  });

/** Ids are indices, because names may hold anything. */
async function layOut({ nodes, edges }: DrawnPart, elk: InstanceType<typeof ELK>): Promise<Drawing> {
  const indexOf = new Map(nodes.map(({ name }, index) => [name, index]));
  const graph: ElkNode = {
    id: 'graph',
    layoutOptions,
    children: nodes.map(({ name }, index) => ({
      id: `n${index}`,
      width: Math.ceil([...labelOf(name)].length * letterWidth) + boxPadding,
      height: boxHeight,
    })),
    edges: edges.map(({ from, to }, index) => ({
      id: `e${index}`,
      sources: [`n${indexOf.get(from)}`],
      targets: [`n${indexOf.get(to)}`],
    })),
  };
  const placed = await elk.layout(graph);
  return {
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    boxes: (placed.children ?? []).map(({ x = 0, y = 0, width = 0, height = 0 }, index) => ({
      name: nodes[index]?.name ?? '',
      x,
      y,
      width,
      height,
    })),
    lines: (placed.edges ?? []).map(({ sections = [] }, index) => ({
      edge: edges[index] as CallEdge,
      points: sections.flatMap(({ startPoint, bendPoints = [], endPoint }): Point[] => [
        startPoint,
        ...bendPoints,
        endPoint,
      ]),
    })),
  };
}

interface LayoutState {
  /** Null while it is made. */
  drawing: Drawing | null;
  failed: boolean;
}

/** The drawing of a part, which must be stable between renders. Leaving ends the worker, also in the middle of its work. */
export function useLayout(part: DrawnPart): LayoutState {
  const [state, setState] = useState<LayoutState & { of: DrawnPart | null }>({
    of: null,
    drawing: null,
    failed: false,
  });
  useEffect(() => {
    let isLeft = false;
    const elk = createElk();
    layOut(part, elk).then(
      (drawing) => isLeft || setState({ of: part, drawing, failed: false }),
      () => isLeft || setState({ of: part, drawing: null, failed: true }),
    );
    return () => {
      isLeft = true;
      elk.terminateWorker();
    };
  }, [part]);
  return state.of === part ? state : { drawing: null, failed: false };
}
