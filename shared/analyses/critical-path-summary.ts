// What all requests together waited for, by operation.
import { z } from 'zod';
import { formatQuantity, formatShare } from '../domain/format.ts';
import { declareAnalysis } from './declare.ts';
import { operationText, throughText } from './wording.ts';

export const declaration = declareAnalysis({
  id: 'critical-path-summary',
  version: 1,
  title: 'Critical path of all traces, by operation',
  /** Over all traces, or those that hold a span of the filter. */
  parameters: z.object({ service: z.string().optional(), operation: z.string().optional() }),
  result: z.object({
    traceCount: z.number().int(),
    /** Sum of the durations of the root spans. */
    totalMs: z.number(),
    /** Largest first. */
    operations: z.array(
      z.object({
        service: z.string(),
        operation: z.string(),
        ms: z.number(),
        /** Of `totalMs`, 0 to 1. */
        share: z.number(),
        /** Traces on whose critical path it lies. */
        traceCount: z.number().int(),
      }),
    ),
  }),
  sentence({ traceCount, operations: [first, second] }, filter) {
    if (!first) return `No trace${throughText(filter)} has a span that lasts.`;
    const next = second ? `, ${formatShare(second.share)} for ${operationText(second)}` : '';
    return `${formatShare(first.share)} of the time of ${formatQuantity(traceCount, 'request')}${throughText(filter)} is spent waiting for ${operationText(first)}${next}.`;
  },
  pinTitle({ traceCount, operations: [first] }, filter) {
    const head = `What ${formatQuantity(traceCount, 'request')}${throughText(filter)} ${traceCount === 1 ? 'waits' : 'wait'} for`;
    return first
      ? `${head}: ${operationText(first)} ${formatShare(first.share)}`
      : `${head}: nothing that lasts`;
  },
});
