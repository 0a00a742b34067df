// Builds the report's model from an audit.
import type { Claim } from '../../../shared/domain/claim.ts';
import type { ComparedMetric, CriterionVerdict } from '../../../shared/playbook/verdict-shapes.ts';
import { thinSpace, formatNumber, formatTime, noValue } from '../../../shared/domain/format.ts';
import { comparisons, statistics, verdicts } from '../../../shared/playbook/field-types.ts';
import { guardRails } from '../../../shared/playbook/guard-rails.ts';
import { byPriority, priorities, priorityOf } from '../../../shared/playbook/priority.ts';
import { printValue, type Names, type Printed } from '../../../shared/playbook/print.ts';
import { fieldKey, fieldsByKey, notesKey, phases } from '../../../shared/playbook/playbook.ts';
import { analyses } from '../analyses/registry.ts';
import { readBaselines } from '../db/baselines.ts';
import { checkAudit } from '../db/check.ts';
import { readClaims } from '../db/claims.ts';
import { readEvidence } from '../db/evidence.ts';
import { readValues } from '../db/fields.ts';
import { readAuditInfo } from '../db/open.ts';
import type { AuditDb, OpenAudit } from '../db/database.ts';
import { readSources } from '../db/sources.ts';
import { version } from '../version.ts';
import { chartsOf } from './charts.ts';
import { citation } from './citation.ts';
import { figureOf } from './figures.ts';
import {
  reportFormat,
  type ComparisonRow,
  type Criterion,
  type EvidenceSection,
  type PhaseSection,
  type ReportClaim,
  type ReportModel,
} from './model.ts';

export function buildReport(audit: OpenAudit): ReportModel {
  const { db } = audit;
  const info = readAuditInfo(audit);
  const values = readValues(db);
  const claims = readClaims(db);
  const evidence = readEvidence(db);
  const check = checkAudit(db);
  const baselines = readBaselines(db);
  const sources = readSources(db);
  const names = namesIn(db, claims, info.timeZone);
  const print = (key: string): Printed => {
    const placed = fieldsByKey.get(key);
    return placed ? printValue(placed.field, values.get(key), names) : { kind: 'empty' };
  };
  const model: Omit<ReportModel, 'missing'> = {
    format: reportFormat,
    tool: { name: 'Assay', version },
    cover: {
      title: info.name,
      client: info.client,
      auditor: info.auditor,
      auditId: info.auditId,
      timeZone: info.timeZone,
      period: asText(print('1.scope.period')),
      traffic: asText(print('1.scope.traffic')),
      asOf: lastJournalTime(db),
    },
    answer: { ...check.answer, verdict: asText(print('7.comparison.verdict')) },
    criteria: check.criteria.map(printCriterion),
    comparison: check.comparison.map(printRow),
    baselines,
    charts: chartsOf(db, { values, baselines }),
    claims: claims.toSorted(byPriority).map(describeClaim),
    phases: phases.map((phase): PhaseSection => {
      const status = check.phases.find(({ id }) => id === phase.id);
      return {
        id: phase.id,
        title: phase.title,
        question: phase.question,
        state: status?.state ?? 'not-started',
        hoursSpent: Math.round((status?.minutesSpent ?? 0) / 6) / 10,
        steps: phase.steps
          .map((step) => ({
            title: step.title,
            fields: step.fields
              .map((field) => {
                const key = fieldKey(phase, step, field);
                return { key, label: field.label, value: printValue(field, values.get(key), names) };
              })
              .filter(({ value }) => value.kind !== 'empty'),
          }))
          .filter(({ fields }) => fields.length > 0),
        notes: asText(print(notesKey(phase))),
        missing: status?.missing ?? [],
      };
    }),
    guardRails: guardRails.map(({ code, title, remedy }) => {
      const judged = check.guardRails.find((rail) => rail.code === code);
      return {
        code,
        title,
        remedy,
        state: judged?.state ?? 'not-applicable',
        message: judged?.message ?? '',
      };
    }),
    overrides: check.overrides.map(({ code, reason, at }) => ({
      title: guardRails.find((rail) => rail.code === code)?.title ?? code,
      reason,
      at,
    })),
    deliverables: check.deliverables.map(({ title, done, missing }) => ({ title, done, missing })),
    evidence: evidence.map((item): EvidenceSection => {
      const { id, title, analysis, analysisVersion, parameters, inputs, resultDigest, createdAt } = item;
      return {
        id,
        title,
        analysis,
        analysisTitle: analyses.find((known) => known.id === analysis)?.title ?? analysis,
        analysisVersion,
        parameters,
        inputs,
        resultDigest,
        pinnedAt: createdAt,
        figure: figureOf(item),
        usedBy: claims.filter(({ evidenceIds }) => evidenceIds.includes(id)).map((claim) => claim.title),
      };
    }),
    sources: sources.map((source) => ({
      id: source.id,
      file: source.file,
      format: source.format,
      kind: source.kind,
      bytes: source.bytes,
      rows: source.rows,
      rejectedCount: source.rejectedCount,
      warnings: source.warnings.map(({ message }) => message),
      sha256: source.sha256,
      importedAt: source.importedAt,
    })),
    removedSources: db
      .prepare("select id, file, sha256 from source where state = 'removed' order by id")
      .all() as ReportModel['removedSources'],
    journal: journalOf(db),
  };
  return { ...model, missing: missingIn(model) };
}

