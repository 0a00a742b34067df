import { describe, expect, it } from 'vitest';
import { addRecent, forgetRecent, recentAudits, type RecentAudits } from './recent.ts';

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

  it('are kept with as much of a long name as the list takes', () => {
    const long = { ...audit('/a'), name: 'x'.repeat(5000) };
    const audits = addRecent([], long);
    expect(audits[0]?.name).toBe('x'.repeat(200));
    expect(recentAudits.parse(audits)).toEqual(audits);
  });

  it('can be forgotten one by one', () => {
    expect(forgetRecent([audit('/b'), audit('/a')], '/b')).toEqual([audit('/a')]);
  });
});
