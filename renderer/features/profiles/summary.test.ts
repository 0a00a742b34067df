import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from './address.ts';
import { summarise } from './summary.ts';

const row = (name: string, self: number, total: number, kind = '' as const) => ({
  id: 0,
  name,
  file: '',
  line: null,
  column: null,
  kind,
  self,
  total,
  tiers: [],
});

describe('the answer of the screen', () => {
  it('names what is on top, what much passes through, and what is left out', () => {
    const text = summarise({
      id: '1:0',
      sourceId: 1,
      name: 'a',
      weight: 'time',
      unit: 'us',
      total: 1100,
      samples: 5,
      weights: [],
      idle: { excluded: true, weight: 100 },
      functionCount: 4,
      functions: [
        row('hash', 600, 600),
        row('parse', 250, 250),
        row('query', 100, 700),
        row('main', 50, 1000),
      ],
    });
    expect(text.replaceAll('\u202f', ' ')).toBe(
      'hash does most itself: 60 % of 1 ms. 70 % passes through query. Idle time, 100 µs, is left out.',
    );
  });
});

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
