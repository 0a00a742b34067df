// The state of the method in one audit: its content read once, then judged by the playbook's pure rules.
import type { Output } from '../../../shared/contract/index.ts';
import type { AuditFacts } from '../../../shared/playbook/facts.ts';
import { judgeMethod } from '../../../shared/playbook/verdicts.ts';
import type { AuditDb } from '../db/database.ts';
import { readClaims } from '../evidence/claims.ts';
import { readComputedFigures } from '../evidence/figures.ts';
import { readBaselines } from './baselines.ts';
import { readValues } from './fields.ts';

interface Override {
  code: string;
  reason: string;
  at: string;
}

/** Guard rails overridden, oldest first. */
export const readOverrides = (db: AuditDb): Override[] =>
  db.prepare('select code, reason, at from guard_rail_override order by id').all() as Override[];

/** What the playbook judges an audit by. */
export function readFacts(db: AuditDb): AuditFacts {
  const counts = db
    .prepare(
      `select value as kind, count(*) as count from source, json_each(source.kinds)
        where state = 'live' group by value`,
    )
    .all() as { kind: string; count: number }[];
  const minutes = db.prepare('select phase, minutes from time_spent').all() as {
    phase: number;
    minutes: number;
  }[];
  return {
    values: readValues(db),
    claims: readClaims(db),
    evidenceIds: new Set(db.prepare('select id from evidence').pluck().all() as number[]),
    evidenceFigures: readComputedFigures(db),
    baselines: readBaselines(db).map(({ name, from, to, series }) => ({
      name,
      fromMs: Date.parse(from),
      toMs: Date.parse(to),
      series,
    })),
    sourceCounts: Object.fromEntries(counts.map(({ kind, count }) => [kind, count])),
    overrides: readOverrides(db),
    minutes: new Map(minutes.map((row) => [row.phase, row.minutes])),
  };
}

/** The judgement of an audit, and the guard rails overridden in it. */
export function checkAudit(db: AuditDb): Output<'method.check'> {
  return { ...judgeMethod(readFacts(db)), overrides: readOverrides(db) };
}
