import type { AnalysisInput } from '../../../../shared/analyses/index.ts';

/** What the test of all analyses asks of the audit of test-audit.ts. */
export const examples: readonly AnalysisInput<'top-functions'>[] = [
  {},
  { profileId: '3:0', top: 2, idle: 'exclude' },
];
