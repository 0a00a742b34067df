// What the user set about the window. The shell keeps it outside any audit. Each value is bounded, so that a script in
// the page can neither fill the disk through it nor keep anything there that is none of these.
import { z } from 'zod';

export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

/** Audits whose last place is remembered. */
export const placesKept = 50;

const widthPx = z.number().min(0).max(10_000);

const preferences = z.strictObject({
  /** Also sets the colours of the window's own parts. */
  theme: z.enum(themes),
  railWidth: widthPx,
  railOpen: z.boolean(),
  inspectorWidth: widthPx,
  inspectorOpen: z.boolean(),
  /** The last place in each audit, by audit id. */
  places: z
    .record(z.string().max(100), z.string().max(2000))
    .refine((places) => Object.keys(places).length <= placesKept, `more than ${placesKept} places`),
});
export type Preferences = z.infer<typeof preferences>;

/** Some of them. */
export const somePreferences = preferences.partial();
export type SomePreferences = z.infer<typeof somePreferences>;

const schemas = new Map<string, z.ZodType>(Object.entries(preferences.shape));

/** Those of a file that fit: one that does not counts as not set, and the others stay. */
export const keptPreferences: z.ZodType<SomePreferences> = z
  .record(z.string(), z.unknown())
  .transform((kept) =>
    Object.fromEntries(
      Object.entries(kept).filter(([key, value]) => schemas.get(key)?.safeParse(value).success),
    ),
  );
