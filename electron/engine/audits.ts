// Audit files of this build's format.
import { auditFiles } from './db/open.ts';
import { schema } from './schema.ts';

export const { createAudit, openAudit } = auditFiles(schema);
