import { describe, expect, it } from 'vitest';
import { localOffsets, offsetMsAt, wallClockAt, zoneClock } from './zone.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;

describe('the offset of a zone', () => {
  // IANA tz: Berlin +1/+2, Kathmandu +5:45, St. John's −3:30 (−2:30 in summer), Apia skipped 30 December 2011.
  it.each([
    ['Europe/Berlin', Date.UTC(2026, 0, 15, 12), hourMs],
    ['Europe/Berlin', Date.UTC(2026, 6, 15, 12), 2 * hourMs],
    ['Asia/Kathmandu', Date.UTC(2026, 0, 15), 5 * hourMs + 45 * minuteMs],
    ['America/St_Johns', Date.UTC(2026, 6, 15), -(2 * hourMs + 30 * minuteMs)],
    ['Pacific/Apia', Date.UTC(2012, 0, 1), 14 * hourMs],
    ['UTC', Date.UTC(50, 0, 1), 0],
    ['UTC', -62_135_596_800_001, 0],
  ])('in %s at %d is %d ms', (zone, epochMs, offsetMs) => {
    expect(offsetMsAt(epochMs, zone)).toBe(offsetMs);
  });

  it('is refused for a zone that does not exist', () => {
    expect(() => zoneClock('Europe/Nowhere')).toThrow('There is no time zone “Europe/Nowhere”');
  });
});

describe('a local time', () => {
  it('that comes twice has two offsets, the earlier instant first', () => {
    expect(localOffsets(Date.UTC(2026, 9, 25, 2, 30), 'Europe/Berlin')).toEqual({
      first: 2 * hourMs,
      last: hourMs,
      exists: true,
    });
  });

  it('that the clocks skip does not exist', () => {
    expect(localOffsets(Date.UTC(2026, 2, 29, 2, 30), 'Europe/Berlin')).toMatchObject({ exists: false });
  });
});

describe('a wall clock', () => {
  it('shows milliseconds, and counts months from one', () => {
    expect(wallClockAt(Date.UTC(2026, 6, 1, 12, 30, 5, 250), 'Europe/Berlin')).toEqual({
      year: 2026,
      month: 7,
      day: 1,
      hour: 14,
      minute: 30,
      second: 5,
      millisecond: 250,
    });
  });
});
