// Builds a bundle's report again from an audit that was put together from its raw files and documents, with the code
// that made it, and compares byte for byte. So every word and numeral of the report is held to the evidence.
import { createHash } from 'node:crypto';
import type { JournalEntry } from '../../../shared/contract/journal.ts';
import type { Verification } from '../../../shared/contract/bundle.ts';
import type { AuditDb, OpenAudit } from '../db/database.ts';
import { readBaselines, reasonAgainst } from '../method/baselines.ts';
import { signingActions } from '../report/context.ts';
import { reportFiles } from '../report/documents.ts';
import { reportVersion } from '../report/version.ts';
import { instructions } from './instructions.ts';
import { instructionsName, type Manifest } from './manifest.ts';

type Recomputed = NonNullable<Verification['recomputed']>;

/** What a report is told beside the content of its audit. */
export interface ReportSource {
  manifest: Manifest;
  /** The bundle's journal, which is whole. */
  journal: readonly JournalEntry[];
}

/** Gives the audit the particulars that the bundle names. */
export function restoreParticulars(db: AuditDb, { audit }: Manifest): void {
  const store = db.prepare('insert or replace into audit (key, value) values (?, ?)');
  for (const [key, value] of Object.entries(audit)) store.run(key, value);
}

/** Every frozen window, held to its digest and to the series of the raw files. */
export function compareBaselines(db: AuditDb): Recomputed['baselines'] {
  const baselines = readBaselines(db);
  const differing = baselines.flatMap((baseline) => {
    const reason = reasonAgainst(db, baseline);
    return reason === null ? [] : [{ name: baseline.name, reason }];
  });
  return { checked: baselines.length, differing };
}

/**
 * The report and `VERIFY.md`, built as they were when the bundle was signed. `othersRan` says that something the report
 * rests on was made by another version of the code, which may show in it.
 */
export function compareReport(
  audit: OpenAudit,
  { manifest, journal }: ReportSource,
  othersRan: boolean,
): Recomputed['report'] {
  const made = 'reportVersion' in manifest ? manifest.reportVersion : null;
  const versions = { made, ran: reportVersion, known: made === null || made <= reportVersion };
  if (made !== reportVersion) return { ...versions, state: 'other-version', differing: [] };
  const last = journal.findLast(({ action }) => !signingActions.includes(action));
  const origin = {
    version: manifest.tool.version,
    journal: { entries: last?.sequence ?? 0, head: last?.hash ?? '', at: last?.at ?? '' },
  };
  const built = [
    ...reportFiles(audit, undefined, origin).map(({ name, text }) => ({ name: `report/${name}`, text })),
    { name: instructionsName, text: instructions(manifest) },
  ];
  const listed = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const differing = built
    .filter(({ name, text }) => createHash('sha256').update(text).digest('hex') !== listed.get(name))
    .map(({ name }) => name);
  if (differing.length === 0) return { ...versions, state: 'same', differing };
  return { ...versions, state: othersRan ? 'other-version' : 'differing', differing };
}
