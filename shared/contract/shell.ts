import { z } from 'zod';
import { shellCommand, shellQuery } from './define.ts';

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
  /** Null when the user cancelled. The paths picked are then open to the contract's methods. */
  'shell.pick': shellCommand({
    input: z.object({ purpose: z.enum(dialogPurposes), suggestedName: z.string().optional() }),
    output: z.object({ paths: z.array(z.string()).nullable() }),
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
  'shell.reveal': shellCommand({ input: z.object({ path: z.string() }), output: z.object({}) }),
  'shell.preferences': shellQuery({
    input: z.object({}),
    output: z.object({ preferences: z.record(z.string(), z.json()) }),
  }),
  'shell.setPreference': shellCommand({
    input: z.object({ key: z.string(), value: z.json() }),
    output: z.object({}),
  }),
};
