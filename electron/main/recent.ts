// The audits opened lately, newest first.
import { z } from 'zod';

export const recentAudits = z.array(
  z.object({ path: z.string(), name: z.string(), openedAt: z.iso.datetime() }),
);
export type RecentAudits = z.infer<typeof recentAudits>;

const longest = 20;

/** Puts an audit first; the same path appears once. */
export const addRecent = (audits: RecentAudits, opened: RecentAudits[number]): RecentAudits =>
  [opened, ...audits.filter(({ path }) => path !== opened.path)].slice(0, longest);

export const forgetRecent = (audits: RecentAudits, path: string): RecentAudits =>
  audits.filter((audit) => audit.path !== path);
