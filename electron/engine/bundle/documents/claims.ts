// `data/claims.json`: what is claimed, and which evidence each claim rests on.
import { z } from 'zod';
import { readClaims } from '../../evidence/claims.ts';
import type { BundleDocument } from '../../db/document.ts';

const level = z.enum(['high', 'medium', 'low']).nullable();
const content = z.strictObject({
  claims: z.array(
    z.strictObject({
      id: z.int(),
      kind: z.enum(['finding', 'constraint', 'hypothesis', 'decision', 'recommendation']),
      title: z.string(),
      detail: z.string(),
      severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
      status: z.enum(['open', 'confirmed', 'rejected', 'resolved']),
      impact: level,
      effort: level,
      risk: level,
      constraintType: z.string().nullable(),
      evidenceIds: z.array(z.int()),
      createdAt: z.string(),
      updatedAt: z.string(),
    }),
  ),
});
export type ClaimsDocument = z.infer<typeof content>;

/** Rows of the tables as they were in format 5. */
const claimOf1 = z
  .object({
    id: z.int(),
    constraint_type: z.string().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .loose();
const linkOf1 = z.object({ claim_id: z.int(), evidence_id: z.int(), position: z.int() });

export const claimsDocument: BundleDocument<ClaimsDocument> = {
  name: 'data/claims.json',
  version: 2,
  schema: content,
  upgrades: {
    1(older) {
      const links = z.array(linkOf1).parse(older['claimEvidence']);
      return {
        claims: z
          .array(claimOf1)
          .parse(older['claims'])
          .map(({ constraint_type, created_at, updated_at, ...same }) => ({
            ...same,
            constraintType: constraint_type,
            createdAt: created_at,
            updatedAt: updated_at,
            evidenceIds: links
              .filter(({ claim_id }) => claim_id === same.id)
              .toSorted((a, b) => a.position - b.position)
              .map(({ evidence_id }) => evidence_id),
          })),
      };
    },
  },
  read: (db) => ({
    claims: readClaims(db).map((claim) => ({
      id: claim.id,
      kind: claim.kind,
      title: claim.title,
      detail: claim.detail,
      severity: claim.severity,
      status: claim.status,
      impact: claim.impact,
      effort: claim.effort,
      risk: claim.risk,
      constraintType: claim.constraintType,
      evidenceIds: claim.evidenceIds,
      createdAt: claim.createdAt,
      updatedAt: claim.updatedAt,
    })),
  }),
  restore(db, { claims }) {
    const insert = db.prepare(
      `insert into claim (id, kind, title, detail, severity, status, impact, effort, risk, constraint_type, created_at, updated_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const link = db.prepare('insert into claim_evidence (claim_id, evidence_id, position) values (?, ?, ?)');
    for (const claim of claims) {
      insert.run(
        claim.id,
        claim.kind,
        claim.title,
        claim.detail,
        claim.severity,
        claim.status,
        claim.impact,
        claim.effort,
        claim.risk,
        claim.constraintType,
        claim.createdAt,
        claim.updatedAt,
      );
      for (const [position, evidenceId] of claim.evidenceIds.entries()) {
        link.run(claim.id, evidenceId, position);
      }
    }
  },
};
