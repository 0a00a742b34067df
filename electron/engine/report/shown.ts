// The reports that were shown of an audit, so that what is signed is what somebody saw: by the SHA-256 of the report as
// data, which is that of `report/report.json` in a bundle.
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { canonicalJson, digestOf } from '../db/canonical.ts';
import type { OpenAudit } from '../db/database.ts';
import type { Block, Report } from './blocks.ts';
import { buildReport } from './build.ts';
import { json } from './forms/json.ts';

export type ReportChange = Output<'report.preview'>['changed'][number];

export interface ShownReport {
  report: Report;
  digest: string;
}

/** Of each open audit the last few, oldest first: enough for a screen, a signature and what changed in between. */
const keptReports = 4;
const shownOf = new WeakMap<OpenAudit, Map<string, Report>>();

export const digestOfReport = (report: Report): string => digestOf(json.print(report));

/** The report as it is now, remembered as shown. */
export function showReport(audit: OpenAudit): ShownReport {
  const report = buildReport(audit);
  const digest = digestOfReport(report);
  const shown = shownOf.get(audit) ?? new Map<string, Report>();
  shownOf.set(audit, shown);
  shown.delete(digest);
  shown.set(digest, report);
  for (const older of [...shown.keys()].slice(0, -keptReports)) shown.delete(older);
  return { report, digest };
}

/** The report that was shown under a digest; undefined for one that was not, or long ago. */
export const shownReport = (audit: OpenAudit, digest: string): Report | undefined =>
  shownOf.get(audit)?.get(digest);

/** The blocks of a report that stand in no like section of an earlier one. */
export function changedBlocks(before: Report, after: Report): ReadonlySet<Block> {
  return new Set(
    after.sections.flatMap(({ id, blocks }) => {
      const known = new Set(blocksOf(before, id).map(canonicalJson));
      return blocks.filter((block) => !known.has(canonicalJson(block)));
    }),
  );
}

/** The sections that differ between two reports, in the later one's order, with how many blocks came, went or differ. */
export const changesBetween = (before: Report, after: Report): ReportChange[] =>
  after.sections.flatMap(({ id, title, blocks }) => {
    const [earlier, later] = [blocksOf(before, id), blocks].map((all) => all.map(canonicalJson));
    const came = later?.filter((block) => earlier?.includes(block) !== true).length ?? 0;
    const went = earlier?.filter((block) => later?.includes(block) !== true).length ?? 0;
    return came + went === 0 ? [] : [{ section: id, title, blocks: Math.max(came, went) }];
  });

const blocksOf = ({ sections }: Report, id: string): readonly Block[] =>
  sections.find((section) => section.id === id)?.blocks ?? [];

/** Throws `report.changed`, with the sections that differ, unless this is the report of that digest. */
export function requireShown(audit: OpenAudit, { report, digest }: ShownReport, expected: string): void {
  if (digest === expected) return;
  const before = shownReport(audit, expected);
  const titles = before ? changesBetween(before, report).map(({ title }) => title) : [];
  throw new AssayError({
    code: 'report.changed',
    message: `The audit has changed since its report was shown${titles.length === 0 ? '' : `: ${titles.join(', ')}`}. Nothing was signed.`,
    file: audit.path,
    hint: 'Look at the report as it is now, and sign that.',
  });
}
