import { z } from 'zod';
import { command, job, query } from './define.ts';

/** An import that a killed process or a power cut ended: the file's name, and when it began. */
export const interruptedImport = z.object({
  file: z.string(),
  at: z.iso.datetime(),
  /** Members of an archive or folder that were in the audit by then. */
  kept: z.number().int().default(0),
});
export type InterruptedImport = z.infer<typeof interruptedImport>;

/** What closing an audit could not do; the audit is closed all the same, and `hint` says how it becomes one file. */
export const closingNotice = z.object({
  code: z.string(),
  message: z.string(),
  file: z.string(),
  hint: z.string(),
});
export type ClosingNotice = z.infer<typeof closingNotice>;

export const auditInfo = z.object({
  auditId: z.string(),
  path: z.string(),
  /** The file's own format: older than this build's when it is read without being changed. */
  schemaVersion: z.number().int(),
  /** Set for the opening that brought the file up to date: its format before, and the copy that was kept. */
  migrated: z.object({ from: z.number().int(), backup: z.string() }).nullable(),
  name: z.string(),
  client: z.string(),
  auditor: z.string(),
  /** IANA zone in which times are shown. */
  timeZone: z.string(),
  createdAt: z.iso.datetime(),
  readOnly: z.boolean(),
  /** Who holds the audit for writing, when it could only be opened for reading. */
  lockedBy: z.string().nullable(),
  /** Found when the audit was opened. Opened for writing, it is told of this once. */
  interruptedImport: interruptedImport.nullable(),
});
export type AuditInfo = z.infer<typeof auditInfo>;

/** Something stored that is not what was written, or not there any more. */
export const damage = z.object({
  /** Null where SQLite names none. */
  table: z.string().nullable(),
  /** Its key, such as `3`, where rows are checked one by one. */
  row: z.string().nullable(),
  /** Whose rows they are, where all rows of a source are checked as one. */
  sourceId: z.number().int().nullable(),
  problem: z.string(),
});
export type Damage = z.infer<typeof damage>;

export const auditMethods = {
  'audit.create': command({
    input: z.object({
      path: z.string().min(1),
      name: z.string().min(1),
      client: z.string().optional(),
      auditor: z.string().optional(),
    }),
    output: auditInfo,
    paths: { path: 'write' },
  }),
  /** `write: 'required'` fails with `audit.locked` where `'preferred'` falls back to reading. */
  'audit.open': command({
    input: z.object({
      path: z.string().min(1),
      write: z.enum(['required', 'preferred', 'never']).optional(),
    }),
    output: auditInfo,
    paths: { path: 'open' },
  }),
  'audit.close': command({ input: z.object({}), output: z.object({}) }),
  /** Reads all of the audit and holds it against its checksums. */
  'audit.checkIntegrity': job({
    input: z.object({}),
    output: z.object({
      ok: z.boolean(),
      /** False for a file of a format before 12, of which only pages and journal can be checked. */
      hasChecksums: z.boolean(),
      /** Rows held against their checksums. */
      rows: z.number().int(),
      /** The first thousand. */
      damage: z.array(damage),
      damageCount: z.number().int(),
    }),
  }),
  'audit.current': query({ input: z.object({}), output: auditInfo.nullable() }),
  'audit.update': command({
    input: z.object({
      name: z.string().min(1).optional(),
      client: z.string().optional(),
      auditor: z.string().optional(),
      timeZone: z.string().optional(),
    }),
    output: auditInfo,
  }),
};
