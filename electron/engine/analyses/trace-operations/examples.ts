import type { AnalysisInput } from '../../../../shared/analyses/index.ts';

/** What the test of all analyses asks of the audit of test-audit.ts. */
export const examples: readonly AnalysisInput<'trace-operations'>[] = [
  {},
  { service: 'orders' },
  { service: 'nobody' },
];
