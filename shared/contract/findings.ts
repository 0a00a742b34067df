import { z } from 'zod';
import { claim } from '../domain/claim.ts';
import { figure } from '../domain/figure.ts';
import { analysisUse, inputFile } from './analyses.ts';
import { command, job, query } from './define.ts';

/** A figure that can be computed again: which analysis, on which inputs, with which result. */
export const evidence = z.object({
  id: z.number().int(),
  title: z.string(),
  analysis: z.string(),
  analysisVersion: z.number().int(),
  parameters: z.json(),
  /** The raw files it rests on, by hash. */
  inputs: z.array(inputFile),
  /** As canonical JSON carries it; not looked through again, because it may hold many thousand rows. */
  result: z.custom<z.core.util.JSONType>((value) => value !== undefined),
  /** SHA-256 of the canonical JSON of `result`. */
  resultDigest: z.string(),
  /** The other analyses that ran for it. */
  uses: z.array(analysisUse),
  createdAt: z.iso.datetime(),
});
export type Evidence = z.infer<typeof evidence>;

/** Evidence with what is shown of it. */
export const shownEvidence = evidence.extend({
  /** The result in words; null for an analysis that this Assay does not know. */
  sentence: z.string().nullable(),
  figure,
});
export type ShownEvidence = z.infer<typeof shownEvidence>;

/** Computed or imported by another version of the code than made it: neither matched nor differing. */
export const otherVersion = z.object({
  what: z.enum(['figure', 'source']),
  id: z.number().int(),
  title: z.string(),
  made: z.number().int(),
  ran: z.number().int(),
  /** Whether it came out the same all the same. */
  equal: z.boolean(),
  /** False for a version this build knows nothing of; it leaves no bundle whole. */
  known: z.boolean(),
});
export type OtherVersion = z.infer<typeof otherVersion>;

export const recomputation = z.object({
  /** Figures computed again; each is `matched`, in `differing` or in `otherVersion`. */
  claims: z.number().int(),
  matched: z.number().int(),
  differing: z.array(z.object({ id: z.number().int(), title: z.string(), reason: z.string() })),
  otherVersion: z.array(otherVersion),
});
export type Recomputation = z.infer<typeof recomputation>;

const claimDraft = claim.omit({ id: true, createdAt: true, updatedAt: true });

export const findingMethods = {
  'claim.list': query({ input: z.object({}), output: z.object({ claims: z.array(claim) }) }),
  'claim.create': command({
    input: claimDraft.partial().required({ kind: true, title: true }),
    output: claim,
  }),
  'claim.update': command({
    input: z.object({ id: z.number().int(), changes: claimDraft.partial() }),
    output: claim,
  }),
  /** Takes the claim out; undo brings it back with its evidence. */
  'claim.remove': command({ input: z.object({ id: z.number().int() }), output: z.object({}) }),
  'evidence.list': query({ input: z.object({}), output: z.object({ evidence: z.array(shownEvidence) }) }),
  /**
   * Keeps the answer of an analysis with the hashes of its inputs; the title is the analysis' own where none is given.
   * With the digest of the answer that is shown, exactly that is pinned, or `evidence.changed` says that it is none now.
   */
  'evidence.pin': command({
    input: z.object({
      title: z.string().min(1).optional(),
      analysis: z.string(),
      // Judged by the analysis' own schema.
      parameters: z.unknown(),
      resultDigest: z.string().optional(),
    }),
    output: evidence,
  }),
  /** Refused with `evidence.in-use` while a claim or a field rests on it. */
  'evidence.remove': command({ input: z.object({ id: z.number().int() }), output: z.object({}) }),
  /** Runs the analyses again, all or the ones asked for, and compares digests. */
  'evidence.recompute': job({
    input: z.object({ ids: z.array(z.number().int()).optional() }),
    output: recomputation,
  }),
};
