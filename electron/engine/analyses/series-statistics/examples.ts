import type { AnalysisInput } from '../../../../shared/analyses/index.ts';

/** What the test of all analyses asks of the audit of test-audit.ts. */
export const examples: readonly AnalysisInput<'series-statistics'>[] = [
  { series: 'checkout_latency_ms' },
  { series: 'checkout_latency_ms', fromMs: 1772438400000, toMs: 1772438460000 },
  { series: 'checkout_p95_ms' },
  { series: 'checkout_latency_ms', fromMs: 0, toMs: 1 },
];
