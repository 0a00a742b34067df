/** What the values of a series are: a level, a count that only grows, or a percentile somebody else computed. */
export const seriesKinds = ['gauge', 'counter', 'percentile'] as const;
