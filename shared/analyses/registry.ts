// Written by `npm run registries` from the files beside it.
import { declaration as criticalPathDeclaration } from './critical-path.ts';
import { declaration as criticalPathSummaryDeclaration } from './critical-path-summary.ts';
import { declaration as seriesStatisticsDeclaration } from './series-statistics.ts';
import { declaration as serviceTopologyDeclaration } from './service-topology.ts';
import { declaration as topFunctionsDeclaration } from './top-functions.ts';
import { declaration as traceOperationsDeclaration } from './trace-operations.ts';

export const declarations = [
  criticalPathDeclaration,
  criticalPathSummaryDeclaration,
  seriesStatisticsDeclaration,
  serviceTopologyDeclaration,
  topFunctionsDeclaration,
  traceOperationsDeclaration,
] as const;
