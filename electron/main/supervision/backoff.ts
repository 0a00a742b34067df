// When to start a dead engine again: soon at first, later each time, and not at all once it keeps dying.
const firstDelayMs = 500;
const longestDelayMs = 4_000;
const deathsAllowed = 5;
const windowMs = 60_000;

/** The moments of past deaths, those within the window only, with the newest added. */
export const rememberDeath = (deathsMs: readonly number[], nowMs: number): number[] =>
  [...deathsMs, nowMs].filter((deathMs) => nowMs - deathMs < windowMs);

/** Milliseconds to wait after the deaths of the last minute, or null to give up. */
export function restartDelayMs(recentDeaths: number): number | null {
  if (recentDeaths >= deathsAllowed) return null;
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, recentDeaths - 1));
}
