import type { TopologyBatch } from '../../kinds/topology/batch.ts';
import { collect, inChunks, recordContext, type RecordedContext } from '../test-context.ts';
import { format } from './index.ts';

/** The one batch of a file, and what was said while it was read. */
export async function read(
  content: string | Uint8Array,
  options: Record<string, string> = {},
  ...sizes: number[]
): Promise<{ batch: TopologyBatch; context: RecordedContext }> {
  const context = recordContext('calls.csv', options);
  const [batch] = await collect(format.parse(inChunks(content, ...sizes), context));
  return { batch: batch as TopologyBatch, context };
}

/** `caller > callee`, in the order of the file. */
export const callsOf = ({ names, calls }: TopologyBatch): string[] =>
  calls.map(({ from, to }) => `${names[from]} > ${names[to]}`);

export const forward = { direction: 'first-calls-second' };
export const rowCalls = { direction: 'row-calls-column' };
