import Database from 'better-sqlite3';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { testAudit } from '../support/engine.ts';
import { damageProfile, damageSeries } from './damage.ts';

const samples = join(import.meta.dirname, '../../electron/engine/formats');
const profile = join(samples, 'cpuprofile/samples/server-before.cpuprofile');

describe('stored columns that were damaged, with checksums that match', () => {
  let path: string;
  beforeAll(async () => {
    const audit = await testAudit('Damaged');
    path = audit.path;
    await audit.engine.call('source.import', { path: profile });
    await audit.engine.close();
  });

  it('never give other counts, sums and extremes than were stored', () => {
    const { refused, whole, wrong } = damageSeries(3000, 20_240_301);
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(2000);
    expect(refused + whole).toBe(3000);
  });

  it('never give a profile that points out of its range', () => {
    const { refused, whole, wrong } = damageProfile(() => new Database(path), 600, 20_240_301);
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(300);
    expect(refused + whole).toBe(600);
  });
});
