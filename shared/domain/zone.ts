// Clocks of time zones: the one place where wall-clock time and instants are turned into each other. Zones are names of
// the IANA list; the rules come from the runtime's own copy of it.
import { AssayError } from './errors.ts';

const dayMs = 86_400_000;

/** The parts of a wall-clock time; months from 1. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format) return format;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
    });
  } catch (error) {
    throw new AssayError(
      {
        code: 'usage.time-zone-unknown',
        message: `There is no time zone “${timeZone}”.`,
        hint: 'Use a name of the IANA list, such as Europe/Berlin, America/New_York or UTC.',
      },
      error,
    );
  }
  formats.set(timeZone, format);
  return format;
}

/** What a clock in the zone shows at an instant. Throws `usage.time-zone-unknown`. */
export function wallClockAt(epochMs: number, timeZone: string): WallClock {
  const clock: WallClock = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
  for (const { type, value } of formatOf(timeZone).formatToParts(epochMs)) {
    // Before the year 1 the era counts backwards: 1 BC is the year 0.
    if (type === 'era') clock.year = value.startsWith('B') ? 1 - clock.year : clock.year;
    else if (type === 'fractionalSecond') clock.millisecond = Number(value);
    else if (type in clock) clock[type as keyof WallClock] = Number(value);
  }
  return clock;
}

/** How far the zone's clock stands from UTC at an instant, in ms; positive in the east. Throws `usage.time-zone-unknown`. */
export function offsetMsAt(epochMs: number, timeZone: string): number {
  const { year, month, day, hour, minute, second, millisecond } = wallClockAt(epochMs, timeZone);
  // Date.UTC takes the years 0 to 99 for those of the last century.
  const calendar = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, millisecond));
  return calendar.setUTCFullYear(year, month - 1, day) - epochMs;
}

/** The instants at which a clock shows a local time: the earlier and the later where an hour repeats. */
export interface LocalOffsets {
  /** From UTC in ms, of the earlier instant first. */
  first: number;
  last: number;
  /** False in the hour that the clocks skip: the offsets are then those before the change. */
  exists: boolean;
}

/** Looks up the offsets of local times (as ms in a calendar without zone). Throws `usage.time-zone-unknown`. */
export function localOffsets(localMs: number, timeZone: string): LocalOffsets {
  const before = offsetMsAt(localMs - dayMs, timeZone);
  const after = offsetMsAt(localMs + dayMs, timeZone);
  const fits = [before, after].filter((offset) => offsetMsAt(localMs - offset, timeZone) === offset);
  const [one = before] = fits;
  const other = fits.at(-1) ?? before;
  return { first: Math.max(one, other), last: Math.min(one, other), exists: fits.length > 0 };
}

export interface LocalClock {
  /** Epoch ms of a local time; in the hour that repeats in autumn, the earliest instant not before `previousMs`. */
  toEpoch(localMs: number, previousMs: number): number;
  /** Local times read in the repeated hour, and in the hour that spring leaves out. */
  counts: { repeated: number; skipped: number };
}

/** A clock that stands still against UTC. */
export function fixedClock(offsetMinutes: number): LocalClock {
  return {
    toEpoch: (localMs) => localMs - offsetMinutes * 60_000,
    counts: { repeated: 0, skipped: 0 },
  };
}

/** Offsets change on quarter hours at most, so one look-up serves all times of a quarter. */
const quarterMs = 15 * 60_000;
const rememberedQuarters = 100_000;

/** The clock of a zone, for many times one after another. Throws `usage.time-zone-unknown`. */
export function zoneClock(timeZone: string): LocalClock {
  formatOf(timeZone);
  const known = new Map<number, LocalOffsets>();
  const offsetsAt = (localMs: number): LocalOffsets => {
    const quarter = Math.floor(localMs / quarterMs);
    let found = known.get(quarter);
    if (found === undefined) {
      found = localOffsets(quarter * quarterMs, timeZone);
      if (known.size > rememberedQuarters) known.clear();
      known.set(quarter, found);
    }
    return found;
  };
  const counts = { repeated: 0, skipped: 0 };
  return {
    counts,
    toEpoch(localMs, previousMs) {
      const { first, last, exists } = offsetsAt(localMs);
      if (!exists) counts.skipped += 1;
      if (first === last) return localMs - first;
      counts.repeated += 1;
      return localMs - first >= previousMs ? localMs - first : localMs - last;
    },
  };
}
