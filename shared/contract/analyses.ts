// One job runs every analysis; its answer is typed by the analysis' id.
import { z } from 'zod';
import {
  declarations,
  type AnalysisId,
  type AnalysisInput,
  type AnalysisParameters,
  type AnalysisResult,
} from '../analyses/index.ts';
import { figure, type Figure } from '../domain/figure.ts';
import { job, query } from './define.ts';

/** A raw file that a result rests on, by hash. */
export const inputFile = z.object({ sourceId: z.number().int(), file: z.string(), sha256: z.string() });
export type InputFile = z.infer<typeof inputFile>;

/** Another analysis that ran within one, and what it answered. */
export const analysisUse = z.object({
  analysis: z.string(),
  version: z.number().int(),
  parameters: z.json(),
  resultDigest: z.string(),
});
export type AnalysisUse = z.infer<typeof analysisUse>;

interface Answer<Id extends AnalysisId> {
  id: Id;
  version: number;
  title: string;
  /** As parsed: defaults are filled in. */
  parameters: AnalysisParameters<Id>;
  inputs: InputFile[];
  result: AnalysisResult<Id>;
  /** SHA-256 of the canonical JSON of `result`: what is shown is pinned by naming it. */
  resultDigest: string;
  /** The result in words. */
  sentence: string;
  /** How it is named when it is pinned. */
  pinTitle: string;
  figure: Figure;
  uses: AnalysisUse[];
}
export type AnalysisAnswer<Id extends AnalysisId = AnalysisId> = { [One in Id]: Answer<One> }[Id];

const answers = declarations.map(({ id, parameters, result }) =>
  z.object({
    id: z.literal(id),
    version: z.number().int(),
    title: z.string(),
    parameters,
    inputs: z.array(inputFile),
    result,
    resultDigest: z.string(),
    sentence: z.string(),
    pinTitle: z.string(),
    figure,
    uses: z.array(analysisUse),
  }),
);
const [first, ...others] = answers as [(typeof answers)[number], ...typeof answers];
const analysisAnswer = z.discriminatedUnion('id', [first, ...others]) as z.ZodType as z.ZodType<
  AnalysisAnswer,
  AnalysisAnswer
>;

export const analysisMethods = {
  /**
   * Computes in a thread of its own, or gives the answer it remembers. Fails with `analysis.unknown`,
   * `analysis.parameters-invalid`, `analysis.too-long`, `job.cancelled`, or what the analysis says.
   */
  'analysis.run': job({
    // What the parameters must be is judged by the analysis' own schema.
    input: z.object({ id: z.string(), parameters: z.unknown() }),
    output: analysisAnswer,
  }),
  'analysis.list': query({
    input: z.object({}),
    output: z.object({
      analyses: z.array(
        z.object({
          id: z.string(),
          version: z.number().int(),
          title: z.string(),
          /** JSON schema of the parameters. */
          parameters: z.record(z.string(), z.json()),
        }),
      ),
    }),
  }),
};

type RunCall = (
  method: 'analysis.run',
  input: { id: string; parameters: unknown },
  jobId?: string,
) => Promise<AnalysisAnswer>;

/** Asks `analysis.run` over any end of the contract, with parameters and result typed by the analysis' id. */
export async function runAnalysis<Id extends AnalysisId>(
  call: RunCall,
  id: Id,
  parameters: AnalysisInput<Id>,
  jobId?: string,
): Promise<AnalysisAnswer<Id>> {
  return (await call('analysis.run', { id, parameters }, jobId)) as AnalysisAnswer<Id>;
}
