// Runs an analysis with those it asks for, in the thread it is called in. The answer is a function of the audit and the
// parameters alone, told as canonical JSON, so that its digest is the same wherever it is computed.
import type { AnalysisUse, InputFile } from '../../../shared/contract/analyses.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Figure } from '../../../shared/domain/figure.ts';
import { canonicalJson, digestOf } from '../db/canonical.ts';
import type { AuditDb } from '../db/database.ts';
import type { Analysis, AnalysisContext, AnalysisProgress, AnalysisRegistry } from './analysis.ts';

/** A question that can be asked: a known analysis with parameters that fit it. */
export interface Question {
  analysis: Analysis;
  /** As parsed: defaults are filled in. */
  parameters: Record<string, unknown>;
  /** The same as canonical JSON. */
  canonicalParameters: string;
}

export interface Answer {
  id: string;
  version: number;
  title: string;
  /** Canonical JSON, as is `result`. */
  parameters: string;
  /** Live sources, in the order the analysis names them. */
  inputs: InputFile[];
  result: string;
  /** SHA-256 of `result`. */
  resultDigest: string;
  figure: Figure;
  /** Every other analysis that ran for it, in the order they ended. */
  uses: AnalysisUse[];
}

/** Throws `analysis.unknown` or `analysis.parameters-invalid`. */
export function questionFor(registry: AnalysisRegistry, id: string, parameters: unknown): Question {
  const analysis = Object.hasOwn(registry, id) ? registry[id] : undefined;
  if (!analysis) {
    throw new AssayError({
      code: 'analysis.unknown',
      message: `There is no analysis “${id}”.`,
      hint: 'It may come from a newer Assay; `assay analyses` lists those there are.',
    });
  }
  const parsed = analysis.declaration.parameters.safeParse(parameters);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AssayError({
      code: 'analysis.parameters-invalid',
      message: `${analysis.declaration.title}: ${issue?.path.join('.') || 'parameters'}: ${issue?.message ?? 'not valid'}`,
    });
  }
  return { analysis, parameters: parsed.data, canonicalParameters: canonicalJson(parsed.data) };
}

interface Outcome {
  answer: Answer;
  /** The result before it was told as JSON, for the analyses that ask for it. */
  value: unknown;
}

/** Throws as `questionFor` does, `source.unknown` for an input that is not live, or what the analysis throws. */
export function execute(
  db: AuditDb,
  registry: AnalysisRegistry,
  { id, parameters }: { id: string; parameters: unknown },
  report: (progress: AnalysisProgress) => void = () => undefined,
): Answer {
  const ended = new Map<string, Outcome>();
  const running: string[] = [];

  const compute = (askedId: string, askedParameters: unknown): Outcome => {
    const question = questionFor(registry, askedId, askedParameters);
    const key = `${askedId} ${question.canonicalParameters}`;
    const known = ended.get(key);
    if (known) return known;
    if (running.includes(key)) {
      throw new AssayError({
        code: 'analysis.ring',
        message: `The analysis “${question.analysis.declaration.title}” comes to ask for itself: ${[...running, key].join(' > ')}.`,
      });
    }
    running.push(key);
    try {
      const outcome = answerTo(question);
      ended.set(key, outcome);
      return outcome;
    } finally {
      running.pop();
    }
  };

  const answerTo = ({ analysis, parameters: parsed, canonicalParameters }: Question): Outcome => {
    const { id: ownId, version, title } = analysis.declaration;
    const uses = new Map<string, AnalysisUse>();
    const inputs = new Map<number, InputFile>();
    for (const sourceId of analysis.inputs(db, parsed)) inputs.set(sourceId, inputOf(db, sourceId));
    const run = (otherId: string, otherParameters: unknown): unknown => {
      const other = compute(otherId, otherParameters);
      for (const use of [...other.answer.uses, useOf(other.answer)]) uses.set(canonicalJson(use), use);
      for (const input of other.answer.inputs) inputs.set(input.sourceId, input);
      return other.value;
    };
    const value = analysis.run(db, parsed, { report, run: run as AnalysisContext['run'] });
    const result = canonicalJson(value);
    const answer: Answer = {
      id: ownId,
      version,
      title,
      parameters: canonicalParameters,
      inputs: [...inputs.values()],
      result,
      resultDigest: digestOf(result),
      figure: analysis.figure(value, parsed),
      uses: [...uses.values()],
    };
    return { answer, value };
  };
  return compute(id, parameters).answer;
}

const useOf = ({ id, version, parameters, resultDigest }: Answer): AnalysisUse => ({
  analysis: id,
  version,
  parameters: JSON.parse(parameters) as AnalysisUse['parameters'],
  resultDigest,
});

/** Throws `source.unknown`. */
export function inputOf(db: AuditDb, sourceId: number): InputFile {
  const row = db.prepare("select file, sha256 from source where id = ? and state = 'live'").get(sourceId) as
    | { file: string; sha256: string }
    | undefined;
  if (row) return { sourceId, ...row };
  throw new AssayError({ code: 'source.unknown', message: `Source ${sourceId} is not in use.` });
}
