import { describe, expect, it } from 'vitest';
import { fitText } from './text.ts';

/** Every character is ten px wide. */
const measure = (): number => 10;

describe('a name in a box', () => {
  it('is whole when it fits', () => {
    expect(fitText('main', 40, measure)).toBe('main');
    expect(fitText('', 40, measure)).toBe('');
  });
  it('ends in an ellipsis when it does not, never wider than the box', () => {
    expect(fitText('handleRequest', 60, measure)).toBe('handl…');
  });
  it('is left out when not even three characters fit', () => {
    expect(fitText('main', 39, measure)).toBe('');
  });
  it('is never cut inside a character', () => {
    expect(fitText('𝒻𝒻𝒻𝒻𝒻𝒻', 45, measure)).toBe('𝒻𝒻𝒻…');
  });
});
