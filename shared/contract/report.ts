import { z } from 'zod';
import { job, query } from './define.ts';

/** SHA-256 of the report as data: of `report.json` as it is built and as it stands in a bundle. */
export const reportDigest = z.string().regex(/^[0-9a-f]{64}$/);

export const reportMethods = {
  /** The report as it is now. With the digest of one that was shown before, it is told what changed since. */
  'report.preview': query({
    input: z.object({ since: reportDigest.optional() }),
    output: z.object({
      html: z.string(),
      digest: reportDigest,
      /** Sections that differ; empty where nothing does, and where the earlier report is not known any more. */
      changed: z.array(z.object({ section: z.string(), title: z.string(), blocks: z.number().int() })),
      /** What a reader will look for and not find, by section. */
      missing: z.array(z.object({ section: z.string(), message: z.string() })),
    }),
  }),
  /**
   * The page of a report that was shown, for its frame; `since` marks the blocks that differ from that one. Throws
   * `report.changed` where the report of this digest is neither remembered nor that of the audit as it is now.
   */
  'report.page': query({
    input: z.object({ digest: reportDigest, since: reportDigest.optional() }),
    output: z.object({ html: z.string() }),
  }),
  'report.forms': query({
    input: z.object({}),
    output: z.object({
      /** What the report can be written as, in the order to offer them. */
      forms: z.array(z.object({ id: z.string(), title: z.string(), extension: z.string() })),
    }),
  }),
  'report.build': job({
    /**
     * Formats are ids of `report.forms`; all of them where none is named. With `replace` an earlier report in the
     * folder may be replaced; files that are no report of Assay's never are.
     */
    input: z.object({
      out: z.string(),
      formats: z.array(z.string()).min(1).optional(),
      replace: z.boolean().optional(),
    }),
    output: z.object({
      files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
    }),
    paths: { out: 'write' },
  }),
};
