import { describe, expect, it } from 'vitest';
import { convertUnit } from './units.ts';

describe('a converted value', () => {
  it.each([
    [0.41, 's', 'ms', 410],
    [1840, 'ms', 's', 1.84],
    [250, 'us', 'µs', 250],
    [12, 'µs', 'ns', 12_000],
    [90, 's', 'min', 1.5],
    [90, 'min', 'h', 1.5],
    [3, 'KiB', 'B', 3072],
    [2, 'TiB', 'GiB', 2048],
    [1.5, 'GiB', 'MiB', 1536],
    [5, 'MB', 'kB', 5000],
    [3, 'TB', 'GB', 3000],
    [128, 'kB', 'KiB', 125],
    [0.0007, '1', '%', 0.07],
    [0.24, '%', '1', 0.0024],
    [18_000, '1/min', '1/s', 300],
    [4.5, '1/s', '1/min', 270],
  ])('%d %s in %s is %d', (value, from, to, expected) => {
    expect(convertUnit(value, from, to)).toBe(expected);
  });
  it('keeps a unit nobody knows, and does not change it into another', () => {
    expect(convertUnit(3, 'EUR', 'EUR')).toBe(3);
    expect(convertUnit(3, 'EUR', 'USD')).toBeNull();
  });
  it.each([
    ['ms', '%'],
    ['B', 's'],
    ['1/s', '1'],
    ['', 'ms'],
    ['MS', 's'],
  ])('does not turn %s into %s', (from, to) => {
    expect(convertUnit(1, from, to)).toBeNull();
  });
});
