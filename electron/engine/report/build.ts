// Builds the report of an audit as it is now. Deterministic.
import type { OpenAudit } from '../db/database.ts';
import { version } from '../version.ts';
import { reportFormat, type Missing, type Report } from './blocks.ts';
import { reportContext } from './context.ts';
import { sections } from './sections/registry.ts';

export function buildReport(audit: OpenAudit): Report {
  const context = reportContext(audit);
  const { info, journal } = context;
  const missing: Missing[] = [];
  const built = sections.map((section): Report['sections'][number] => {
    const content = section.build(context, missing);
    missing.push(...content.missing);
    return { id: section.id, title: section.title, front: section.front ?? false, blocks: content.blocks };
  });
  return {
    format: reportFormat,
    tool: { name: 'Assay', version },
    audit: { id: info.auditId, title: info.name, timeZone: info.timeZone },
    asOf: journal.at,
    sections: built,
    missing,
  };
}
