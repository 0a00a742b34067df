// What computes each declared analysis. A declaration without its line here does not compile, nor a line without one.
import type { AnalysisId, Declared } from '../../../shared/analyses/index.ts';
import type { Analysis } from './analysis.ts';
import { criticalPath } from './critical-path/index.ts';
import { criticalPathSummary } from './critical-path-summary/index.ts';
import { seriesStatistics } from './series-statistics/index.ts';
import { topFunctions } from './top-functions/index.ts';
import { traceOperations } from './trace-operations/index.ts';

export const analyses: { readonly [Id in AnalysisId]: Analysis<Declared<Id>> } = {
  'series-statistics': seriesStatistics,
  'top-functions': topFunctions,
  'trace-operations': traceOperations,
  'critical-path': criticalPath,
  'critical-path-summary': criticalPathSummary,
};
