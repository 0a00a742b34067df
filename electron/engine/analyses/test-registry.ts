// For tests: small analyses over the table of sources, and answers to them without a thread.
import { z } from 'zod';
import { declareAnalysis, type AnalysisDeclaration } from '../../../shared/analyses/declare.ts';
import type { AuditDb } from '../db/database.ts';
import type { Analysis, AnalysisRegistry } from './analysis.ts';
import { execute, questionFor, type Answer } from './execute.ts';
import { plainFigure } from './plain-figure.ts';

const words = { sentence: () => 'A sentence.', pinTitle: () => 'A title' };

/** An analysis whose result is told by its plain values. */
export function analysisOf<P extends z.ZodObject>(
  declaration: Pick<AnalysisDeclaration<string, P>, 'id' | 'version' | 'parameters' | 'timeLimitMs'>,
  parts: Pick<Analysis<AnalysisDeclaration<string, P>>, 'inputs' | 'run'>,
): Analysis {
  const whole = declareAnalysis({ title: declaration.id, result: z.unknown(), ...words, ...declaration });
  const analysis: Analysis<typeof whole> = { declaration: whole, ...parts, figure: plainFigure };
  return analysis as Analysis;
}

export const registryOf = (...analyses: readonly Analysis[]): AnalysisRegistry =>
  Object.fromEntries(analyses.map((analysis) => [analysis.declaration.id, analysis]));

/** Gives another result whenever the audit's count of rows does. */
export const scaledRows = analysisOf(
  {
    id: 'scaled-rows',
    version: 2,
    parameters: z.object({ source: z.number(), factor: z.number().default(1) }),
  },
  {
    inputs: (_db, { source }) => [source],
    run(db, { source, factor }) {
      const rows = db.prepare('select row_count from source where id = ?').pluck().get(source) as number;
      return { rows: rows * factor };
    },
  },
);

/** Answers in the calling thread and remembers nothing: what a test of evidence needs of a runner. */
export const inThisThread = (db: AuditDb, registry: AnalysisRegistry) => ({
  question: (id: string, parameters: unknown) => questionFor(registry, id, parameters),
  computeAgain: async (
    _audit: unknown,
    { analysis, parameters }: ReturnType<typeof questionFor>,
  ): Promise<Answer> => execute(db, registry, { id: analysis.declaration.id, parameters }),
});
