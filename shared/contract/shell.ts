import { z } from 'zod';
import { shellCommand, shellQuery } from './define.ts';
import { somePreferences } from './preferences.ts';

/** What a file dialog may be asked for; the shell knows titles and extensions for each. */
export const dialogPurposes = [
  'open-audit',
  'create-audit',
  'import',
  'open-bundle',
  'save-bundle',
  'report-folder',
  'open-key',
  'save-key',
  'open-public-key',
] as const;
export type DialogPurpose = (typeof dialogPurposes)[number];

export const shellMethods = {
  'shell.info': shellQuery({
    input: z.object({}),
    output: z.object({
      version: z.string(),
      electron: z.string(),
      chrome: z.string(),
      platform: z.string(),
      /** True when the window runs on the development fallback runtime. */
      fallbackRuntime: z.boolean(),
      /** The sample engagement's audit, when it is at hand. */
      samplePath: z.string().nullable(),
    }),
  }),
  /**
   * Null when the user cancelled. The paths picked are then open to the contract's methods for what the dialog was for;
   * `mayReplace` where the user said that the file that is there may be replaced, which then holds for one call.
   */
  'shell.pick': shellCommand({
    input: z.object({ purpose: z.enum(dialogPurposes), suggestedName: z.string().max(200).optional() }),
    output: z.object({ paths: z.array(z.string()).nullable(), mayReplace: z.boolean() }),
  }),
  /** Asks the user whether what is there may be replaced, which then holds for one call. */
  'shell.askToReplace': shellCommand({
    input: z.object({ path: z.string() }),
    output: z.object({ mayReplace: z.boolean() }),
    paths: { path: 'write' },
  }),
  'shell.recent': shellQuery({
    input: z.object({}),
    output: z.object({
      audits: z.array(
        z.object({ path: z.string(), name: z.string(), openedAt: z.iso.datetime(), exists: z.boolean() }),
      ),
    }),
  }),
  'shell.forgetRecent': shellCommand({ input: z.object({ path: z.string() }), output: z.object({}) }),
  /** Copies the sample engagement to the user's documents and returns the copy's path, open to `audit.open`. */
  'shell.openSample': shellCommand({ input: z.object({}), output: z.object({ path: z.string() }) }),
  'shell.reveal': shellCommand({
    input: z.object({ path: z.string() }),
    output: z.object({}),
    paths: { path: 'show' },
  }),
  /** Puts text on the clipboard. The page's own clipboard permission is denied like every other. */
  'shell.copyText': shellCommand({
    input: z.object({ text: z.string().max(16 * 1024 * 1024) }),
    output: z.object({}),
  }),
  /**
   * Starts the engine again after the shell gave up on it, or ends one that does not answer and starts another; nothing
   * is done to one that answers. The audit that was open is opened again unless `reopen` is false.
   */
  'shell.restartEngine': shellCommand({
    input: z.object({ reopen: z.boolean().default(true) }),
    output: z.object({}),
  }),
  /** The answer to a `closing` event: whatever was typed is stored, or was refused. */
  'shell.readyToClose': shellCommand({ input: z.object({}), output: z.object({}) }),
  'shell.preferences': shellQuery({
    input: z.object({}),
    output: z.object({ preferences: somePreferences }),
  }),
  /** Sets those that are named. */
  'shell.setPreferences': shellCommand({ input: somePreferences, output: z.object({}) }),
};
