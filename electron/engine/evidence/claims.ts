// Claims: findings, constraints, hypotheses, decisions, recommendations, each resting on pinned evidence.
import type { Claim } from '../../../shared/domain/claim.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import { edit, type EditRecord, type Touch } from '../db/history.ts';
import type { Json } from '../db/journal.ts';
import type { AuditDb } from '../db/database.ts';

interface Row {
  id: number;
  kind: Claim['kind'];
  title: string;
  detail: string;
  severity: Claim['severity'];
  status: Claim['status'];
  impact: Claim['impact'];
  effort: Claim['effort'];
  risk: Claim['risk'];
  constraint_type: Claim['constraintType'];
  created_at: string;
  updated_at: string;
}

export type ClaimDraft = Omit<Claim, 'id' | 'createdAt' | 'updatedAt'>;
export type ClaimChanges = { [K in keyof ClaimDraft]?: ClaimDraft[K] | undefined };

const blank: Omit<ClaimDraft, 'kind' | 'title'> = {
  detail: '',
  severity: 'medium',
  status: 'open',
  impact: null,
  effort: null,
  risk: null,
  constraintType: null,
  evidenceIds: [],
};

/** Every claim, in order of its id. */
export function readClaims(db: AuditDb): Claim[] {
  const rows = db.prepare('select * from claim order by id').all() as Row[];
  const links = db
    .prepare('select claim_id, evidence_id from claim_evidence order by claim_id, position')
    .all() as { claim_id: number; evidence_id: number }[];
  const evidenceOf = Map.groupBy(links, (link) => link.claim_id);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    detail: row.detail,
    severity: row.severity,
    status: row.status,
    impact: row.impact,
    effort: row.effort,
    risk: row.risk,
    constraintType: row.constraint_type,
    evidenceIds: (evidenceOf.get(row.id) ?? []).map((link) => link.evidence_id),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}

/** Throws `claim.unknown`. */
export function readClaim(db: AuditDb, id: number): Claim {
  const claim = readClaims(db).find((candidate) => candidate.id === id);
  if (claim) return claim;
  throw new AssayError({ code: 'claim.unknown', message: `The audit has no claim ${id}.` });
}

/** Throws `evidence.unknown` when it rests on evidence that is not there. */
export function createClaim(db: AuditDb, draft: ClaimChanges & Pick<ClaimDraft, 'kind' | 'title'>): Claim {
  return edit(db, (touch) => {
    const now = new Date().toISOString();
    const claim = merge({ ...blank, kind: draft.kind, title: draft.title }, draft);
    const { lastInsertRowid } = db
      .prepare(
        `insert into claim (kind, title, detail, severity, status, impact, effort, risk, constraint_type, created_at, updated_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(...cellsOf(claim), now, now);
    const id = Number(lastInsertRowid);
    touch('claim', id, true);
    linkEvidence(db, id, claim.evidenceIds);
    return { result: readClaim(db, id), record: recordOf('created', id, claim) };
  });
}

/** Throws `claim.unknown` or `evidence.unknown`. */
export function updateClaim(db: AuditDb, id: number, changes: ClaimChanges): Claim {
  const before = readClaim(db, id);
  return edit(db, (touch) => {
    touch('claim', id);
    const claim = merge(before, changes);
    db.prepare(
      `update claim set kind = ?, title = ?, detail = ?, severity = ?, status = ?, impact = ?, effort = ?, risk = ?,
         constraint_type = ?, updated_at = ? where id = ?`,
    ).run(...cellsOf(claim), new Date().toISOString(), id);
    if (changes.evidenceIds) linkEvidence(db, id, claim.evidenceIds);
    return { result: readClaim(db, id), record: recordOf('changed', id, claim) };
  });
}

/** Throws `claim.unknown`. */
export function removeClaim(db: AuditDb, id: number): void {
  const claim = readClaim(db, id);
  edit(db, (touch: Touch) => {
    touch('claim', id);
    db.prepare('delete from claim where id = ?').run(id);
    return { result: undefined, record: recordOf('removed', id, claim) };
  });
}

function merge(draft: ClaimDraft, changes: ClaimChanges): ClaimDraft {
  const set = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...draft, ...(Object.fromEntries(set) as Partial<ClaimDraft>) };
}

const cellsOf = (claim: ClaimDraft): (string | null)[] => [
  claim.kind,
  claim.title,
  claim.detail,
  claim.severity,
  claim.status,
  claim.impact,
  claim.effort,
  claim.risk,
  claim.constraintType,
];

function linkEvidence(db: AuditDb, claimId: number, evidenceIds: readonly number[]): void {
  db.prepare('delete from claim_evidence where claim_id = ?').run(claimId);
  const known = db.prepare('select 1 from evidence where id = ?').pluck();
  const link = db.prepare('insert into claim_evidence (claim_id, evidence_id, position) values (?, ?, ?)');
  for (const [position, evidenceId] of [...new Set(evidenceIds)].entries()) {
    if (known.get(evidenceId) === undefined) {
      throw new AssayError({ code: 'evidence.unknown', message: `The audit has no evidence ${evidenceId}.` });
    }
    link.run(claimId, evidenceId, position);
  }
}

function recordOf(verb: 'created' | 'changed' | 'removed', id: number, claim: ClaimDraft): EditRecord {
  const { kind, title, detail, severity, status, impact, effort, risk, constraintType, evidenceIds } = claim;
  const content: Json =
    verb === 'removed'
      ? { id, kind, title }
      : { id, kind, title, detail, severity, status, impact, effort, risk, constraintType, evidenceIds };
  return {
    label: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} “${title}”`,
    topics: ['findings', 'method', 'journal'],
    journal: { action: `claim.${verb}`, summary: `The ${kind} “${title}” was ${verb}.`, detail: content },
  };
}