function namesIn(db: AuditDb, claims: readonly Claim[], timeZone: string): Names {
  const titles = new Map(claims.map(({ id, title }) => [id, title]));
  const seriesName = db.prepare('select name from series where id = ?').pluck();
  const fileName = db.prepare('select file from source where id = ?').pluck();
  const evidence = new Set(db.prepare('select id from evidence').pluck().all() as number[]);
  return {
    claim: (id) => titles.get(id),
    evidence: (id) => (evidence.has(id) ? citation(id) : undefined),
    series: (id) => seriesName.get(id) as string | undefined,
    source: (id) => fileName.get(id) as string | undefined,
    time: (iso) => `${formatTime(iso, timeZone, 'minute')} ${timeZone}`,
  };
}

const asText = (printed: Printed): string =>
  printed.kind === 'text' ? printed.text : printed.kind === 'list' ? printed.items.join('; ') : '';

const labelOf = (options: readonly { id: string; label: string }[], id: string | null): string =>
  options.find((option) => option.id === id)?.label ?? '';

const withUnit = (value: number | null, unit: string): string =>
  value === null ? noValue : unit === '' ? formatNumber(value) : `${formatNumber(value)}${thinSpace}${unit}`;

const printRow = ({ statistic, evidenceIds, ...row }: ComparedMetric): ComparisonRow => ({
  ...row,
  statistic: labelOf(statistics, statistic),
  evidence: evidenceIds,
});

const isMet: Readonly<Record<CriterionVerdict['verdict'], Criterion['met']>> = {
  met: true,
  missed: false,
  unmeasured: null,
};

function printCriterion(criterion: CriterionVerdict): Criterion {
  const { metric, statistic, comparison, threshold, unit, before, after, verdict, evidenceIds } = criterion;
  return {
    text: `${metric}, ${labelOf(statistics, statistic)}, ${labelOf(comparisons, comparison)} ${withUnit(threshold, unit)}`,
    today: withUnit(before, unit),
    measured: withUnit(after, unit),
    evidence: evidenceIds,
    met: isMet[verdict],
  };
}

function describeClaim(claim: Claim): ReportClaim {
  const { id, kind, title, detail, severity, status, impact, effort, risk, evidenceIds } = claim;
  const priority = kind === 'constraint' || kind === 'recommendation' ? priorityOf(claim) : null;
  return {
    id,
    kind,
    title,
    detail,
    severity,
    status,
    rating: { impact, effort, risk },
    priority,
    priorityLabel: priority === null ? '' : priorities[priority].label,
    evidence: evidenceIds,
  };
}

const lastJournalTime = (db: AuditDb): string =>
  (db.prepare('select at from journal order by sequence desc limit 1').pluck().get() as string | undefined) ??
  '';

function journalOf(db: AuditDb): ReportModel['journal'] {
  const row = db.prepare('select sequence, hash from journal order by sequence desc limit 1').get() as
    | { sequence: number; hash: string }
    | undefined;
  return { entries: row?.sequence ?? 0, head: row?.hash ?? '' };
}

/** How a hypothesis without a verdict is printed. */
const openVerdict = verdicts[0]?.label ?? '';

function missingIn(model: Omit<ReportModel, 'missing'>): ReportModel['missing'] {
  const missing: ReportModel['missing'] = [];
  const unless = (present: boolean, section: string, message: string): void => {
    if (!present) missing.push({ section, message });
  };
  const ofKind = (kind: ReportClaim['kind']): ReportClaim[] =>
    model.claims.filter((claim) => claim.kind === kind);
  unless(model.sources.length > 0, 'Evidence', 'No evidence was imported.');
  unless(
    model.answer.limitsNow.state === 'named',
    'Answer',
    model.answer.limitedBefore === null
      ? 'The dominant constraint is not named (phase 4, priorities).'
      : 'The constraint that limits after the change is not named (phase 4, priorities).',
  );
  unless(
    model.answer.nextDecision.from !== 'none',
    'Answer',
    'What should be decided next is not written down.',
  );
  unless(model.cover.period !== '', 'Scope', 'The period analysed is not written down (phase 1, scope).');
  unless(model.criteria.length > 0, 'Success criteria', 'No success criteria were set.');
  const unmeasured = model.criteria.filter(({ met }) => met === null).length;
  unless(
    unmeasured === 0,
    'Success criteria',
    `${unmeasured} of ${model.criteria.length} criteria have no measurement.`,
  );
  unless(model.baselines.length > 0, 'Baseline', 'No baseline was frozen.');
  unless(model.comparison.length > 0, 'Before and after', 'Nothing was compared before and after.');
  unless(ofKind('finding').length > 0, 'Findings', 'No finding was written.');
  for (const claim of model.claims) {
    unless(
      claim.evidence.length > 0 || claim.status === 'rejected',
      'Claims',
      `The ${claim.kind} “${claim.title}” rests on no evidence.`,
    );
  }
  const hypotheses = model.phases
    .flatMap(({ steps }) => steps.flatMap(({ fields }) => fields))
    .find(({ key }) => key === '5.hypotheses.list');
  const rows = hypotheses?.value.kind === 'table' ? hypotheses.value.rows : [];
  unless(rows.length + ofKind('hypothesis').length > 0, 'Hypotheses', 'No hypothesis was tested.');
  unless(
    !rows.some((row) => row.includes(openVerdict)),
    'Hypotheses',
    'A hypothesis is still without a verdict.',
  );
  for (const { title, state, message } of model.guardRails) {
    unless(state !== 'violated', 'Guard rails', `${title}: ${message}`);
  }
  for (const { title, done, missing: lacking } of model.deliverables) {
    unless(done, 'Deliverables', `${title}: ${lacking.join('; ')}.`);
  }
  return missing;
}
