import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWallClock, toWallClock } from './zoned.ts';

describe('a wall-clock time', () => {
  // Central European summer time: +2 h until 2026-10-25 03:00, then +1 h (IANA tz).
  it.each([
    ['UTC', '2026-03-02 09:00', '2026-03-02T09:00:00.000Z'],
    ['Europe/Berlin', '2026-03-02 09:00', '2026-03-02T08:00:00.000Z'],
    ['Europe/Berlin', '2026-07-01 09:00', '2026-07-01T07:00:00.000Z'],
    ['Asia/Kolkata', '2026-03-02 09:00', '2026-03-02T03:30:00.000Z'],
    ['America/New_York', '2026-03-02 00:15', '2026-03-02T05:15:00.000Z'],
  ])('in %s at %s is %s', (zone, text, iso) => {
    expect(fromWallClock(text, zone)).toBe(iso);
    expect(toWallClock(iso, zone)).toBe(text);
  });

  it('that comes twice is the first of the two', () => {
    expect(fromWallClock('2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('that the clocks skip lies after the change', () => {
    expect(fromWallClock('2026-03-29 02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('comes back from any instant to the minute', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Pacific/Apia',
    );
    const minute = fc.integer({ min: 25_000_000, max: 33_000_000 });
    fc.assert(
      fc.property(zones, minute, (zone, minutes) => {
        const iso = new Date(minutes * 60_000).toISOString();
        const text = toWallClock(iso, zone);
        const back = fromWallClock(text, zone);
        // Equal but for the hour that comes twice.
        expect(toWallClock(back, zone)).toBe(text);
      }),
    );
  });

  it('may be written with a T, and a day alone is its start', () => {
    expect(fromWallClock('2026-03-02T09:00', 'UTC')).toBe('2026-03-02T09:00:00.000Z');
    expect(fromWallClock(' 2026-03-02 ', 'Europe/Berlin')).toBe('2026-03-01T23:00:00.000Z');
  });

  it.each(['', 'noon', '2026-03', '2026-13-02 09:00', '2026-03-02 25:00', '02/03/2026'])(
    'is none when the text is “%s”',
    (text) => {
      expect(fromWallClock(text, 'UTC')).toBeNull();
    },
  );
});
