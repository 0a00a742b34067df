import { describe, expect, it } from 'vitest';
import { declaration as topFunctions } from './top-functions.ts';

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

describe('the top functions in words', () => {
  it('name what is on top, what much passes through, and what is left out', () => {
    const profile = {
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
    };
    const text = topFunctions.sentence({ profiles: [profile] }, {}, { timeZone: 'UTC' });
    expect(text.replaceAll('\u202f', ' ')).toBe(
      'hash does most itself: 60 % of 1 ms. 70 % passes through query. Idle time, 100 µs, is left out.',
    );
  });
});
