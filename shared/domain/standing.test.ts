import { describe, expect, it } from 'vitest';
import { figureTyped, isAsTyped, type ComputedFigure } from './standing.ts';

describe('a figure is the typed one', () => {
  it.each([
    [160.42, 160],
    [1837.4, 1840],
    [0.0413, 0.04],
    [999.6, 1000],
    [-0.52, -0.5],
    [12_345.678, 12_345.678],
    [0, 0],
  ])('when %d rounds to %d', (figure, typed) => {
    expect(isAsTyped(figure, typed)).toBe(true);
  });
  it.each([
    [160.42, 1],
    [549, 500],
    [160.46, 160.4],
    [1837.6, 1837],
    [0.3, 0],
    [Number.NaN, 1],
  ])('but not when it is %d for %d', (figure, typed) => {
    expect(isAsTyped(figure, typed)).toBe(false);
  });
});

const p95 = (value: number): ComputedFigure => ({ statistic: 'p95', value, unit: 'ms' });

describe('the figure that a typed number stands for', () => {
  it('comes with all its digits, in the unit that was typed', () => {
    expect(figureTyped({ value: 0.16, unit: 's', statistic: 'p95' }, [p95(160.42)])).toBe(0.16042);
  });
  it.each([
    ['another statistic', { value: 160, unit: 'ms', statistic: 'p99' }, [p95(160)]],
    ['no statistic', { value: 160, unit: 'ms', statistic: null }, [p95(160)]],
    ['a unit that does not convert', { value: 160, unit: '%', statistic: 'p95' }, [p95(160)]],
    ['another value', { value: 1, unit: 'ms', statistic: 'p95' }, [p95(160)]],
    ['several to choose from', { value: 160, unit: 'ms', statistic: 'p95' }, [p95(160), p95(90)]],
  ])('is none with %s', (_what, typed, figures) => {
    expect(figureTyped(typed, figures)).toBeNull();
  });
});
