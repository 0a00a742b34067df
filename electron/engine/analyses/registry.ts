// Every analysis Assay has. A new one is a new folder and one line here.
import type { Analysis } from './analysis.ts';
import { criticalPathAnalysis, criticalPathSummaryAnalysis } from './critical-path/index.ts';
import { seriesStatisticsAnalysis } from './series-statistics/index.ts';
import { topFunctionsAnalysis } from './top-functions/index.ts';
import { traceOperationsAnalysis } from './trace-operations/index.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- each analysis has its own parameter schema
export const analyses: readonly Analysis<any>[] = [
  seriesStatisticsAnalysis,
  topFunctionsAnalysis,
  traceOperationsAnalysis,
  criticalPathAnalysis,
  criticalPathSummaryAnalysis,
];
