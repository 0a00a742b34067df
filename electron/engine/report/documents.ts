import { canonicalJson } from '../db/canonical.ts';
import { readAuditInfo, type OpenAudit } from '../db/open.ts';

export interface ReportDocuments {
  html: string;
  json: string;
}

export function reportDocuments(audit: OpenAudit): ReportDocuments {
  const { name, client, auditor } = readAuditInfo(audit);
  return { html: name, json: canonicalJson({ name, client, auditor }) };
}
