import { z } from 'zod';
import { command, job, query } from './define.ts';
import { errorData } from './errors.ts';
import { evidenceKinds } from './kinds.ts';

export const rejectedLine = z.object({
  line: z.number().int(),
  offset: z.number().int(),
  reason: z.string(),
});
export const warning = z.object({ code: z.string(), message: z.string() });

export const source = z.object({
  id: z.number().int(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  /** What it is listed under: the first of `kinds`. */
  kind: z.enum(evidenceKinds),
  /** Every kind of evidence the file held, in the order in which they first came. */
  kinds: z.array(z.enum(evidenceKinds)),
  format: z.string(),
  confidence: z.number(),
  rows: z.number().int(),
  /** The first thousand; `rejectedCount` counts them all. */
  rejected: z.array(rejectedLine),
  rejectedCount: z.number().int(),
  warnings: z.array(warning),
  durationMs: z.number(),
  importedAt: z.iso.datetime(),
  importerVersion: z.number().int(),
  options: z.record(z.string(), z.string()),
  /** The id of the source that already holds the same bytes; nothing was imported. */
  duplicateOf: z.number().int().optional(),
});
export type Source = z.infer<typeof source>;

export const candidate = z.object({
  format: z.string(),
  /** The first of `kinds`. */
  kind: z.enum(evidenceKinds),
  kinds: z.array(z.enum(evidenceKinds)),
  score: z.number(),
});

/** What an import of a file would do: read it so, ask, or refuse it. */
export const formatChoice = z.discriminatedUnion('state', [
  z.object({ state: z.literal('one'), format: z.string() }),
  /** These formats share the best score, so that the user must say which it is. */
  z.object({ state: z.literal('tied'), formats: z.array(z.string()).min(2) }),
  z.object({ state: z.literal('none'), error: errorData }),
]);
export type FormatChoice = z.infer<typeof formatChoice>;

export const sourceMethods = {
  /** A file that cannot be read is an answer too: `none`, with the error. */
  'source.detect': query({
    input: z.object({ path: z.string() }),
    output: z.object({
      file: z.string(),
      /** Surest first. */
      candidates: z.array(candidate),
      choice: formatChoice,
    }),
    paths: ['path'],
  }),
  /** Every format that can be read. */
  'source.formats': query({
    input: z.object({}),
    output: z.object({
      formats: z.array(
        z.object({ id: z.string(), kinds: z.array(z.enum(evidenceKinds)), title: z.string() }),
      ),
    }),
  }),
  'source.import': job({
    input: z.object({
      path: z.string(),
      as: z.string().optional(),
      timeZone: z.string().optional(),
      options: z.record(z.string(), z.string()).optional(),
    }),
    output: source,
    paths: ['path'],
  }),
  'source.list': query({ input: z.object({}), output: z.object({ sources: z.array(source) }) }),
  /** Sets a source aside; its evidence leaves every view until it is restored. Refused while a claim rests on it. */
  'source.remove': command({ input: z.object({ sourceId: z.number().int() }), output: z.object({}) }),
  'source.restore': command({ input: z.object({ sourceId: z.number().int() }), output: z.object({}) }),
};
