// Every analysis that is declared, and the types of each by its id.
import type { z } from 'zod';
import { declarations } from './registry.ts';

export { declarations };

type Declarations = (typeof declarations)[number];
export type AnalysisId = Declarations['id'];
export type Declared<Id extends AnalysisId> = Extract<Declarations, { id: Id }>;
/** What a caller passes, before defaults are filled in. */
export type AnalysisInput<Id extends AnalysisId> = z.input<Declared<Id>['parameters']>;
export type AnalysisParameters<Id extends AnalysisId> = z.output<Declared<Id>['parameters']>;
export type AnalysisResult<Id extends AnalysisId> = z.output<Declared<Id>['result']>;
