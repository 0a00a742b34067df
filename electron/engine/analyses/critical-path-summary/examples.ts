import type { AnalysisInput } from '../../../../shared/analyses/index.ts';

/** What the test of all analyses asks of the audit of test-audit.ts. */
export const examples: readonly AnalysisInput<'critical-path-summary'>[] = [
  {},
  { service: 'orders', operation: 'POST /orders' },
  { service: 'nobody' },
];
