import { z } from 'zod';
import type { AnalysisAnswer } from '../../../shared/contract/analyses.ts';
import type { Analysis, AnalysisRegistry } from '../analyses/analysis.ts';
import type { Answer } from '../analyses/execute.ts';
import type { AnalysisRunner } from '../analyses/runner.ts';
import { readTimeZone } from '../db/open.ts';
import type { OpenAudit } from '../db/database.ts';
import type { Handlers } from '../handler.ts';

/** An answer as the contract tells it, in the audit's words. */
export function tellAnswer(registry: AnalysisRegistry, audit: OpenAudit, answer: Answer): AnalysisAnswer {
  const parameters = JSON.parse(answer.parameters) as Record<string, unknown>;
  const result: unknown = JSON.parse(answer.result);
  const { declaration } = registry[answer.id] as Analysis;
  const words = { timeZone: readTimeZone(audit.db) };
  return {
    ...answer,
    parameters,
    result,
    sentence: declaration.sentence(result, parameters, words),
    pinTitle: declaration.pinTitle(result, parameters, words),
  } as AnalysisAnswer;
}

export const analysisHandlers = (analyses: AnalysisRunner) =>
  ({
    'analysis.run': async (context, { id, parameters }) => {
      const audit = context.audit();
      const question = analyses.question(id, parameters);
      const answer =
        analyses.recall(audit, question) ??
        (await context.job(question.analysis.declaration.title, (job) =>
          analyses.answer(audit, question, job),
        ));
      return tellAnswer(analyses.registry, audit, answer);
    },
    'analysis.list': () => ({
      analyses: Object.values(analyses.registry).map(
        ({ declaration: { id, version, title, parameters } }) => ({
          id,
          version,
          title,
          parameters: z.toJSONSchema(parameters, { io: 'input' }) as Record<string, z.core.util.JSONType>,
        }),
      ),
    }),
  }) satisfies Partial<Handlers>;
