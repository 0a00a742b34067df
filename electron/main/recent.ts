// The audits opened lately, newest first.
import { z } from 'zod';

const longest = 20;
const longestName = 200;
const shortened = (name: string): string => name.slice(0, longestName);

export const recentAudits = z
  .array(
    z.object({
      path: z.string().max(32_767),
      name: z.string().transform(shortened),
      openedAt: z.iso.datetime(),
    }),
  )
  .max(longest);
export type RecentAudits = z.infer<typeof recentAudits>;

/** Puts an audit first; the same path appears once. */
export const addRecent = (audits: RecentAudits, opened: RecentAudits[number]): RecentAudits =>
  [{ ...opened, name: shortened(opened.name) }, ...audits.filter(({ path }) => path !== opened.path)].slice(
    0,
    longest,
  );

export const forgetRecent = (audits: RecentAudits, path: string): RecentAudits =>
  audits.filter((audit) => audit.path !== path);
