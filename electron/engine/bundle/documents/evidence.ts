// `data/evidence.json`: every pinned figure with all that is needed to compute it again.
import { z } from 'zod';
import { analysisUse } from '../../../../shared/contract/analyses.ts';
import { canonicalJson } from '../../db/canonical.ts';
import type { BundleDocument } from '../../db/document.ts';
import { readEvidence } from '../../evidence/evidence.ts';

const content = z.strictObject({
  evidence: z.array(
    z.strictObject({
      id: z.int(),
      title: z.string(),
      analysis: z.string(),
      analysisVersion: z.int(),
      parameters: z.json(),
      inputs: z.array(z.strictObject({ sourceId: z.int(), file: z.string(), sha256: z.string() })),
      result: z.json(),
      resultDigest: z.string(),
      uses: z.array(analysisUse),
      createdAt: z.string(),
    }),
  ),
});
export type EvidenceDocument = z.infer<typeof content>;

/** A row of the table as it was in format 5. */
const rowOf1 = z.strictObject({
  id: z.int(),
  title: z.string(),
  analysis: z.string(),
  analysis_version: z.int(),
  parameters: z.json(),
  inputs: z.json(),
  result: z.json(),
  result_digest: z.string(),
  created_at: z.string(),
});

export const evidenceDocument: BundleDocument<EvidenceDocument> = {
  name: 'data/evidence.json',
  version: 2,
  schema: content,
  upgrades: {
    1: (older) => ({
      evidence: z
        .array(rowOf1)
        .parse(older['evidence'])
        .map(({ analysis_version, result_digest, created_at, ...same }) => ({
          ...same,
          analysisVersion: analysis_version,
          resultDigest: result_digest,
          // No analysis asked another.
          uses: [],
          createdAt: created_at,
        })),
    }),
  },
  read: (db) => ({
    evidence: readEvidence(db).map((one) => ({
      id: one.id,
      title: one.title,
      analysis: one.analysis,
      analysisVersion: one.analysisVersion,
      parameters: one.parameters,
      inputs: one.inputs,
      result: one.result,
      resultDigest: one.resultDigest,
      uses: one.uses,
      createdAt: one.createdAt,
    })),
  }),
  restore(db, { evidence }) {
    const insert = db.prepare(
      `insert into evidence (id, title, analysis, analysis_version, parameters, inputs, result, result_digest, uses, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const one of evidence) {
      insert.run(
        one.id,
        one.title,
        one.analysis,
        one.analysisVersion,
        canonicalJson(one.parameters),
        canonicalJson(one.inputs),
        canonicalJson(one.result),
        one.resultDigest,
        canonicalJson(one.uses),
        one.createdAt,
      );
    }
  },
};
