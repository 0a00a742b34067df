// What the sections of a report are written from: everything they read of the audit, read once.
import type { Words } from '../../../shared/analyses/declare.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import type { Evidence } from '../../../shared/contract/findings.ts';
import type { AuditInfo } from '../../../shared/contract/audit.ts';
import type { Baseline } from '../../../shared/contract/method.ts';
import type { Source } from '../../../shared/contract/sources.ts';
import type { Figure } from '../../../shared/domain/figure.ts';
import { formatTime } from '../../../shared/domain/format.ts';
import { fieldsByKey } from '../../../shared/playbook/playbook.ts';
import { printValue, type Names, type Printed } from '../../../shared/playbook/print.ts';
import { byPriority } from '../../../shared/playbook/priority.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type {
  AnalysisId,
  AnalysisInput,
  AnalysisParameters,
  AnalysisResult,
} from '../../../shared/analyses/index.ts';
import type { AnalysisRegistry } from '../analyses/analysis.ts';
import { execute, questionFor } from '../analyses/execute.ts';
import { analyses } from '../analyses/registry.ts';
import { readAuditInfo } from '../db/open.ts';
import type { AuditDb, OpenAudit } from '../db/database.ts';
import { readSetAside, readSources, type SetAside } from '../db/sources.ts';
import { readClaims } from '../evidence/claims.ts';
import { describeEvidence } from '../evidence/describe.ts';
import { readEvidence } from '../evidence/evidence.ts';
import { readBaselines } from '../method/baselines.ts';
import { checkAudit } from '../method/check.ts';
import { readValues } from '../method/fields.ts';
import type { MetricChart, Text } from './blocks.ts';
import { chartsOf } from './charts.ts';
import { citation } from './citation.ts';

const registry: AnalysisRegistry = analyses;

export interface PinnedFigure extends Evidence {
  analysisTitle: string;
  /** The result in words; null where this Assay does not know the analysis. */
  sentence: string | null;
  figure: Figure;
  /** Titles of the claims that rest on it. */
  usedBy: string[];
}

export interface ReportContext {
  info: AuditInfo;
  /** Who states and judges what the audit does not compute. */
  auditor: string;
  /** By falling priority. */
  claims: Claim[];
  evidence: PinnedFigure[];
  baselines: Baseline[];
  charts: MetricChart[];
  /** The one judgement of the audit. */
  check: Output<'method.check'>;
  sources: Source[];
  /** Files imported and later set aside. */
  removedSources: SetAside[];
  /** Up to the last entry that tells of more than a bundle or the clock: signing a report changes nothing in it. */
  journal: { entries: number; head: string; /** Of the last entry. */ at: string };
  /** A field as a reader sees it; empty for a key that names no field. */
  print(key: string): Printed;
  /** A field that is one line. */
  line(key: string): string;
  /** Text in which every citation of evidence that exists, such as [E12], leads to it. */
  cite(text: string): Text;
  /** Citations one after another; of evidence that was removed only the name is left. */
  cites(ids: readonly number[]): Text;
  /** What an analysis answers now, with its sentence; computed in place, so that it must be quick. */
  answer<Id extends AnalysisId>(
    id: Id,
    parameters: AnalysisInput<Id>,
  ): { result: AnalysisResult<Id>; sentence: string };
  /** An instant in the audit's zone, to the minute. */
  time(at: number | string): string;
}

export function reportContext(audit: OpenAudit, journal = journalOf(audit.db)): ReportContext {
  const { db } = audit;
  const info = readAuditInfo(audit);
  const values = readValues(db);
  const claims = readClaims(db);
  const evidence = readEvidence(db);
  const baselines = readBaselines(db);
  const names = namesIn(db, claims, evidence, info.timeZone);
  const cite = citer(evidence);
  const print: ReportContext['print'] = (key) => {
    const placed = fieldsByKey.get(key);
    return placed ? printValue(placed.field, values.get(key), names) : { kind: 'empty' };
  };
  return {
    info,
    auditor: info.auditor || 'the auditor',
    claims: claims.toSorted(byPriority),
    evidence: evidence.map((item) => ({
      ...item,
      analysisTitle: registry[item.analysis]?.declaration.title ?? item.analysis,
      ...describeEvidence(registry, item, info),
      usedBy: claims.filter(({ evidenceIds }) => evidenceIds.includes(item.id)).map(({ title }) => title),
    })),
    baselines,
    charts: chartsOf(db, { values, baselines }),
    check: checkAudit(db),
    sources: readSources(db),
    removedSources: readSetAside(db),
    journal,
    print,
    line: (key) => oneLine(print(key)),
    cite,
    cites: (ids) => ids.flatMap((id, index) => [...(index > 0 ? [' '] : []), ...cite(citation(id))]),
    answer: (id, parameters) => answerNow(db, id, parameters, info),
    time: (at) => formatTime(at, info.timeZone, 'minute'),
  };
}

function answerNow<Id extends AnalysisId>(
  db: AuditDb,
  id: Id,
  parameters: AnalysisInput<Id>,
  words: Words,
): { result: AnalysisResult<Id>; sentence: string } {
  const { analysis, parameters: parsed } = questionFor(registry, id, parameters);
  const result = JSON.parse(execute(db, registry, { id, parameters }).result) as AnalysisResult<Id>;
  return { result, sentence: analysis.declaration.sentence(result, parsed as AnalysisParameters<Id>, words) };
}

const oneLine = (printed: Printed): string =>
  printed.kind === 'text' ? printed.text : printed.kind === 'list' ? printed.items.join('; ') : '';

function citer(evidence: readonly Evidence[]): ReportContext['cite'] {
  const known = new Map(evidence.map(({ id }) => [citation(id), id]));
  return (text) =>
    text
      .split(/(\[E\d{1,9}\])/)
      .filter((part) => part !== '')
      .map((part) => {
        const cited = known.get(part);
        return cited === undefined ? part : { kind: 'cite', evidence: cited };
      });
}

function namesIn(
  db: AuditDb,
  claims: readonly Claim[],
  evidence: readonly Evidence[],
  timeZone: string,
): Names {
  const titles = new Map(claims.map(({ id, title }) => [id, title]));
  // Of a file that was set aside nothing is left but its name.
  const seriesName = db
    .prepare(
      "select name from series join source on source.id = source_id where series.id = ? and state = 'live'",
    )
    .pluck();
  const fileName = db.prepare('select file from source where id = ?').pluck();
  const pinned = new Set(evidence.map(({ id }) => id));
  return {
    claim: (id) => titles.get(id),
    evidence: (id) => (pinned.has(id) ? citation(id) : undefined),
    series: (id) => seriesName.get(id) as string | undefined,
    source: (id) => fileName.get(id) as string | undefined,
    time: (iso) => `${formatTime(iso, timeZone, 'minute')} ${timeZone}`,
  };
}

/** Entries that tell of a bundle or of the clock alone, of which a report says nothing. */
export const signingActions: readonly string[] = ['bundle.signed', 'bundle.abandoned', 'clock.set-back'];

export function journalOf(db: AuditDb): ReportContext['journal'] {
  const row = db
    .prepare(
      `select sequence as entries, hash as head, at from journal
        where action not in (${signingActions.map((action) => `'${action}'`).join()})
        order by sequence desc limit 1`,
    )
    .get() as ReportContext['journal'] | undefined;
  return row ?? { entries: 0, head: '', at: '' };
}
