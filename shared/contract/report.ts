import { z } from 'zod';
import { job, query } from './define.ts';

export const reportFormats = ['html', 'json'] as const;

export const reportMethods = {
  'report.preview': query({
    input: z.object({}),
    output: z.object({
      html: z.string(),
      /** What a reader will look for and not find, by section. */
      missing: z.array(z.object({ section: z.string(), message: z.string() })),
    }),
  }),
  'report.build': job({
    input: z.object({ out: z.string(), formats: z.array(z.enum(reportFormats)).min(1) }),
    output: z.object({
      files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
    }),
    paths: ['out'],
  }),
};
