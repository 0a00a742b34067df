// What is shown of a result: found by the analysis' id, never by guessing at a shape.
import type { Words } from '../../../shared/analyses/declare.ts';
import type { Evidence, ShownEvidence } from '../../../shared/contract/findings.ts';
import type { AnalysisRegistry } from '../analyses/analysis.ts';
import { plainFigure } from '../analyses/plain-figure.ts';

/** Sentence and figure of pinned evidence; its plain values where this Assay does not know what it is. */
export function describeEvidence(
  registry: AnalysisRegistry,
  { analysis: id, parameters, result }: Pick<Evidence, 'analysis' | 'parameters' | 'result'>,
  words: Words,
): Pick<ShownEvidence, 'sentence' | 'figure'> {
  const analysis = Object.hasOwn(registry, id) ? registry[id] : undefined;
  // Another version may have pinned another shape under the same id.
  const asked = analysis?.declaration.parameters.safeParse(parameters);
  const answered = analysis?.declaration.result.safeParse(result);
  if (!analysis || asked?.success !== true || answered?.success !== true) {
    return { sentence: null, figure: plainFigure(result) };
  }
  return {
    sentence: analysis.declaration.sentence(answered.data, asked.data, words),
    figure: analysis.figure(answered.data, asked.data),
  };
}
