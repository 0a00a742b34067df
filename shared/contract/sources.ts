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
  /** The archive or folder it came in, by its base name, and its path inside; null for a file of its own. */
  container: z.object({ file: z.string(), member: z.string() }).nullable(),
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

/** A file of its own, or one inside an archive or folder: `path` is on the disk, `member` inside. */
const chosenFile = z.object({
  path: z.string(),
  member: z.string().nullable(),
  /** The format to take it as, where it is not the one recognised. */
  as: z.string().optional(),
});

const place = z.object({
  /** Of the archive or folder, by its base name; null for a file of its own. */
  container: z.string().nullable(),
  /** Null also where the container as a whole is meant. */
  member: z.string().nullable(),
});

/** What was not imported, and why. */
export const leftFile = place.extend({
  path: z.string(),
  code: z.string(),
  reason: z.string(),
  hint: z.string().optional(),
  line: z.number().int().optional(),
  offset: z.number().int().optional(),
});
export type LeftFile = z.infer<typeof leftFile>;

/** What a file or a member would become. */
export const previewedFile = place.extend({
  /** On the disk: of the file itself, or of what it is inside of. */
  file: z.string(),
  bytes: z.number().int().nullable(),
  candidates: z.array(candidate),
  /** Null where it would be left, or the user must say: `tied` tells between which. */
  format: z.string().nullable(),
  tied: z.array(z.string()),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  hint: z.string().nullable(),
});
export type PreviewedFile = z.infer<typeof previewedFile>;

export const exportCommand = z.object({
  /** What it exports, and from which system or with which tool. */
  from: z.string(),
  /** To be run at the client's; words in capitals stand for what is put in. */
  command: z.string(),
});
export type ExportCommand = z.infer<typeof exportCommand>;

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
    paths: { path: 'read' },
  }),
  /** Every format that can be read. */
  'source.formats': query({
    input: z.object({}),
    output: z.object({
      formats: z.array(
        z.object({
          id: z.string(),
          kinds: z.array(z.enum(evidenceKinds)),
          title: z.string(),
          howToExport: z.array(exportCommand),
        }),
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
    paths: { path: 'read' },
  }),
  /**
   * Imports files, and what archives and folders hold: each file and each member by itself, all or nothing. What is
   * not taken is left with its reason and stops no other; a full disk or a damaged audit stops all.
   */
  'source.importAll': job({
    input: z.object({
      paths: z.array(z.string()).min(1),
      as: z.string().optional(),
      timeZone: z.string().optional(),
      options: z.record(z.string(), z.string()).optional(),
      /** Nothing but these; without it, everything. */
      only: z.array(chosenFile).optional(),
    }),
    output: z.object({
      sources: z.array(source),
      left: z.array(leftFile),
      /** Hidden files and those of operating systems, which are passed over. */
      hidden: z.number().int(),
    }),
    paths: { paths: 'read' },
  }),
  /** What `source.importAll` would make of the same paths; nothing is imported. */
  'source.preview': job({
    input: z.object({ paths: z.array(z.string()).min(1) }),
    output: z.object({
      files: z.array(previewedFile),
      hidden: z.number().int(),
      /** Those of the paths that are signed bundles, which are verified rather than imported. */
      bundles: z.array(z.string()),
    }),
    paths: { paths: 'read' },
  }),
  'source.list': query({ input: z.object({}), output: z.object({ sources: z.array(source) }) }),
  /** Sets a source aside; its evidence leaves every view until it is restored. Refused while a claim rests on it. */
  'source.remove': command({ input: z.object({ sourceId: z.number().int() }), output: z.object({}) }),
  'source.restore': command({ input: z.object({ sourceId: z.number().int() }), output: z.object({}) }),
};
