// The canonical form against the library that follows RFC 8785 to the letter.
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';

/** Of the library, or that it refuses. */
function published(value: unknown): string | undefined | Error {
  try {
    return canonicalize(value);
  } catch (error) {
    return error as Error;
  }
}

describe('canonical JSON', () => {
  it('is what the library makes of any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    );
  });

  it('is what the library makes of whatever else comes, or refused as by the library', () => {
    const anything = fc.anything({ withDate: true, withSparseArray: true, withBoxedValues: true });
    fc.assert(
      fc.property(anything, (value) => {
        const expected = published(value);
        if (typeof expected === 'string') expect(canonicalJson(value)).toBe(expected);
        else expect(() => canonicalJson(value)).toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  it('sorts keys by code units, those that look like an index among them', () => {
    // The example of RFC 8785, 3.2.3, as code points; the list of keys there is in this order.
    const keys = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'];
    const record = Object.fromEntries(keys.toReversed().map((key, index) => [key, index]));
    const text = canonicalJson(record);
    expect(keys.map((key) => text.indexOf(`${JSON.stringify(key)}:`))).toSatisfy((places: number[]) =>
      places.every((place, index) => index === 0 || place > (places[index - 1] as number)),
    );
    expect(canonicalJson({ b: 1, 10: 2, 9: 3, '!': 4 })).toBe('{"!":4,"10":2,"9":3,"b":1}');
    expect(canonicalJson([{ b: 1, a: 2 }, { a: 1, b: 2 }, JSON.parse('{"__proto__":1,"A":2}')])).toBe(
      '[{"a":2,"b":1},{"a":1,"b":2},{"A":2,"__proto__":1}]',
    );
  });

  it('writes numbers as the RFC does', () => {
    // RFC 8785, appendix B.
    const samples: [number, string][] = [
      [-0, '0'],
      [5e-324, '5e-324'],
      [1.7976931348623157e308, '1.7976931348623157e+308'],
      [9007199254740992, '9007199254740992'],
      [295147905179352830000, '295147905179352830000'],
      [1e21, '1e+21'],
      [9.999999999999997e22, '9.999999999999997e+22'],
      [0.000001, '0.000001'],
      [333333333.3333332, '333333333.3333332'],
      [1424953923781206.25, '1424953923781206.2'],
    ];
    for (const [value, text] of samples) expect(canonicalJson(value)).toBe(text);
  });

  it('holds JSON that is nested deeper than a stack of calls', () => {
    const text = '['.repeat(50_000) + ']'.repeat(50_000);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], [{ '\ud800': 1 }], [undefined]])(
    'refuses %j',
    (value) => {
      expect(() => canonicalJson(value)).toThrow();
    },
  );
});
