// Pinned evidence: the answer of an analysis with the digest it must give again on the same raw files.
import type { Evidence } from '../../../shared/contract/findings.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import { columnsOf } from '../../../shared/playbook/field-types.ts';
import { fieldsByKey } from '../../../shared/playbook/playbook.ts';
import { recordsOf } from '../../../shared/playbook/values.ts';
import { inputOf, type Answer } from '../analyses/execute.ts';
import { canonicalJson } from '../db/canonical.ts';
import { edit, type EditRecord } from '../db/history.ts';
import type { Json } from '../db/journal.ts';
import type { AuditDb } from '../db/database.ts';
import { readClaims } from './claims.ts';

interface Row {
  id: number;
  title: string;
  analysis: string;
  analysis_version: number;
  parameters: string;
  inputs: string;
  result: string;
  result_digest: string;
  uses: string;
  created_at: string;
}

const asEvidence = (row: Row): Evidence => ({
  id: row.id,
  title: row.title,
  analysis: row.analysis,
  analysisVersion: row.analysis_version,
  parameters: JSON.parse(row.parameters) as Evidence['parameters'],
  inputs: JSON.parse(row.inputs) as Evidence['inputs'],
  result: JSON.parse(row.result) as Evidence['result'],
  resultDigest: row.result_digest,
  uses: JSON.parse(row.uses) as Evidence['uses'],
  createdAt: row.created_at,
});

/** All pinned evidence, in order of its id. */
export function readEvidence(db: AuditDb): Evidence[] {
  const rows = db.prepare('select * from evidence order by id').all() as Row[];
  return rows.map(asEvidence);
}

/** Throws `evidence.unknown`. */
export function readOneEvidence(db: AuditDb, id: number): Evidence {
  const row = db.prepare('select * from evidence where id = ?').get(id) as Row | undefined;
  if (row) return asEvidence(row);
  throw new AssayError({ code: 'evidence.unknown', message: `The audit has no evidence ${id}.` });
}

/** Keeps an answer. Throws `source.unknown` where one of its sources has been set aside since. */
export function pinAnswer(db: AuditDb, answer: Answer, title: string): Evidence {
  for (const { sourceId } of answer.inputs) inputOf(db, sourceId);
  return edit(db, (touch) => {
    const { lastInsertRowid } = db
      .prepare(
        `insert into evidence (title, analysis, analysis_version, parameters, inputs, result, result_digest, uses, created_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        title,
        answer.id,
        answer.version,
        answer.parameters,
        canonicalJson(answer.inputs),
        answer.result,
        answer.resultDigest,
        canonicalJson(answer.uses),
        new Date().toISOString(),
      );
    const id = Number(lastInsertRowid);
    touch('evidence', id, true);
    const evidence = readOneEvidence(db, id);
    return { result: evidence, record: recordOf('pinned', evidence) };
  });
}

/** `values` are those of the method's fields. Throws `evidence.unknown`, or `evidence.in-use` while a claim or a field rests on it. */
export function removeEvidence(db: AuditDb, id: number, values: ReadonlyMap<string, Json>): void {
  const evidence = readOneEvidence(db, id);
  const users = [...claimsUsing(db, id), ...fieldsUsing(values, id)];
  if (users.length > 0) {
    throw new AssayError({
      code: 'evidence.in-use',
      message: `“${evidence.title}” cannot be removed: ${users.join(', ')} rests on it.`,
      hint: 'Take the evidence off there first.',
    });
  }
  edit(db, (touch) => {
    touch('evidence', id);
    db.prepare('delete from evidence where id = ?').run(id);
    return { result: undefined, record: recordOf('removed', evidence) };
  });
}

const claimsUsing = (db: AuditDb, id: number): string[] =>
  readClaims(db)
    .filter(({ evidenceIds }) => evidenceIds.includes(id))
    .map(({ kind, title }) => `the ${kind} “${title}”`);

function fieldsUsing(values: ReadonlyMap<string, Json>, id: number): string[] {
  return [...values].flatMap(([key, value]) => {
    const placed = fieldsByKey.get(key);
    if (!placed) return [];
    const evidenceColumns = columnsOf(placed.field)?.filter(({ type }) => type === 'evidence') ?? [];
    const uses = recordsOf(placed.field, value).some(({ row }) =>
      evidenceColumns.some((column) => {
        const cell = row[column.id];
        return Array.isArray(cell) && cell.includes(id);
      }),
    );
    return uses ? [`“${placed.field.label}” of phase ${placed.phase.id}`] : [];
  });
}

function recordOf(verb: 'pinned' | 'removed', evidence: Evidence): EditRecord {
  const { id, title, analysis, analysisVersion, parameters, resultDigest } = evidence;
  return {
    label: `Evidence “${title}”`,
    topics: ['evidence', 'journal'],
    journal: {
      action: `evidence.${verb}`,
      summary: `The evidence “${title}” was ${verb}.`,
      detail: { id, title, analysis, analysisVersion, parameters: parameters as Json, resultDigest },
    },
  };
}
