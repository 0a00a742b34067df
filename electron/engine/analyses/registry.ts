// Written by `npm run registries` from the files beside it.
import type { AnalysisId, Declared } from '../../../shared/analyses/index.ts';
import type { Analysis } from './analysis.ts';
import { analysis as criticalPathAnalysis } from './critical-path/index.ts';
import { analysis as criticalPathSummaryAnalysis } from './critical-path-summary/index.ts';
import { analysis as seriesStatisticsAnalysis } from './series-statistics/index.ts';
import { analysis as serviceTopologyAnalysis } from './service-topology/index.ts';
import { analysis as topFunctionsAnalysis } from './top-functions/index.ts';
import { analysis as traceOperationsAnalysis } from './trace-operations/index.ts';

export const analyses: { readonly [Id in AnalysisId]: Analysis<Declared<Id>> } = {
  'critical-path': criticalPathAnalysis,
  'critical-path-summary': criticalPathSummaryAnalysis,
  'series-statistics': seriesStatisticsAnalysis,
  'service-topology': serviceTopologyAnalysis,
  'top-functions': topFunctionsAnalysis,
  'trace-operations': traceOperationsAnalysis,
};
