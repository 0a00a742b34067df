// What each operation of each service costs: exact quantiles of its raw durations, errors, and time of its own.
import { z } from 'zod';
import { formatDurationMs, formatQuantity, formatShare } from '../domain/format.ts';
import { declareAnalysis } from './declare.ts';
import { operationText, throughText } from './wording.ts';

const operationSummary = z.object({
  service: z.string(),
  operation: z.string(),
  count: z.number().int(),
  errorCount: z.number().int(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  selfTimeMs: z.number(),
});
type OperationSummary = z.infer<typeof operationSummary>;

const ownShare = (first: OperationSummary, all: readonly OperationSummary[]): string => {
  const totalMs = all.reduce((sum, { selfTimeMs }) => sum + selfTimeMs, 0);
  return formatShare(totalMs > 0 ? first.selfTimeMs / totalMs : 0);
};

export const declaration = declareAnalysis({
  id: 'trace-operations',
  version: 1,
  title: 'Operations of the traces',
  parameters: z.object({ service: z.string().optional(), operation: z.string().optional() }),
  result: z.object({
    traceCount: z.number().int(),
    spanCount: z.number().int(),
    services: z.array(z.string()),
    /** Those with most time of their own first. */
    operations: z.array(operationSummary),
  }),
  figures: ({ operations }) =>
    operations.flatMap(({ p50Ms, p95Ms, p99Ms }) => [
      { statistic: 'p50', value: p50Ms, unit: 'ms' },
      { statistic: 'p95', value: p95Ms, unit: 'ms' },
      { statistic: 'p99', value: p99Ms, unit: 'ms' },
    ]),
  sentence({ traceCount, operations }, filter) {
    const [first] = operations;
    if (!first) return `No span was found${throughText(filter)}.`;
    return `Of ${formatQuantity(traceCount, 'trace')}${throughText(filter)}, ${operationText(first)} takes most time of its own: ${formatDurationMs(first.selfTimeMs)} in ${formatQuantity(first.count, 'call')}, ${ownShare(first, operations)} of all; one call in twenty takes longer than ${formatDurationMs(first.p95Ms)}.`;
  },
  pinTitle({ traceCount, operations }, filter) {
    const [first] = operations;
    const head = `Operations of ${formatQuantity(traceCount, 'trace')}${throughText(filter)}`;
    return first
      ? `${head}: ${operationText(first)} ${ownShare(first, operations)} of own time`
      : `${head}: none`;
  },
});
