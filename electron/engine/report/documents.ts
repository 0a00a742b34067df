import { canonicalJson } from '../db/canonical.ts';
import type { OpenAudit } from '../db/database.ts';
import { buildReport } from './build.ts';
import type { ReportModel } from './model.ts';
import { renderReport } from './page.ts';

export interface ReportDocuments {
  model: ReportModel;
  /** One self-contained page. */
  html: string;
  /** The model in canonical form. */
  json: string;
}

/** The report of the audit as it is now, in every form. Deterministic. */
export function reportDocuments(audit: OpenAudit): ReportDocuments {
  const model = buildReport(audit);
  return { model, html: renderReport(model), json: `${canonicalJson(model)}\n` };
}
