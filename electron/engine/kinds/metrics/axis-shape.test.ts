import { describe, expect, it } from 'vitest';
import { describeAxis } from './axis-shape.ts';

/** Cut into chunks of three, as an axis is stored. */
const shapeOf = (times: number[]) =>
  describeAxis(() =>
    Array.from({ length: Math.ceil(times.length / 3) }, (_, at) =>
      Float64Array.from(times.slice(at * 3, at * 3 + 3)),
    ),
  );

describe('the shape of a time axis', () => {
  it('is a step where four in five neighbours are equally far apart', () => {
    expect(shapeOf([0, 10, 20, 30, 40, 75, 85])).toEqual({ stepMs: 10, gapMs: 15, gaps: 1, duplicates: 0 });
  });

  it('has no gap at one and a half steps, and one beyond', () => {
    expect(shapeOf([0, 10, 20, 30, 40, 50, 65]).gaps).toBe(0);
    expect(shapeOf([0, 10, 20, 30, 40, 50, 66]).gaps).toBe(1);
  });

  it('is irregular with a usual distance where times are jittered', () => {
    const jittered = [0, 10.3, 19.8, 30.1, 40.4, 49.7, 60.2, 160];
    expect(shapeOf(jittered)).toMatchObject({ stepMs: null, gaps: 1 });
  });

  it('knows no gap where times follow no pattern', () => {
    expect(shapeOf([0, 1, 50, 52, 300, 301, 999])).toMatchObject({ stepMs: null, gapMs: null, gaps: 0 });
  });

  it('counts samples of one time, which are no step', () => {
    expect(shapeOf([0, 0, 10, 10, 20, 30])).toEqual({ stepMs: 10, gapMs: 15, gaps: 0, duplicates: 2 });
  });

  it('is empty for a single sample', () => {
    expect(shapeOf([5])).toEqual({ stepMs: null, gapMs: null, gaps: 0, duplicates: 0 });
  });
});
