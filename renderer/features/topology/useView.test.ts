import { describe, expect, it } from 'vitest';
import { fitted, revealing, zoomed } from './useView.ts';

const frame = { width: 400, height: 200 };
const box = { name: 'a', width: 100, height: 20 };

describe('the view of a drawing', () => {
  it('holds all of it, in the middle, and never larger than life', () => {
    expect(fitted({ width: 768, height: 100 }, frame)).toEqual({ scale: 0.5, x: 8, y: 75 });
    expect(fitted({ width: 100, height: 100 }, frame)).toEqual({ scale: 1, x: 150, y: 50 });
  });

  it('begins at the left end where the whole could not be read', () => {
    expect(fitted({ width: 3840, height: 100 }, frame, 0.75)).toMatchObject({ scale: 0.75, x: 8 });
  });

  it('keeps the point that is zoomed at, within its bounds', () => {
    const view = { x: 10, y: 20, scale: 1 };
    const at = { x: 110, y: 70 };
    expect(zoomed(view, 2, at)).toEqual({ x: -90, y: -30, scale: 2 });
    expect(zoomed(view, 100, at).scale).toBe(2.5);
    expect(zoomed(zoomed(view, 2, at), 0.5, at)).toEqual(view);
  });

  it('moves only as far as brings a box into sight, with room around it', () => {
    const view = { x: 0, y: 0, scale: 1 };
    expect(revealing(view, { ...box, x: 150, y: 90 }, frame)).toEqual(view);
    expect(revealing(view, { ...box, x: 600, y: 90 }, frame)).toEqual({ x: -372, y: 0, scale: 1 });
    expect(revealing(view, { ...box, x: -50, y: 0 }, frame)).toEqual({ x: 122, y: 72, scale: 1 });
  });
});
