// Every analysis that is declared. A new one is a file beside this one and a line here; the engine's registry must
// then hold what computes it, or nothing compiles.
import type { z } from 'zod';
import { criticalPathSummary } from './critical-path-summary.ts';
import { criticalPath } from './critical-path.ts';
import { seriesStatistics } from './series-statistics.ts';
import { topFunctions } from './top-functions.ts';
import { traceOperations } from './trace-operations.ts';

export const declarations = [
  seriesStatistics,
  topFunctions,
  traceOperations,
  criticalPath,
  criticalPathSummary,
] as const;

type Declarations = (typeof declarations)[number];
export type AnalysisId = Declarations['id'];
export type Declared<Id extends AnalysisId> = Extract<Declarations, { id: Id }>;
/** What a caller passes, before defaults are filled in. */
export type AnalysisInput<Id extends AnalysisId> = z.input<Declared<Id>['parameters']>;
export type AnalysisParameters<Id extends AnalysisId> = z.output<Declared<Id>['parameters']>;
export type AnalysisResult<Id extends AnalysisId> = z.output<Declared<Id>['result']>;
