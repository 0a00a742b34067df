// Who calls whom, as a table: an edge list (`from,to`, also under the names that Zipkin, Jaeger and others give the
// ends) or an adjacency matrix with names as header and first column. Which end calls is taken from the headers where
// they say it; else it is proposed from the names and must be confirmed, because half of such files mean the other.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { CallDirection } from '../../../../shared/domain/call-graph.ts';
import type { TopologyBatch } from '../../kinds/topology/batch.ts';
import { headBytes } from '../../reading/stream.ts';
import { openWindow, type ByteWindow } from '../../reading/window.ts';
import type { Format, ImportContext } from '../format.ts';
import { directionOf } from './asked-direction.ts';
import { readEdges } from './edge-list.ts';
import { howToExport } from './how-to-export.ts';
import { graphBuilder, maxNameLength, maxNames, type GraphBuilder } from './graph-builder.ts';
import { readLayout, type Layout } from './layout.ts';
import { readMatrix } from './matrix.ts';

export const format: Format<TopologyBatch> = {
  id: 'topology-csv',
  kinds: ['topology'],
  title: 'Topology, an edge list or adjacency matrix',
  howToExport,
  version: 1,
  detect(head) {
    const layout = readLayout(head, head.length < headBytes, {});
    if (layout === null) return 0;
    return layout.kind === 'matrix' || layout.direction !== null ? 0.9 : 0.8;
  },
  async *parse(stream, context) {
    const window = openWindow(stream);
    try {
      const layout = await layoutOf(window, context);
      const graph = graphBuilder(context.fileName);
      if (layout.kind === 'edges') await readEdges(window, layout, graph, context);
      else await readMatrix(window, layout, graph, context);
      warnOf(graph, context);
      yield batchOf(layout, graph, directionOf(layout, graph, context));
    } finally {
      await window.close();
    }
  },
};

/** From the first 64 KB; from more where the header of a matrix is longer. Throws `topology.not-a-table`. */
async function layoutOf(window: ByteWindow, context: ImportContext): Promise<Layout> {
  const longestHeader = maxNames * maxNameLength;
  for (let length = headBytes; length <= longestHeader; length *= 4) {
    while (!window.ended && window.length < length) await window.more();
    const isWhole = window.ended && window.length <= length;
    const head = window.bytes.subarray(0, Math.min(window.length, length));
    const layout = readLayout(head, isWhole, context.options);
    if (layout !== null) return layout;
    if (isWhole || head.includes(10)) break;
  }
  throw new AssayError({
    code: 'topology.not-a-table',
    message:
      'The file is neither an edge list nor an adjacency matrix: its first line names no two ends, and its first column does not repeat its header.',
    file: context.fileName,
    line: 1,
    offset: 0,
    hint: 'Expected a header such as “from,to,calls” or “caller,callee”, or a matrix with the names as header and first column.',
  });
}

function warnOf(graph: GraphBuilder, context: ImportContext): void {
  if (graph.repeated > 0) {
    context.warn(
      'topology.edge-repeated',
      `Rows that repeat an edge: ${graph.repeated}. Each edge is kept once, its calls added.`,
    );
  }
  if (graph.selfLoops > 0) {
    context.warn('topology.self-call', `Names that call themselves: ${graph.selfLoops}. Kept.`);
  }
  if (graph.edges.length === 0) {
    context.warn('topology.no-calls', 'The matrix holds names and no call between them.');
  }
}

function batchOf(layout: Layout, { names, edges }: GraphBuilder, direction: CallDirection): TopologyBatch {
  const isForward = direction === 'first-calls-second';
  return {
    kind: 'topology',
    layout: layout.kind,
    direction,
    names,
    calls: edges.map(({ first, second, kind, calls }) => ({
      from: isForward ? first : second,
      to: isForward ? second : first,
      kind,
      calls,
    })),
  };
}
