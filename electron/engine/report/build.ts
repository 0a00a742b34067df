// Builds the report of an audit. Deterministic: the same audit and the same origin give the same report.
import type { OpenAudit } from '../db/database.ts';
import { version } from '../version.ts';
import { reportFormat, type Missing, type Report } from './blocks.ts';
import { journalOf, reportContext, type ReportContext } from './context.ts';
import { sections } from './sections/registry.ts';
import { countFigures } from './standings.ts';

/** What a report tells of its own making, which a bundle's audit that is built again has not itself. */
export interface ReportOrigin {
  /** Of the Assay that makes it. */
  version: string;
  /** The audit's journal as it stands. */
  journal: ReportContext['journal'];
}

export const originNow = ({ db }: OpenAudit): ReportOrigin => ({ version, journal: journalOf(db) });

export function buildReport(audit: OpenAudit, origin = originNow(audit)): Report {
  const context = reportContext(audit, origin.journal);
  const { info } = context;
  const missing: Missing[] = [];
  const built = sections.map((section): Report['sections'][number] => {
    const content = section.build(context, missing);
    missing.push(...content.missing);
    return { id: section.id, title: section.title, front: section.front ?? false, blocks: content.blocks };
  });
  return {
    format: reportFormat,
    tool: { name: 'Assay', version: origin.version },
    audit: { id: info.auditId, title: info.name, timeZone: info.timeZone },
    asOf: origin.journal.at,
    sections: built,
    missing,
    figures: countFigures({ sections: built }),
  };
}
