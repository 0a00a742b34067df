// Computes pinned evidence again and compares: does it still come out as it was pinned?
import type { Evidence, Recomputation } from '../../../shared/contract/findings.ts';
import { toErrorData } from '../../../shared/domain/errors.ts';
import type { Answer, Question } from '../analyses/execute.ts';
import type { AnalysisRunner } from '../analyses/runner.ts';
import { canonicalJson, digestOf } from '../db/canonical.ts';
import type { OpenAudit } from '../db/database.ts';
import type { JobContext } from '../jobs/runner.ts';
import { readEvidence } from './evidence.ts';

/** All evidence, or the ids asked for, each computed from the sources anew. Rejects with `job.cancelled`. */
export async function recomputeEvidence(
  audit: OpenAudit,
  runner: Pick<AnalysisRunner, 'question' | 'computeAgain'>,
  job: JobContext,
  ids?: readonly number[],
): Promise<Recomputation> {
  const wanted = readEvidence(audit.db).filter(({ id }) => ids === undefined || ids.includes(id));
  const recomputation: Recomputation = { claims: wanted.length, matched: 0, differing: [], otherVersion: [] };
  const compute = (question: Question): Promise<Answer> =>
    runner.computeAgain(audit, question, { signal: job.signal });
  for (const [index, evidence] of wanted.entries()) {
    job.report({ phase: 'Computing again', done: index, total: wanted.length, unit: 'figures' });
    const { id, title, analysisVersion } = evidence;
    const outcome = await computeAgain(evidence, runner.question, compute, job.signal);
    if (outcome.state === 'matched') recomputation.matched += 1;
    else if (outcome.state === 'differing')
      recomputation.differing.push({ id, title, reason: outcome.reason });
    else {
      const { ran, equal, known } = outcome;
      recomputation.otherVersion.push({
        what: 'figure',
        id,
        title,
        made: analysisVersion,
        ran,
        equal,
        known,
      });
    }
  }
  return recomputation;
}

type Outcome =
  | { state: 'matched' }
  | { state: 'differing'; reason: string }
  | { state: 'other-version'; ran: number; equal: boolean; known: boolean };

const differing = (reason: string): Outcome => ({ state: 'differing', reason });

async function computeAgain(
  evidence: Evidence,
  questionFor: AnalysisRunner['question'],
  compute: (question: Question) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Outcome> {
  let question: Question;
  let again: Answer;
  try {
    question = questionFor(evidence.analysis, evidence.parameters);
    again = await compute(question);
  } catch (error) {
    const { code, message } = toErrorData(error);
    if (signal.aborted || code === 'job.cancelled') throw error;
    return differing(message);
  }
  if (hashesOf(again.inputs) !== hashesOf(evidence.inputs))
    return differing('It rests on other raw files now.');
  const stored = digestOf(canonicalJson(evidence.result));
  if (stored !== evidence.resultDigest) return differing('The stored result does not match its own digest.');
  const equal = again.resultDigest === evidence.resultDigest;
  if (again.version !== evidence.analysisVersion) {
    const known = question.analysis.declaration.earlierVersions?.includes(evidence.analysisVersion) ?? false;
    return { state: 'other-version', ran: again.version, equal, known };
  }
  if (!equal) return differing('The result is another one now.');
  return canonicalJson(again.uses) === canonicalJson(evidence.uses)
    ? { state: 'matched' }
    : differing('It rests on other answers of other analyses now.');
}

/** Ids differ between an audit and its rebuilt copy; the hashes of the raw files do not. */
const hashesOf = (inputs: Evidence['inputs']): string =>
  inputs
    .map(({ sha256 }) => sha256)
    .sort()
    .join();
