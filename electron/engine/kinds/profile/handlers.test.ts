// From a file to the screen: what the contract answers about an imported profile.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../../shared/contract/analyses.ts';
import type { Engine } from '../../engine.ts';
import { testAudit } from '../../../../test/support/engine.ts';

const importers = join(import.meta.dirname, '../../formats');
const cpuprofile = join(importers, 'cpuprofile/samples/server-before.cpuprofile');
const truth = JSON.parse(readFileSync(`${cpuprofile}.expected.json`, 'utf8'));
const difference = join(importers, 'collapsed-stacks/samples/perf-diff.folded');

let engine: Engine;
beforeAll(async () => {
  ({ engine } = await testAudit('Profiles'));
  await engine.call('source.import', { path: cpuprofile });
  await engine.call('source.import', { path: difference });
});

describe('the profiles of an audit', () => {
  it('are listed with every weight and total', async () => {
    const { profiles } = await engine.call('profile.list', {});
    expect(profiles).toEqual([
      {
        id: '1:0',
        sourceId: 1,
        name: 'server-before.cpuprofile',
        weight: 'time',
        unit: 'us',
        total: truth.total.usAfter,
        samples: 1315,
        weights: [
          { name: 'time', unit: 'us', total: truth.total.usAfter },
          { name: 'samples', unit: 'samples', total: 1315 },
        ],
      },
      expect.objectContaining({ id: '2:0', weight: 'before', total: 346 }),
    ]);
  });

  it('leave every view while their source is set aside', async () => {
    await engine.call('source.remove', { sourceId: 2 });
    expect((await engine.call('profile.list', {})).profiles).toHaveLength(1);
    await expect(engine.call('profile.flame', { profileId: '2:0' })).rejects.toMatchObject({
      code: 'profile.unknown',
    });
    await engine.call('source.restore', { sourceId: 2 });
    expect((await engine.call('profile.flame', { profileId: '2:0', weight: 'after' })).total).toBe(267);
  });

  it('are refused under an id or a weight that they do not have', async () => {
    await expect(runAnalysis(engine.call, 'top-functions', { profileId: '1:7' })).rejects.toMatchObject({
      code: 'profile.unknown',
    });
    await expect(runAnalysis(engine.call, 'top-functions', { profileId: 'x' })).rejects.toMatchObject({
      code: 'profile.unknown',
    });
    await expect(
      runAnalysis(engine.call, 'top-functions', { profileId: '1:0', weight: 'bytes' }),
    ).rejects.toMatchObject({
      code: 'usage.unknown-weight',
      data: { hint: 'It has: time, samples.' },
    });
  });
});

describe('the functions of a profile', () => {
  it('have the self and total weights that an independent script counted', async () => {
    for (const [weight, key] of [
      ['time', 'usAfter'],
      ['samples', 'samples'],
    ] as const) {
      const { profiles } = (await runAnalysis(engine.call, 'top-functions', { profileId: '1:0', weight }))
        .result;
      for (const [name, expected] of Object.entries<Record<'self' | 'total', Record<string, number>>>(
        truth.functions,
      )) {
        if (expected === null) continue;
        const row = profiles[0]?.functions.find((candidate) => candidate.name === name);
        expect([row?.self, row?.total], name).toEqual([expected.self[key], expected.total[key]]);
      }
    }
  });

  it('come heaviest first, as many as asked, of all profiles that have the weight', async () => {
    const { profiles } = (await runAnalysis(engine.call, 'top-functions', { weight: 'after', top: 2 }))
      .result;
    expect(profiles.map(({ id }) => id)).toEqual(['2:0']);
    expect(profiles[0]?.functions.map(({ name, self }) => [name, self])).toEqual([
      ['hashRows', 77],
      ['parseInput', 73],
    ]);
  });

  it('can leave idle time out, and say how much that is', async () => {
    const { profiles } = (
      await runAnalysis(engine.call, 'top-functions', { profileId: '1:0', idle: 'exclude' })
    ).result;
    const [profile] = profiles;
    expect(profile?.idle).toEqual({ excluded: true, weight: truth.functions['(idle)'].self.usAfter });
    expect(profile?.functions.some(({ kind }) => kind === 'idle')).toBe(false);
    const flame = await engine.call('profile.flame', { profileId: '1:0', idle: 'exclude' });
    expect(flame.total).toBe(truth.total.usAfter - truth.functions['(idle)'].self.usAfter);
    expect(flame.totals[0]).toBe(flame.total);
  });

  it('pinned as evidence compute again to the same digest', async () => {
    const parameters = { profileId: '1:0', top: 5 };
    const pinned = await engine.call('evidence.pin', {
      title: 'Top functions',
      analysis: 'top-functions',
      parameters,
    });
    expect(pinned.inputs.map(({ sourceId }) => sourceId)).toEqual([1]);
    const again = await engine.call('evidence.recompute', {});
    expect(again.differing).toEqual([]);
  });
});

describe('the flame graph of a profile', () => {
  it('holds the total at its root and nothing twice', async () => {
    const flame = await engine.call('profile.flame', { profileId: '1:0', weight: 'samples' });
    expect(flame.totals[0]).toBe(1315);
    expect(flame.self.reduce((sum, value) => sum + value, 0)).toBe(1315);
    expect(flame.elided).toEqual({ nodes: 0, weight: 0 });
    const deepest = flame.depth.reduce((most, depth) => Math.max(most, depth), 0);
    // The root is node 0 here and the first of the depth there.
    expect(deepest).toBe(truth.maxDepthInclRoot - 1);
  });

  it('inverted has each function’s self weight in its first row', async () => {
    const flame = await engine.call('profile.flame', { profileId: '1:0', inverted: true });
    const first = [...flame.parent.keys()].filter((node) => flame.parent[node] === 0);
    const hashRows = first.find((node) => flame.names[flame.frame[node] as number] === 'hashRows') as number;
    expect(flame.totals[hashRows]).toBe(truth.functions.hashRows.self.usAfter);
  });

  it('says what it leaves out', async () => {
    const flame = await engine.call('profile.flame', { profileId: '1:0', minShare: 0.05 });
    expect(flame.elided.nodes).toBeGreaterThan(0);
    const drawn = flame.self.reduce((sum, value) => sum + value, 0);
    expect(drawn + flame.elided.weight).toBe(flame.total);
  });
});

describe('a function seen from both sides', () => {
  it('has its total in both trees', async () => {
    const { profiles } = (await runAnalysis(engine.call, 'top-functions', { profileId: '1:0' })).result;
    const queryDb = profiles[0]?.functions.find(({ name }) => name === 'queryDb');
    const sandwich = await engine.call('profile.sandwich', {
      profileId: '1:0',
      functionId: queryDb?.id as number,
    });
    expect(sandwich.function).toEqual(queryDb);
    expect(sandwich.callers.totals[0]).toBe(truth.functions.queryDb.total.usAfter);
    expect(sandwich.callees.totals[0]).toBe(truth.functions.queryDb.total.usAfter);
    expect(sandwich.names[sandwich.callers.frame[1] as number]).toBe('handleRequest');
    expect(sandwich.names[sandwich.callees.frame[1] as number]).toBe('hashRows');
  });

  it('is refused when the profile has no such function', async () => {
    await expect(
      engine.call('profile.sandwich', { profileId: '1:0', functionId: 99_999 }),
    ).rejects.toMatchObject({
      code: 'profile.unknown-function',
    });
  });
});
