// What an analysis promises, apart from how it computes: its parameters and result as schemas, and its words. The
// window, the command line and the engine share it; the computing lives in electron/engine/analyses/<id>/.
import type { z } from 'zod';
import type { ComputedFigure } from '../domain/standing.ts';

/** What wording a result needs beside the result itself. */
export interface Words {
  /** The audit's zone, in which times are told. */
  timeZone: string;
}

export interface AnalysisDeclaration<
  Id extends string = string,
  P extends z.ZodObject = z.ZodObject,
  R extends z.ZodType = z.ZodType,
> {
  /** Names it in evidence and bundles for ever. */
  id: Id;
  /** Raised whenever the same inputs would give another result; docs/formats-history.md tells why. */
  version: number;
  /** Versions before it whose pins leave a bundle whole: each is told as another version and computed again. */
  earlierVersions?: readonly number[];
  title: string;
  parameters: P;
  /** Plain JSON: its canonical form is what a digest is taken of. */
  result: R;
  /** The result in words that a manager reads, as one or two sentences. */
  sentence(result: z.output<R>, parameters: z.output<P>, words: Words): string;
  /** What, over which window, and which figure: how pinned evidence is named unless its auditor names it. */
  pinTitle(result: z.output<R>, parameters: z.output<P>, words: Words): string;
  /** The figures by which evidence proves a number that the auditor writes down; none where it leaves them out. */
  figures?(result: z.output<R>): readonly ComputedFigure[];
  /** How long one run may take before it is stopped; two minutes unless it says otherwise. */
  timeLimitMs?: number;
}

/** Infers the types of a declaration from its schemas. */
export const declareAnalysis = <const Id extends string, P extends z.ZodObject, R extends z.ZodType>(
  declaration: AnalysisDeclaration<Id, P, R>,
): AnalysisDeclaration<Id, P, R> => declaration;
