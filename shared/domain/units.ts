// Units of what series measure. A series keeps the unit of its file; conversion happens only for display.

/** Units Assay knows how to print; anything else is shown as the file wrote it. */
export const knownUnits = ['ns', 'us', 'ms', 's', 'B', 'KiB', 'MiB', 'GiB', '%', '1', '1/s'] as const;
export type KnownUnit = (typeof knownUnits)[number];
