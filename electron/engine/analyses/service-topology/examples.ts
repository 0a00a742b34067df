import type { AnalysisInput } from '../../../../shared/analyses/index.ts';

/** What the test of all analyses asks of the audit of test-audit.ts: its sources 2 and 4 hold traces and a topology. */
export const examples: readonly AnalysisInput<'service-topology'>[] = [
  {},
  { traces: false },
  { sourceId: 2 },
  { sourceId: 4 },
];
