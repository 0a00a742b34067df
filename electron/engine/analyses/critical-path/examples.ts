import type { AnalysisInput } from '../../../../shared/analyses/index.ts';

/** What the test of all analyses asks of the audit of test-audit.ts. */
export const examples: readonly AnalysisInput<'critical-path'>[] = [
  { traceId: '4bf92f3577b34da6a3ce929d0e0e4736' },
];
