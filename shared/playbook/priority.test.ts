import { describe, expect, it } from 'vitest';
import { byPriority, levels, priorityOf, type Level, type Priority } from './priority.ts';

/** impact, effort, risk: the whole matrix, spelled out. */
const matrix: Record<Level, Record<Level, Record<Level, Priority>>> = {
  high: {
    low: { low: 'fix-now', medium: 'plan-next', high: 'roadmap' },
    medium: { low: 'plan-next', medium: 'plan-next', high: 'roadmap' },
    high: { low: 'roadmap', medium: 'roadmap', high: 'roadmap' },
  },
  medium: {
    low: { low: 'plan-next', medium: 'roadmap', high: 'defer' },
    medium: { low: 'roadmap', medium: 'roadmap', high: 'defer' },
    high: { low: 'defer', medium: 'defer', high: 'defer' },
  },
  low: {
    low: { low: 'defer', medium: 'defer', high: 'defer' },
    medium: { low: 'defer', medium: 'defer', high: 'defer' },
    high: { low: 'defer', medium: 'defer', high: 'defer' },
  },
};
const all = levels.flatMap((impact) =>
  levels.flatMap((effort) => levels.map((risk) => ({ impact, effort, risk }))),
);

const rank = (priority: Priority | null): number =>
  ['fix-now', 'plan-next', 'roadmap', 'defer'].indexOf(priority ?? 'defer');

describe('the priority matrix', () => {
  it.each(all)('places impact $impact, effort $effort, risk $risk', (rating) => {
    expect(priorityOf(rating)).toBe(matrix[rating.impact][rating.effort][rating.risk]);
  });

  it('gives no priority while a rating is missing', () => {
    expect(priorityOf({ impact: 'high', effort: null, risk: 'low' })).toBeNull();
  });

  it('never ranks more effort or more risk before less, or less impact before more', () => {
    const worse: Record<Level, Level> = { low: 'medium', medium: 'high', high: 'high' };
    const less: Record<Level, Level> = { high: 'medium', medium: 'low', low: 'low' };
    for (const rating of all) {
      const here = rank(priorityOf(rating));
      expect(rank(priorityOf({ ...rating, effort: worse[rating.effort] }))).toBeGreaterThanOrEqual(here);
      expect(rank(priorityOf({ ...rating, risk: worse[rating.risk] }))).toBeGreaterThanOrEqual(here);
      expect(rank(priorityOf({ ...rating, impact: less[rating.impact] }))).toBeGreaterThanOrEqual(here);
    }
  });
});

it('sorting puts what to fix now first and the unrated last', () => {
  const fixNow = { impact: 'high', effort: 'low', risk: 'low' } as const;
  const roadmap = { impact: 'high', effort: 'high', risk: 'low' } as const;
  const riskier = { impact: 'high', effort: 'high', risk: 'high' } as const;
  const unrated = { impact: 'high', effort: null, risk: null } as const;
  expect([unrated, riskier, roadmap, fixNow].toSorted(byPriority)).toEqual([
    fixNow,
    roadmap,
    riskier,
    unrated,
  ]);
});
