// Span kinds and states as the numbers that stand in the span table: OTLP's own.
import type { SpanRecord } from './batch.ts';

export const kindCodes: readonly SpanRecord['kind'][] = [
  'unspecified',
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
];
export const statusCodes: readonly SpanRecord['status'][] = ['unset', 'ok', 'error'];
