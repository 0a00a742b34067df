import { describe, expect, it } from 'vitest';
import { Clock, type Course } from './clock.ts';
import { Limit } from './limit.ts';
import { erlangC, meanWaitMG1, meanWaitMMc } from './queueing.ts';
import { randomOf } from './random.ts';
import { Station } from './station.ts';

const jobs = 400_000;

/** Feeds `visit` with Poisson arrivals. */
function feed(clock: Clock, seed: number, arrivalsPerMs: number, visit: () => Course): void {
  const random = randomOf(seed, 'arrivals');
  function* arrivals(): Course {
    for (let job = 0; job < jobs; job += 1) {
      yield clock.delay(random.exponential(1 / arrivalsPerMs));
      clock.start(visit());
    }
  }
  clock.start(arrivals());
  clock.runUntil(jobs / arrivalsPerMs);
}

const expectWithin = (value: number, expected: number, share: number): void =>
  expect(Math.abs(value / expected - 1)).toBeLessThan(share);

describe('Erlang’s formula', () => {
  // Published values: 8 servers at 6 erlangs wait with probability 0.3570; one server waits with its load.
  it('gives the values of the tables', () => {
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12);
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
    expect(erlangC(8, 6)).toBeCloseTo(0.357, 3);
  });
});

describe('a station', () => {
  it.each([
    { servers: 1, load: 0.6 },
    { servers: 4, load: 0.8 },
    { servers: 16, load: 0.85 },
  ])('of $servers servers at $load makes its jobs wait as Erlang says', ({ servers, load }) => {
    const clock = new Clock();
    const station = new Station(clock, 'station', servers);
    const work = randomOf(11, 'work');
    const serviceMs = 5;
    const arrivalsPerMs = (load * servers) / serviceMs;
    feed(clock, 5, arrivalsPerMs, function* () {
      yield station.serve(work.exponential(serviceMs));
    });
    const { totals } = station;
    expectWithin(totals.waitMs / totals.completions, meanWaitMMc(servers, arrivalsPerMs, serviceMs), 0.05);
  });

  it.each([0.3, 1.5])('with work of any spread waits as Pollaczek and Khinchine say: cv %d', (cv) => {
    const clock = new Clock();
    const station = new Station(clock, 'station', 1);
    const work = randomOf(3, 'work');
    feed(clock, 8, 0.14, function* () {
      yield station.serve(work.gamma(5, cv));
    });
    const { totals } = station;
    expectWithin(totals.waitMs / totals.completions, meanWaitMG1(0.14, 5, cv), 0.06);
  });

  it('does nothing in a pause and loses nothing by it', () => {
    const clock = new Clock();
    const station = new Station(clock, 'station', 2);
    const ended: number[] = [];
    function* job(atMs: number, workMs: number): Course {
      yield clock.delay(atMs);
      yield station.serve(workMs);
      ended.push(clock.nowMs);
    }
    clock.start(job(0, 10));
    clock.start(job(6, 10));
    clock.start(job(7, 1));
    clock.at(5, { happen: () => station.pause(20) });
    clock.at(15, { happen: () => station.pause(5) });
    clock.runUntil(100);
    // 10 ms of work begun at 0, with 25 ms of pauses; the second begins when they are over, the third after the first.
    expect(ended).toEqual([35, 36, 40]);
    expect(station.totals.busyMs).toBe(21);
  });
});

describe('a limit', () => {
  it('held for a time makes its takers wait as Erlang says', () => {
    const clock = new Clock();
    const pool = new Limit(clock, 'pool', 8);
    const hold = randomOf(2, 'hold');
    feed(clock, 4, 0.3, function* () {
      yield pool.take();
      yield clock.delay(hold.exponential(20));
      pool.release();
    });
    const { totals } = pool;
    expectWithin(totals.waits / totals.requests, erlangC(8, 6), 0.03);
    expectWithin(totals.waitMs / totals.grants, meanWaitMMc(8, 0.3, 20), 0.05);
    expectWithin(totals.heldMs / clock.nowMs, 6, 0.03);
  });

  it('gives places in the order in which they were asked for', () => {
    const clock = new Clock();
    const lock = new Limit(clock, 'lock', 1);
    const order: string[] = [];
    function* taker(name: string, atMs: number): Course {
      yield clock.delay(atMs);
      yield lock.take();
      order.push(`${name} ${lock.lastWaitMs}`);
      yield clock.delay(10);
      lock.release();
    }
    clock.start(taker('first', 0));
    clock.start(taker('third', 2));
    clock.start(taker('second', 1));
    clock.runUntil(100);
    expect(order).toEqual(['first 0', 'second 9', 'third 18']);
  });
});
