import { describe, expect, it } from 'vitest';
import { rememberDeath, restartDelayMs } from './backoff.ts';

describe('restart back-off', () => {
  it('doubles from half a second to four and then gives up', () => {
    expect([1, 2, 3, 4, 5].map(restartDelayMs)).toEqual([500, 1000, 2000, 4000, null]);
  });

  it('forgets deaths that are a minute old', () => {
    expect(rememberDeath([0, 1, 30_000], 60_000)).toEqual([1, 30_000, 60_000]);
  });
});
