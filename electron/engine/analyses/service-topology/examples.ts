import type { AnalysisInput } from '../../../../shared/analyses/index.ts';

/** What the test of all analyses asks of the audit of test-audit.ts, whose second source holds traces. */
export const examples: readonly AnalysisInput<'service-topology'>[] = [{}, { sourceId: 2 }];
