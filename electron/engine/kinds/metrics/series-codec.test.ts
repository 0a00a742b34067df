import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkSamples, decodeTimes, decodeValues, encodeTimes, encodeValues } from './series-codec.ts';

const bitsOf = (values: Float64Array): BigUint64Array => new BigUint64Array(values.slice().buffer);
/** Every NaN is the same "no value". */
const canonical = (values: number[]): Float64Array =>
  Float64Array.from(values, (v) => (v !== v ? Number.NaN : v));

const decimals = fc
  .tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }))
  .map(([integer, places]) => integer / 10 ** places);
const anyValue = fc.oneof(
  decimals,
  fc.double(),
  fc.constantFrom(
    Number.NaN,
    -0,
    0,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    Number.MAX_VALUE,
    Infinity,
    -Infinity,
  ),
);

function roundTrip(values: Float64Array): Float64Array {
  return decodeValues(encodeValues(values), values.length, 'the test');
}

describe('the codec of values', () => {
  it('gives back any doubles bit for bit', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 300 }).map(canonical), (values) => {
        expect(bitsOf(roundTrip(values))).toEqual(bitsOf(values));
      }),
      { numRuns: 500 },
    );
  });

  it('gives back decimals with holes bit for bit', () => {
    const cells = fc.oneof(
      { weight: 4, arbitrary: decimals },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    );
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 1000 }).map(canonical), (values) => {
        expect(bitsOf(roundTrip(values))).toEqual(bitsOf(values));
      }),
    );
  });

  it('holds a full chunk of values that no decimal describes', () => {
    const values = Float64Array.from({ length: chunkSamples }, (_, index) => Math.sin(index) / 3);
    expect(bitsOf(roundTrip(values))).toEqual(bitsOf(values));
  });

  it('holds a full chunk of the widest scaled differences', () => {
    const values = Float64Array.from({ length: chunkSamples }, (_, index) => (index % 2 ? 1 : -1) * 2 ** 50);
    expect(bitsOf(roundTrip(values))).toEqual(bitsOf(values));
  });

  it('spends about a byte and a half on a slowly moving value with two decimals', () => {
    const values = Float64Array.from(
      { length: chunkSamples },
      (_, index) => (4000 + ((index * 7) % 90)) / 100,
    );
    expect(encodeValues(values).data.length).toBeLessThan(chunkSamples * 1.5);
  });
});

describe('the codec of times', () => {
  const epochMs = fc.integer({ min: 0, max: 4 * 10 ** 12 });
  const anyTime = fc.oneof(
    epochMs,
    epochMs.map((ms) => (ms * 1000 + 7) / 1000),
    epochMs.map((ms) => ms + 0.000_123),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );

  it('gives back any rising times bit for bit', () => {
    fc.assert(
      fc.property(fc.array(anyTime, { minLength: 1, maxLength: 300 }), (unsorted) => {
        const times = Float64Array.from(unsorted).sort();
        expect(bitsOf(decodeTimes(encodeTimes(times), times.length, 'the test'))).toEqual(bitsOf(times));
      }),
      { numRuns: 500 },
    );
  });

  it('stores a regular axis as its start and step', () => {
    const times = Float64Array.from(
      { length: chunkSamples },
      (_, index) => 1_700_000_000_000 + index * 15_000,
    );
    expect(encodeTimes(times).data.length).toBe(17);
  });

  it('spends little more than a byte a sample on jittered times in microseconds', () => {
    const times = Float64Array.from(
      { length: chunkSamples },
      (_, index) => (1_700_000_000_000_000 + index * 1_000_000 + ((index * 37) % 60)) / 1000,
    );
    expect(encodeTimes(times).data.length).toBeLessThan(chunkSamples * 2.1);
  });
});

describe('a damaged block', () => {
  it('is refused, whichever byte is wrong', () => {
    const { data, crc } = encodeValues(Float64Array.from([1.5, 2.5, Number.NaN, 4]));
    for (let index = 0; index < data.length; index += 1) {
      const damaged = Uint8Array.from(data);
      damaged[index]! ^= 0x10;
      expect(() => decodeValues({ data: damaged, crc }, 4, 'series 7, chunk 3')).toThrow('series 7, chunk 3');
    }
  });

  it('is refused when it is cut short', () => {
    const { data, crc } = encodeTimes(Float64Array.from([1, 2, 4]));
    expect(() => decodeTimes({ data: data.subarray(0, 5), crc }, 3, 'axis 1')).toThrow('checksum');
    expect(() => decodeTimes({ data: new Uint8Array(0), crc: 0 }, 3, 'axis 1')).toThrow('checksum');
  });
});
