// A figure: what pinned evidence looks like in a report, on a screen and on the command line. Plain data, already put
// into words; whoever draws it adds nothing but form.
import { z } from 'zod';

export const tableFigure = z.object({
  kind: z.literal('table'),
  headers: z.array(z.string()),
  /** Columns of figures, aligned right. */
  numeric: z.array(z.boolean()),
  rows: z.array(z.array(z.string())),
  /** Share of the whole of each row, drawn as a bar; null for tables without. */
  shares: z.array(z.number()).nullable(),
  /** Rows there are beyond those shown. */
  omitted: z.number().int(),
});
export type TableFigure = z.infer<typeof tableFigure>;

export const timelineFigure = z.object({
  kind: z.literal('timeline'),
  totalNs: z.number(),
  /** In time order. */
  segments: z.array(z.object({ label: z.string(), startNs: z.number(), durationNs: z.number() })),
  table: tableFigure,
});
export type TimelineFigure = z.infer<typeof timelineFigure>;

export const figure = z.discriminatedUnion('kind', [tableFigure, timelineFigure]);
export type Figure = z.infer<typeof figure>;
