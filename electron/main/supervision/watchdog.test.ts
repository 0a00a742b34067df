import { beforeEach, describe, expect, it } from 'vitest';
import { createWatchdog, silenceS, type Watchdog } from './watchdog.ts';

let questions: number;
let told: string[];
let tick: () => void;
let watchdog: Watchdog;

beforeEach(() => {
  questions = 0;
  told = [];
  tick = () => undefined;
  watchdog = createWatchdog({
    ask: () => (questions += 1),
    every: (_periodMs, work) => {
      tick = work;
      return () => (tick = () => undefined);
    },
    onSilent: () => told.push('silent'),
    onAnswer: () => told.push('answered'),
  });
});
const ticks = (count: number): void => {
  for (let index = 0; index < count; index += 1) tick();
};

describe('an engine that answers', () => {
  it('is asked again and never called silent', () => {
    for (let second = 0; second < 60; second += 1) {
      tick();
      watchdog.heard(false);
    }
    expect(questions).toBe(60);
    expect(told).toEqual([]);
  });

  it('may be late by less than the limit', () => {
    ticks(silenceS);
    watchdog.heard(false);
    ticks(silenceS);
    expect(told).toEqual([]);
  });
});

describe('an engine that does not answer', () => {
  it('is told of once, after ten seconds, and asked no more than once', () => {
    ticks(silenceS);
    expect(told).toEqual([]);
    ticks(100);
    expect(told).toEqual(['silent']);
    expect(questions).toBe(1);
    expect(watchdog.isSilent()).toBe(true);
  });

  it('is told of when it answers after all, and watched as before', () => {
    ticks(silenceS + 1);
    watchdog.heard(false);
    expect(watchdog.isSilent()).toBe(false);
    ticks(silenceS + 1);
    expect(told).toEqual(['silent', 'answered', 'silent']);
  });
});

describe('what is no silence of the engine', () => {
  it('is the time in which the shell was asleep itself: one tick, however long it took to come', () => {
    tick();
    // Hours later.
    tick();
    watchdog.heard(false);
    expect(told).toEqual([]);
  });

  it('is a halt in a debugger', () => {
    tick();
    watchdog.heard(true);
    ticks(1000);
    expect(told).toEqual([]);
  });

  it('is what comes after the end', () => {
    tick();
    watchdog.stop();
    ticks(100);
    expect(told).toEqual([]);
  });
});
