import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from './address.ts';

describe('the address of a view', () => {
  it('comes back as it was written, and leaves out what is as usual', () => {
    const address = {
      weight: 'samples',
      view: 'tree',
      inverted: true,
      idle: 'include',
      functionId: 12,
    } as const;
    const [path, query] = writeAddress('1:0', address).split('?') as [string, string];
    expect(path).toBe('/profiles/1%3A0');
    expect(readAddress(new URLSearchParams(query))).toEqual(address);
    const usual = readAddress(new URLSearchParams());
    expect(writeAddress('1:0', usual)).toBe('/profiles/1%3A0');
  });
});
