// The catalogue of fixes that recur, by the layer they touch. `scales` marks those that add resources instead of
// removing the cause: they need a known constraint first.
import type { Option } from './option.ts';

export interface FixPattern extends Option {
  layer: 'Database' | 'Caching' | 'Application' | 'Infrastructure';
  help: string;
  scales?: true;
}

const catalogue = [
  {
    id: 'index',
    layer: 'Database',
    label: 'Index tuning',
    help: 'Add the index the hot query misses; drop the ones that only slow writes.',
  },
  {
    id: 'query',
    layer: 'Database',
    label: 'Query rewrite',
    help: 'Fetch related rows in one batch, ask for fewer columns and rows, help the planner.',
  },
  {
    id: 'schema',
    layer: 'Database',
    label: 'Schema change',
    help: 'Denormalise what is read all the time, keep the cold rest normalised.',
  },
  {
    id: 'connections',
    layer: 'Database',
    label: 'Connection handling',
    help: 'Pool connections, bound their number, and hold each for as short a time as possible.',
  },
  {
    id: 'transaction-scope',
    layer: 'Database',
    label: 'Shorter transactions',
    help: 'Move slow work and remote calls out of the transaction, so that locks are held briefly.',
  },
  {
    id: 'cache-placement',
    layer: 'Caching',
    label: 'Cache placement',
    help: 'Decide where a copy pays: in the process, beside the database, at the edge.',
  },
  {
    id: 'cache-keys',
    layer: 'Caching',
    label: 'Cache keys',
    help: 'Keys that are stable and specific: no timestamps, no per-user part where the content is shared.',
  },
  {
    id: 'cache-invalidation',
    layer: 'Caching',
    label: 'Cache invalidation',
    help: 'Expire on the event that changes the content, not on hope.',
  },
  {
    id: 'cache-warming',
    layer: 'Caching',
    label: 'Cache warming',
    help: 'Fill what is known to be hot before traffic asks for it.',
  },
  {
    id: 'algorithm',
    layer: 'Application',
    label: 'Better algorithm',
    help: 'Lower the order of growth in time or space of the hot function.',
  },
  {
    id: 'concurrency',
    layer: 'Application',
    label: 'Concurrency',
    help: 'Do independent work side by side, and shorten what must be serial.',
  },
  {
    id: 'io',
    layer: 'Application',
    label: 'Input and output',
    help: 'Do not block a thread on a wait; batch and reuse connections.',
  },
  {
    id: 'serialisation',
    layer: 'Application',
    label: 'Serialisation',
    help: 'Send less, and in a form that is cheaper to write and read.',
  },
  {
    id: 'resilience',
    layer: 'Application',
    label: 'Retry discipline',
    help: 'Back off, bound the retries, break the circuit, drop duplicate requests.',
  },
  {
    id: 'resources',
    layer: 'Infrastructure',
    label: 'Resource sizing',
    help: 'Give the limiting resource more, and take back what idles.',
    scales: true,
  },
  {
    id: 'balancing',
    layer: 'Infrastructure',
    label: 'Load balancing',
    help: 'Spread by what a request costs, not by how many there are.',
  },
  {
    id: 'network',
    layer: 'Infrastructure',
    label: 'Network path',
    help: 'Bring content nearer to the user; remove round trips and name look-ups.',
  },
  {
    id: 'autoscaling',
    layer: 'Infrastructure',
    label: 'Automatic scaling',
    help: 'Scale on the signal of the real constraint, with room for start-up time.',
    scales: true,
  },
] as const satisfies readonly FixPattern[];

export type FixPatternId = (typeof catalogue)[number]['id'];

export const fixPatterns: readonly (FixPattern & { id: FixPatternId })[] = catalogue;

export const fixPatternOptions = fixPatterns.map(({ id, layer, label, help }) => ({
  id,
  label: `${layer}: ${label}`,
  help,
}));
