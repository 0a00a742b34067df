// Who calls whom: imported topologies and the calls that traces show between services, as one graph.
import { z } from 'zod';
import { callOrigin, graphEdge, graphNode, graphShape, type GraphNode } from '../domain/call-graph.ts';
import { formatQuantity } from '../domain/format.ts';
import { declareAnalysis } from './declare.ts';

/** A longer chain is told by its first two steps and its last. */
const longestChainText = 100;

const ringText = (names: readonly string[]): string => names.join(' ⇄ ');

function chainText(chain: readonly (readonly string[])[]): string {
  const steps = chain.map(ringText);
  const text = steps.join(' → ');
  return text.length <= longestChainText || steps.length < 5
    ? text
    : [...steps.slice(0, 2), '…', ...steps.slice(-1)].join(' → ');
}

/** `X, called by 9`, or `X and 2 more, each called by 9`; nothing where no two call the same. */
function mostCalled(nodes: readonly GraphNode[]): string {
  const most = nodes.reduce((greatest, { calledBy }) => Math.max(greatest, calledBy), 0);
  const [first, ...others] = nodes.filter(({ calledBy }) => calledBy === most);
  if (first === undefined || most < 2) return '';
  return others.length === 0
    ? `; most depended on: ${first.name}, called by ${most}`
    : `; most depended on: ${first.name} and ${others.length} more, each called by ${most}`;
}

export const declaration = declareAnalysis({
  id: 'service-topology',
  version: 1,
  title: 'Who calls whom',
  parameters: z.object({
    /** Only what this source tells. */
    sourceId: z.number().int().optional(),
    /** False leaves the calls out that traces show. */
    traces: z.boolean().default(true),
  }),
  result: z.object({
    /** In order of names, as are the edges. */
    nodes: z.array(graphNode),
    edges: z.array(
      graphEdge.extend({
        /** Of the calls that traces show, as is p95; null where they show none. `calls` counts these, where there are any. */
        errors: z.number().int().nullable(),
        /** Type 7, over the durations of the spans that were called. */
        p95Ms: z.number().nullable(),
        origins: z.array(callOrigin),
      }),
    ),
    ...graphShape.shape,
  }),
  sentence({ nodes, edges, cycles, longestChain }) {
    if (edges.length === 0) {
      return `No call between services was found; ${formatQuantity(nodes.length, 'service')} named.`;
    }
    const names = formatQuantity(nodes.length, 'service or resource', 'services and resources');
    const calls = `${formatQuantity(edges.length, 'call')} between them`;
    const rings =
      cycles.length === 0
        ? 'no cycle'
        : `${formatQuantity(cycles.length, 'cycle')} (${ringText(cycles[0] ?? [])}${cycles.length > 1 ? ', …' : ''})`;
    const deep = longestChain.length - 1;
    const chain =
      deep > 0
        ? `; the longest chain is ${formatQuantity(deep, 'call')} deep: ${chainText(longestChain)}`
        : '';
    return `${names}, ${calls}; ${rings}${chain}${mostCalled(nodes)}.`;
  },
  pinTitle: ({ nodes, edges }) =>
    `Who calls whom: ${formatQuantity(nodes.length, 'name')}, ${formatQuantity(edges.length, 'call')}`,
});
