import { describe, expect, it } from 'vitest';
import { randomOf } from './random.ts';

const draws = 200_000;

function momentsOf(draw: () => number): { mean: number; cv: number } {
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < draws; index += 1) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  const mean = sum / draws;
  return { mean, cv: Math.sqrt(squares / draws - mean * mean) / mean };
}

describe('randomness', () => {
  it('has the mean and the spread that are asked for', () => {
    const random = randomOf(42, 'moments');
    for (const cv of [0.4, 0.9, 1.4]) {
      for (const draw of [() => random.gamma(12, cv), () => random.lognormal(12, cv)]) {
        const moments = momentsOf(draw);
        expect(Math.abs(moments.mean / 12 - 1)).toBeLessThan(0.02);
        expect(Math.abs(moments.cv / cv - 1)).toBeLessThan(0.05);
      }
    }
    const exponential = momentsOf(() => random.exponential(3));
    expect(Math.abs(exponential.mean / 3 - 1)).toBeLessThan(0.01);
    expect(Math.abs(exponential.cv - 1)).toBeLessThan(0.02);
  });

  it('is uniform over its range and over its halves', () => {
    const random = randomOf(1, 'uniform');
    const counts = Array.from({ length: 16 }, () => 0);
    for (let index = 0; index < draws; index += 1) {
      const cell = random.below(16);
      counts[cell] = (counts[cell] as number) + 1;
    }
    // Chi-square with 15 degrees of freedom: above 37.7 once in a thousand.
    const expected = draws / 16;
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(37.7);
  });

  it('of two streams has nothing in common', () => {
    const first = randomOf(9, 'first');
    const second = randomOf(9, 'second');
    let product = 0;
    for (let index = 0; index < draws; index += 1) {
      product += (first.uniform() - 0.5) * (second.uniform() - 0.5);
    }
    // The correlation's standard error is one by the root of the draws.
    expect(Math.abs((product / draws) * 12)).toBeLessThan(4 / Math.sqrt(draws));
  });
});
