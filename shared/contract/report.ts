import { z } from 'zod';
import { job, query } from './define.ts';

export const reportMethods = {
  'report.preview': query({
    input: z.object({}),
    output: z.object({
      html: z.string(),
      /** What a reader will look for and not find, by section. */
      missing: z.array(z.object({ section: z.string(), message: z.string() })),
    }),
  }),
  'report.forms': query({
    input: z.object({}),
    output: z.object({
      /** What the report can be written as, in the order to offer them. */
      forms: z.array(z.object({ id: z.string(), title: z.string(), extension: z.string() })),
    }),
  }),
  'report.build': job({
    /** Formats are ids of `report.forms`; all of them where none is named. */
    input: z.object({ out: z.string(), formats: z.array(z.string()).min(1).optional() }),
    output: z.object({
      files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
    }),
    paths: ['out'],
  }),
};
