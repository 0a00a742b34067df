import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Observer } from './requests.ts';
import { healthyShop, hourMs } from './shop.ts';
import { simulate } from './simulate.ts';
import type { System } from './system.ts';

const quarterHourMs = hourMs / 4;
const model = healthyShop(23, Date.parse('2026-03-03T19:00:00Z'), quarterHourMs, 60);

const deaf: Observer = {
  isTraced: () => false,
  step: () => undefined,
  query: () => undefined,
  worked: () => undefined,
  finished: () => undefined,
};

describe('a simulated shop', () => {
  /** Servers and places in use, as a sampler sees them. */
  const seen = new Map<string, { sum: number; samples: number }>();
  const look = (name: string, value: number): void => {
    const { sum, samples } = seen.get(name) ?? { sum: 0, samples: 0 };
    seen.set(name, { sum: sum + value, samples: samples + 1 });
  };
  const meanSeen = (name: string): number => {
    const { sum, samples } = seen.get(name) as { sum: number; samples: number };
    return sum / samples;
  };
  let finished = 0;
  let residenceMs = 0;
  const system: System = simulate(model, () => ({
    observer: {
      ...deaf,
      finished({ startMs, endMs }) {
        finished += 1;
        residenceMs += endMs - startMs;
      },
    },
    sampling: {
      everyMs: 7,
      sample({ stations, limits }) {
        for (const { name, busy } of stations) look(name, busy);
        for (const { name, held } of limits) look(name, held);
      },
    },
  }));
  const { durationMs } = model;

  it('obeys Little’s law at every station', () => {
    for (const { name, totals } of system.stations) {
      const present = totals.presentMs / durationMs;
      const byLittle = (totals.completions / durationMs) * (totals.residenceMs / totals.completions);
      expect(Math.abs(present / byLittle - 1), name).toBeLessThan(0.03);
    }
  });

  it('obeys the utilisation law at every station that a sampler sees often enough', () => {
    const used = system.stations.filter(({ totals }) => totals.busyMs / durationMs > 0.05);
    expect(used.length).toBeGreaterThan(4);
    for (const { name, totals } of used) {
      expect(Math.abs(meanSeen(name) / (totals.busyMs / durationMs) - 1), name).toBeLessThan(0.03);
    }
  });

  it('holds as many places as rate and holding time make', () => {
    for (const { name, totals } of system.limits) {
      expect(Math.abs(meanSeen(name) / (totals.heldMs / durationMs) - 1), name).toBeLessThan(0.03);
    }
  });

  it('spends every request’s time at the gateway or on a thread of the order service', () => {
    const heldMs = system.instances.reduce((sum, { threads }) => sum + threads.totals.heldMs, 0);
    expect((heldMs + system.gateway.totals.residenceMs) / residenceMs).toBeCloseTo(1, 2);
  });

  it('answers as many requests as come', () => {
    let expected = 0;
    for (let timeMs = 0; timeMs < durationMs; timeMs += 1000) expected += model.demand(timeMs);
    expect(Math.abs(finished - expected)).toBeLessThan(5 * Math.sqrt(expected));
    const taken = system.instances.reduce((sum, { threads }) => sum + threads.totals.grants, 0);
    expect(Math.abs(finished - taken)).toBeLessThan(50);
  });
});

/** A digest of everything that was told of every request. */
function courseOf(seed: number): string {
  const hash = createHash('sha256');
  simulate({ ...model, seed, durationMs: 60_000 }, () => ({
    observer: { ...deaf, finished: (request) => void hash.update(JSON.stringify(request)) },
  }));
  return hash.digest('hex');
}

describe('the same seed', () => {
  it('makes the same course, another seed another', () => {
    expect(courseOf(1)).toBe(courseOf(1));
    expect(courseOf(1)).not.toBe(courseOf(2));
  });
});
