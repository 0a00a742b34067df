// Pinned evidence: the result of an analysis with the digest it must give again on the same raw files.
import { createHash } from 'node:crypto';
import type { Evidence, Recomputation } from '../../../shared/contract/findings.ts';
import { AssayError, toErrorData } from '../../../shared/domain/errors.ts';
import { columnsOf } from '../../../shared/playbook/field-types.ts';
import { fieldsByKey } from '../../../shared/playbook/playbook.ts';
import { recordsOf } from '../../../shared/playbook/values.ts';
import type { Analysis } from '../analyses/analysis.ts';
import { analyses } from '../analyses/registry.ts';
import { canonicalJson } from './canonical.ts';
import { readClaims } from './claims.ts';
import { readValues } from './fields.ts';
import { edit, type EditRecord } from './history.ts';
import type { Json } from './journal.ts';
import type { AuditDb } from './database.ts';

interface Row {
  id: number;
  title: string;
  analysis: string;
  analysis_version: number;
  parameters: string;
  inputs: string;
  result: string;
  result_digest: string;
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
  createdAt: row.created_at,
});

export const digestOf = (canonical: string): string => createHash('sha256').update(canonical).digest('hex');

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

interface Computed {
  analysis: Analysis;
  parameters: string;
  inputs: Evidence['inputs'];
  result: string;
}

/** Runs one analysis. Throws `analysis.unknown`, `analysis.parameters-invalid`, or what the analysis throws. */
export function compute(
  db: AuditDb,
  analysisId: string,
  parameters: unknown,
  registry: readonly Analysis[] = analyses,
): Computed {
  const analysis = registry.find(({ id }) => id === analysisId);
  if (!analysis) {
    throw new AssayError({
      code: 'analysis.unknown',
      message: `There is no analysis “${analysisId}”.`,
      hint: 'It may come from a newer Assay.',
    });
  }
  const parsed = analysis.parameters.safeParse(parameters);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AssayError({
      code: 'analysis.parameters-invalid',
      message: `${analysis.title}: ${issue?.path.join('.') || 'parameters'}: ${issue?.message ?? 'not valid'}`,
    });
  }
  return {
    analysis,
    parameters: canonicalJson(parsed.data),
    inputs: analysis.inputs(db, parsed.data).map((id) => inputOf(db, id)),
    result: canonicalJson(analysis.run(db, parsed.data)),
  };
}

function inputOf(db: AuditDb, sourceId: number): Evidence['inputs'][number] {
  const row = db.prepare("select file, sha256 from source where id = ? and state = 'live'").get(sourceId) as
    | { file: string; sha256: string }
    | undefined;
  if (row) return { sourceId, ...row };
  throw new AssayError({ code: 'source.unknown', message: `Source ${sourceId} is not in use.` });
}

/** Runs an analysis and keeps its result. Throws as `compute` does. */
export function pinEvidence(
  db: AuditDb,
  pin: { title: string; analysis: string; parameters: unknown },
  registry: readonly Analysis[] = analyses,
): Evidence {
  const { analysis, parameters, inputs, result } = compute(db, pin.analysis, pin.parameters, registry);
  return edit(db, (touch) => {
    const { lastInsertRowid } = db
      .prepare(
        `insert into evidence (title, analysis, analysis_version, parameters, inputs, result, result_digest, created_at)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        pin.title,
        analysis.id,
        analysis.version,
        parameters,
        canonicalJson(inputs),
        result,
        digestOf(result),
        new Date().toISOString(),
      );
    const id = Number(lastInsertRowid);
    touch('evidence', id, true);
    const evidence = readOneEvidence(db, id);
    return { result: evidence, record: recordOf('pinned', evidence) };
  });
}

/** Throws `evidence.unknown`, or `evidence.in-use` while a claim or a field rests on it. */
export function removeEvidence(db: AuditDb, id: number): void {
  const evidence = readOneEvidence(db, id);
  const users = [...claimsUsing(db, id), ...fieldsUsing(db, id)];
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

function fieldsUsing(db: AuditDb, id: number): string[] {
  return [...readValues(db)].flatMap(([key, value]) => {
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

/** Computes pinned evidence again and compares inputs and result; all of it, or the ids asked for. */
export function recomputeEvidence(
  db: AuditDb,
  ids?: readonly number[],
  registry: readonly Analysis[] = analyses,
): Recomputation {
  const wanted = readEvidence(db).filter(({ id }) => ids === undefined || ids.includes(id));
  const recomputation: Recomputation = { claims: wanted.length, matched: 0, differing: [], otherVersion: [] };
  for (const evidence of wanted) {
    const { id, title, analysisVersion } = evidence;
    const outcome = computeAgain(db, evidence, registry);
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

function computeAgain(db: AuditDb, evidence: Evidence, registry: readonly Analysis[]): Outcome {
  let again: Computed;
  try {
    again = compute(db, evidence.analysis, evidence.parameters, registry);
  } catch (error) {
    return differing(toErrorData(error).message);
  }
  if (hashesOf(again.inputs) !== hashesOf(evidence.inputs))
    return differing('It rests on other raw files now.');
  const stored = digestOf(canonicalJson(evidence.result));
  if (stored !== evidence.resultDigest) return differing('The stored result does not match its own digest.');
  const equal = digestOf(again.result) === evidence.resultDigest;
  const { version, earlierVersions } = again.analysis;
  if (version !== evidence.analysisVersion) {
    const known = earlierVersions?.includes(evidence.analysisVersion) ?? false;
    return { state: 'other-version', ran: version, equal, known };
  }
  return equal ? { state: 'matched' } : differing('The result is another one now.');
}

/** Ids differ between an audit and its rebuilt copy; the hashes of the raw files do not. */
const hashesOf = (inputs: Evidence['inputs']): string =>
  inputs
    .map(({ sha256 }) => sha256)
    .sort()
    .join();

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
