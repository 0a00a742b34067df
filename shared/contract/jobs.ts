import { z } from 'zod';
import { closingNotice } from './audit.ts';
import { errorData } from './errors.ts';
import { command } from './define.ts';
import { evidenceKinds } from './kinds.ts';
import { menuCommands } from './menu.ts';

export const jobProgress = z.object({
  jobId: z.string(),
  method: z.string(),
  /** What the job works on, such as a file name. */
  label: z.string(),
  /** Writes to the audit, as an import does: it waits for the ones before it, and closing it loses its work. */
  writes: z.boolean(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  phase: z.string(),
  done: z.number(),
  /** Zero while unknown. */
  total: z.number(),
  unit: z.string(),
  /** Units a second, smoothed. */
  rate: z.number(),
  error: errorData.optional(),
});
export type JobProgress = z.infer<typeof jobProgress>;

/** What part of the audit changed, so that screens read again only what they show. */
export const topics = [
  'audit',
  'sources',
  ...evidenceKinds,
  'method',
  'findings',
  'evidence',
  'journal',
] as const;
export type Topic = (typeof topics)[number];

export const engineEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: jobProgress }),
  z.object({ type: z.literal('changed'), topics: z.array(z.enum(topics)) }),
  /** What could not be done when an audit was closed, which is closed all the same. */
  z.object({ type: z.literal('notice'), notice: closingNotice }),
  /**
   * Sent by the shell: the engine came up, died, or is being started again after `retryInMs`; it does not answer
   * (`silent`), or does so again (`answering`).
   */
  z.object({
    type: z.literal('engine'),
    state: z.enum(['up', 'down', 'restarting', 'gave-up', 'silent', 'answering']),
    message: z.string(),
    retryInMs: z.number().optional(),
  }),
  /** Sent by the shell: a menu item or file association asks the window to act. */
  z.object({ type: z.literal('menu'), command: z.enum(menuCommands) }),
  z.object({ type: z.literal('open-file'), path: z.string() }),
  /** Sent by the shell: the window is to close; the page stores what was typed and calls `shell.readyToClose`. */
  z.object({ type: z.literal('closing') }),
]);
export type EngineEvent = z.infer<typeof engineEvent>;

export const jobMethods = {
  'job.cancel': command({
    input: z.object({ jobId: z.string() }),
    output: z.object({ cancelled: z.boolean() }),
  }),
};
