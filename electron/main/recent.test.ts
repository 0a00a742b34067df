import { describe, expect, it } from 'vitest';
import { addRecent, forgetRecent, type RecentAudits } from './recent.ts';

const audit = (path: string, day = 1): RecentAudits[number] => ({
  path,
  name: path,
  openedAt: `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`,
});

describe('recent audits', () => {
  it('have the newest first and each path once', () => {
    const audits = addRecent([audit('/b'), audit('/a')], audit('/a', 2));
    expect(audits).toEqual([audit('/a', 2), audit('/b')]);
  });

  it('are twenty at most', () => {
    let audits: RecentAudits = [];
    for (let day = 1; day <= 25; day++) audits = addRecent(audits, audit(`/${day}`, day));
    expect(audits).toHaveLength(20);
    expect(audits.at(-1)?.path).toBe('/6');
  });

  it('can be forgotten one by one', () => {
    expect(forgetRecent([audit('/b'), audit('/a')], '/b')).toEqual([audit('/a')]);
  });
});
