// The shop as it is when nothing is wrong: every engagement begins from it and changes what it plants.
import type { Model } from './model.ts';

export const hourMs = 3_600_000;

const bell = (hour: number, centre: number, width: number): number =>
  Math.exp(-(((hour - centre) / width) ** 2) / 2);

/** The share of the day's peak at an hour of the day: a quiet night, a peak at noon, a higher one in the evening. */
export const dayShare = (hour: number): number =>
  0.12 + 0.43 * bell(hour, 12.4, 1.8) + 0.88 * bell(hour, 19.6, 1.4);

/** A demand that follows the day; `peak` is in requests a second, `startHour` the hour of the day at which it begins. */
export const dailyDemand =
  (peak: number, startHour: number) =>
  (timeMs: number): number =>
    peak * Math.min(1, dayShare((startHour + timeMs / hourMs) % 24));

export function healthyShop(seed: number, startMs: number, durationMs: number, peak: number): Model {
  const startHour = new Date(startMs).getUTCHours();
  return {
    seed,
    startMs,
    durationMs,
    demand: dailyDemand(peak, startHour),
    highestDemand: peak,
    mix: { 'GET /products/{id}': 0.5, 'GET /orders': 0.25, 'GET /search': 0.13, 'POST /checkout': 0.12 },
    gateway: { cores: 1, work: { meanMs: 3, cv: 0.5 } },
    orders: {
      instances: 2,
      cores: 2,
      threads: 64,
      connections: 16,
      heap: {
        youngBytes: 384 * 2 ** 20,
        liveBytes: 180 * 2 ** 20,
        requestBytes: 2 ** 20,
        pauseMs: 4,
        pauseMsPerLiveMegabyte: 0.05,
        collectors: 2,
      },
      allocation: {
        'GET /products/{id}': 0.4 * 2 ** 20,
        'GET /orders': 1.2 * 2 ** 20,
        'GET /search': 0.8 * 2 ** 20,
        'POST /checkout': 2.2 * 2 ** 20,
      },
      work: {
        'GET /products/{id}': { meanMs: 12, cv: 0.6 },
        'GET /orders': { meanMs: 24, cv: 0.6 },
        'GET /search': { meanMs: 14, cv: 0.6 },
        'POST /checkout': { meanMs: 38, cv: 0.6 },
      },
    },
    cache: { work: { meanMs: 0.15, cv: 0.4 }, products: 20_000, skew: 0.9, lifeMs: hourMs },
    database: {
      cores: 2,
      disks: 1,
      missShare: 0.2,
      disk: { meanMs: 4, cv: 0.8 },
      commit: { meanMs: 1.6, cv: 0.6 },
      networkMs: 0.5,
      statement: {
        'select product': { meanMs: 1.1, cv: 0.5 },
        'select orders': { meanMs: 38, cv: 0.7 },
        'count orders': { meanMs: 9, cv: 0.5 },
        'select warehouse for update': { meanMs: 0.5, cv: 0.4 },
        'select stock of line': { meanMs: 1.1, cv: 0.5 },
        'select stock of lines': { meanMs: 2.2, cv: 0.5 },
        'insert order': { meanMs: 1.8, cv: 0.5 },
        commit: { meanMs: 0.2, cv: 0.4 },
      },
    },
    checkout: { furtherLines: 4, readsLineByLine: false, hotShare: 0.5 },
    catalogue: { cores: 1, work: { meanMs: 45, cv: 0.8 } },
    payment: { answer: { meanMs: 110, cv: 0.4 }, slowdown: () => 1, timeoutMs: 2000, attempts: 2 },
    changes: [],
  };
}
