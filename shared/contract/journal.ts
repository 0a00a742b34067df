import { z } from 'zod';
import { query } from './define.ts';

export const journalEntry = z.object({
  sequence: z.number().int(),
  at: z.iso.datetime(),
  /** `subject.verb`, such as `source.imported`. */
  action: z.string(),
  /** One sentence for a reader. */
  summary: z.string(),
  detail: z.json(),
  previousHash: z.string(),
  /** SHA-256 of the previous hash and the canonical JSON of the entry. */
  hash: z.string(),
});
export type JournalEntry = z.infer<typeof journalEntry>;

export const journalMethods = {
  'journal.list': query({
    input: z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(10_000) }),
    output: z.object({ total: z.number().int(), entries: z.array(journalEntry) }),
  }),
  'journal.verify': query({
    input: z.object({}),
    output: z.object({
      entries: z.number().int(),
      ok: z.boolean(),
      head: z.string(),
      firstBroken: z.number().int().nullable(),
    }),
  }),
};
