import { describe, expect, it } from 'vitest';
import { placeOnScreens } from './window-state.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const size = { width: 1280, height: 800, maximised: false };

describe('the window’s place', () => {
  it('is kept while its title bar is within reach', () => {
    expect(placeOnScreens({ ...size, x: 700, y: 300 }, screens)).toEqual({ ...size, x: 700, y: 300 });
  });

  it.each([
    ['beyond the right edge', 1900, 0],
    ['beyond the left edge', -1270, 0],
    ['above the top edge', 0, -20],
    ['below the bottom edge', 0, 1070],
  ])('is forgotten when it lies %s', (_where, x, y) => {
    expect(placeOnScreens({ ...size, x, y }, screens)).toEqual(size);
  });
});
