// The handlers of every subject and of every kind of evidence, as one. A method that is answered twice fails here, one
// that is answered by none does not compile.
import type { Merged } from '../../shared/contract/define.ts';
import type { AnalysisRunner } from './analyses/runner.ts';
import type { Handlers } from './handler.ts';
import { kinds } from './kinds/registry.ts';
import { analysisHandlers } from './methods/analyses.ts';
import { auditHandlers } from './methods/audit.ts';
import { bundleHandlers } from './methods/bundle.ts';
import { findingHandlers } from './methods/findings.ts';
import { jobHandlers } from './methods/jobs.ts';
import { journalHandlers } from './methods/journal.ts';
import { methodHandlers } from './methods/method.ts';
import { reportHandlers } from './methods/report.ts';
import { sourceHandlers } from './methods/sources.ts';

type Kinds = typeof kinds;
type KindHandlers = Kinds[keyof Kinds]['handlers'];

/** Throws where two parts answer the same method. */
export function foldHandlers<Part extends object>(parts: readonly Part[]): Merged<Part> {
  const folded: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [method, handler] of Object.entries(part)) {
      if (method in folded) throw new Error(`${method} is answered twice.`);
      folded[method] = handler;
    }
  }
  return folded as Merged<Part>;
}

export const handlersWith = (analyses: AnalysisRunner): Handlers => ({
  ...foldHandlers([
    analysisHandlers(analyses),
    auditHandlers,
    bundleHandlers,
    findingHandlers(analyses),
    jobHandlers,
    journalHandlers,
    methodHandlers,
    reportHandlers,
    sourceHandlers,
    ...(Object.values(kinds).map(({ handlers }) => handlers) as KindHandlers[]),
  ]),
});
