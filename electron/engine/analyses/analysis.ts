// What computes a declared analysis: a pure question to the audit whose answer can be pinned and computed again.
import type { z } from 'zod';
import type { AnalysisDeclaration } from '../../../shared/analyses/declare.ts';
import type { AnalysisId, AnalysisInput, AnalysisResult } from '../../../shared/analyses/index.ts';
import type { Figure } from '../../../shared/domain/figure.ts';
import type { AuditDb } from '../db/database.ts';

export interface AnalysisProgress {
  phase: string;
  done: number;
  /** Zero while unknown. */
  total: number;
  unit: string;
}

/** What a run may ask for beside the audit. A cancel ends its thread, so there is nothing to watch for. */
export interface AnalysisContext {
  /** Cheap enough for every few thousand rows: what is too much for a reader is dropped. */
  report(progress: AnalysisProgress): void;
  /**
   * The answer of another analysis, computed once however often it is asked for; that it ran is kept in the evidence.
   * Throws what the other throws, or `analysis.ring` where an analysis comes to ask for itself.
   */
  run<Id extends AnalysisId>(id: Id, parameters: AnalysisInput<Id>): AnalysisResult<Id>;
}

export interface Analysis<D extends AnalysisDeclaration = AnalysisDeclaration> {
  declaration: D;
  /** Ids of the live sources the result rests on; those of the analyses it asks are added. */
  inputs(db: AuditDb, parameters: z.output<D['parameters']>): number[];
  /** Plain JSON, deterministic: no clock, no randomness but a seed in the parameters. */
  run(db: AuditDb, parameters: z.output<D['parameters']>, context: AnalysisContext): z.output<D['result']>;
  /** The result as screens, report and command line draw it. */
  figure(result: z.output<D['result']>, parameters: z.output<D['parameters']>): Figure;
}

/** Analyses by their id. */
export type AnalysisRegistry = Readonly<Record<string, Analysis>>;
