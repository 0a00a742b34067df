// What one request waited for, from the start to the end of its root span.
import { z } from 'zod';
import { epochNs } from '../domain/epoch.ts';
import { formatDurationNs, formatShare, formatTime } from '../domain/format.ts';
import { declareAnalysis } from './declare.ts';
import { operationText } from './wording.ts';

const result = z.object({
  traceId: z.string(),
  startNs: epochNs,
  endNs: epochNs,
  durationNs: z.number(),
  /** In time order, not overlapping; together they cover the root span. */
  segments: z.array(
    z.object({
      spanId: z.string(),
      service: z.string(),
      operation: z.string(),
      startNs: epochNs,
      endNs: epochNs,
    }),
  ),
});

/** The operation that the path spends most time in, and that time. */
function longestWait({ segments }: z.infer<typeof result>): { name: string; ns: number } | null {
  const waits = new Map<string, number>();
  for (const segment of segments) {
    const name = operationText(segment);
    const ns = Number(BigInt(segment.endNs) - BigInt(segment.startNs));
    waits.set(name, (waits.get(name) ?? 0) + ns);
  }
  let longest: { name: string; ns: number } | null = null;
  for (const [name, ns] of waits) if (longest === null || ns > longest.ns) longest = { name, ns };
  return longest;
}

const shownDigits = 8;

export const declaration = declareAnalysis({
  id: 'critical-path',
  version: 1,
  title: 'Critical path of a trace',
  parameters: z.object({ traceId: z.string() }),
  result,
  sentence(path) {
    const longest = longestWait(path);
    if (!longest || path.durationNs === 0) return 'The root span of this trace has no duration.';
    return `${formatShare(longest.ns / path.durationNs)} of this request is spent waiting for ${longest.name}: ${formatDurationNs(longest.ns)} of ${formatDurationNs(path.durationNs)}.`;
  },
  pinTitle(path, _parameters, { timeZone }) {
    const start = formatTime(Number(BigInt(path.startNs) / 1_000_000n), timeZone, 'second');
    const head = `Critical path of trace ${path.traceId.slice(0, shownDigits)}, ${start} ${timeZone}`;
    const longest = longestWait(path);
    return !longest || path.durationNs === 0
      ? `${head}: no duration`
      : `${head}: ${longest.name} ${formatShare(longest.ns / path.durationNs)} of ${formatDurationNs(path.durationNs)}`;
  },
});
