import { describe, expect, it } from 'vitest';
import { keptPreferences, placesKept, somePreferences } from './preferences.ts';

const fits = (value: unknown): boolean => somePreferences.safeParse(value).success;
const places = (count: number, place = '/overview'): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`audit-${index}`, place]));

describe('a preference that is set', () => {
  it('is one that there is, of its own shape', () => {
    expect(fits({ theme: 'dark' })).toBe(true);
    expect(fits({ railWidth: 260, railOpen: false })).toBe(true);
    expect(fits({ places: places(placesKept) })).toBe(true);
    expect(fits({ theme: 'pink' })).toBe(false);
    expect(fits({ railWidth: '260' })).toBe(false);
    expect(fits({ notes: 'anything' })).toBe(false);
  });

  it('is bounded in size and count', () => {
    expect(fits({ railWidth: Number.POSITIVE_INFINITY })).toBe(false);
    expect(fits({ railWidth: 1e9 })).toBe(false);
    expect(fits({ places: places(placesKept + 1) })).toBe(false);
    expect(fits({ places: places(1, 'x'.repeat(2001)) })).toBe(false);
    expect(fits({ places: { ['x'.repeat(101)]: '/overview' } })).toBe(false);
  });

  it('fills no disk: all of them at their largest are a hundred kilobytes', () => {
    const largest = { theme: 'contrast', railWidth: 10_000, places: places(placesKept, 'x'.repeat(2000)) };
    expect(fits(largest)).toBe(true);
    expect(JSON.stringify(largest).length).toBeLessThan(105_000);
  });
});

describe('preferences that were kept', () => {
  it('are those that fit; the others count as not set', () => {
    const kept = {
      theme: 'dark',
      railWidth: 'wide',
      places: places(placesKept + 1),
      notes: 'x',
      railOpen: true,
    };
    expect(keptPreferences.parse(kept)).toEqual({ theme: 'dark', railOpen: true });
  });

  it('are none where the file holds anything else', () => {
    expect(keptPreferences.safeParse(['dark']).success).toBe(false);
    expect(keptPreferences.parse({ ['__proto__x']: 1, constructor: 1, toString: 1 })).toEqual({});
  });
});
