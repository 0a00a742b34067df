import type { OpenAudit } from '../db/database.ts';
import type { Report } from './blocks.ts';
import { buildReport, originNow } from './build.ts';
import type { Form } from './forms/form.ts';
import { formOf, forms } from './forms/registry.ts';

/** A form of the report as a file. */
export interface ReportFile {
  /** `report.html` */
  name: string;
  form: Form;
  text: string;
}

/**
 * The report of the audit, as it is now where no other origin is given, in each of the named forms, or in all of them.
 * Deterministic. Throws `usage.unknown-report-format` before anything is read.
 */
export function reportFiles(
  audit: OpenAudit,
  formats: readonly string[] = forms.map(({ id }) => id),
  origin = originNow(audit),
): ReportFile[] {
  const chosen = [...new Set(formats)].map(formOf);
  return printFiles(buildReport(audit, origin), chosen);
}

/** A report that is built, in each of the forms. */
export const printFiles = (report: Report, chosen: readonly Form[] = forms): ReportFile[] =>
  chosen.map((form) => ({ name: `report.${form.extension}`, form, text: form.print(report) }));
