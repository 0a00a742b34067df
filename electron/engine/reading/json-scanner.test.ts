import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssayError, type ErrorData } from '../../../shared/domain/errors.ts';
import { findJsonFault } from './json-fault.ts';
import { createJsonScanner, type JsonLimits, type JsonShape } from './json-scanner.ts';

const everything: JsonShape = { name: 'value' };
const items: JsonShape = { name: 'document', members: { items: { name: 'items', items: { name: 'item' } } } };

interface Seen {
  name: string;
  value: unknown;
  line: number;
  offset: number;
}

function scan(chunks: Iterable<Uint8Array>, shape: JsonShape, limits?: JsonLimits): Seen[] {
  const seen: Seen[] = [];
  const scanner = createJsonScanner(
    shape,
    {
      value: (name, value, { line, offset }) => void seen.push({ name, value, line, offset }),
      misfit: (name, { line, offset }) =>
        void seen.push({ name: `misfit ${name}`, value: null, line, offset }),
    },
    limits,
  );
  for (const chunk of chunks) scanner.write(chunk);
  scanner.end();
  return seen;
}

const scanText = (text: string, shape = items, limits?: JsonLimits): Seen[] =>
  scan([Buffer.from(text)], shape, limits);
const valuesOf = (seen: readonly Seen[]): unknown[] => seen.map(({ value }) => value);

function failureOf(action: () => unknown): ErrorData {
  try {
    action();
  } catch (error) {
    if (error instanceof AssayError) return error.data;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** The same text, cut at random places. */
const cut = (bytes: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const boundaries = [...new Set(places.map((place) => place % (bytes.length + 1)))].toSorted(
    (a, b) => a - b,
  );
  return [...boundaries, bytes.length].map((end, index) => bytes.slice(boundaries[index - 1] ?? 0, end));
};

describe('the JSON scanner', () => {
  it('delivers the elements of a list inside an object, with line and byte offset', () => {
    expect(scanText('{"items": [\n  {"a": 1},\n  "é", 3\n]}')).toEqual([
      { name: 'item', value: { a: 1 }, line: 2, offset: 14 },
      { name: 'item', value: 'é', line: 3, offset: 26 },
      { name: 'item', value: 3, line: 3, offset: 32 },
    ]);
  });

  it('reads JSON lines, concatenated objects and objects in any white space alike', () => {
    for (const separator of ['\n', '', '\r\n\r\n', ' \t']) {
      const text = ['{"items":[1]}', '{"other":0}', '{"items":[2,3]}'].join(separator);
      expect(valuesOf(scanText(text))).toEqual([1, 2, 3]);
    }
  });

  it('drops members that the shape does not name, whatever they hold', () => {
    expect(
      valuesOf(scanText('{"x":{"items":[9]},"y":"]}\\"","__proto__":{},"items":[1],"z":[[{}]]}')),
    ).toEqual([1]);
  });

  it('reports a value of another type than the shape walks into, and takes null for absent', () => {
    expect(scanText('{"items":{"a":1}}{"items":null}')).toEqual([
      { name: 'misfit items', value: null, line: 1, offset: 9 },
    ]);
  });

  it('delivers integers of 16 digits or more as exact strings, and all other numbers as numbers', () => {
    const text =
      '{"items":[1700000000123456789,-9223372036854775808,123456789012345,1.0000000000000002,1e20]}';
    expect(valuesOf(scanText(text))).toEqual([
      '1700000000123456789',
      '-9223372036854775808',
      123456789012345,
      1.0000000000000002,
      1e20,
    ]);
    expect(
      valuesOf(scanText('{"items":[{"t":1700000000123456789,"u":"1700000000123456789","v":0}]}')),
    ).toEqual([{ t: '1700000000123456789', u: '1700000000123456789', v: 0 }]);
  });

  it('takes a number or a word at the very end of the input', () => {
    expect(valuesOf(scanText('17', everything))).toEqual([17]);
    expect(valuesOf(scanText('1 true\nnull', everything))).toEqual([1, true, null]);
  });

  it('holds no more than one value: a list of many values passes through small limits', () => {
    const list = `{"items":[${Array.from({ length: 2000 }, () => '"0123456789"').join(',')}]}`;
    expect(scanText(list, items, { valueBytes: 16, depth: 4 })).toHaveLength(2000);
  });
});

/** `JSON.parse` with its reviver's view of the source text: the same rule for long integers, found another way. */
const parseExactly = (text: string): unknown =>
  JSON.parse(text, ((_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && /^-?\d{16,}$/u.test(context?.source ?? '') ? context?.source : value) as (
    key: string,
    value: unknown,
  ) => unknown) as unknown;

describe('the JSON scanner on any JSON', () => {
  const documents = fc.array(fc.json({ noUnicodeString: false, maxDepth: 5 }), {
    minLength: 1,
    maxLength: 4,
  });
  const places = fc.array(fc.nat(), { maxLength: 40 });

  it('delivers what JSON.parse reads, wherever the chunks are cut', () => {
    fc.assert(
      fc.property(documents, places, fc.constantFrom('\n', ' ', '\r\n'), (texts, where, separator) => {
        const bytes = Buffer.from(texts.join(separator));
        expect(valuesOf(scan(cut(bytes, where), everything))).toEqual(texts.map(parseExactly));
      }),
    );
  });

  it('delivers the same elements, lines and offsets byte by byte as in one chunk', () => {
    fc.assert(
      fc.property(documents, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }), (texts, integer) => {
        const bytes = Buffer.from(`{"items":[${[...texts, String(integer)].join(',\n')}],"rest":"é€😀"}`);
        expect(
          scan(
            [...bytes].map((byte) => Uint8Array.of(byte)),
            items,
          ),
        ).toEqual(scan([bytes], items));
      }),
    );
  });

  it('says json.truncated for every cut of an object, never anything else', () => {
    fc.assert(
      fc.property(documents, fc.nat(), (texts, place) => {
        const whole = Buffer.from(`{"items":[${texts.join(',')}]}`);
        const part = whole.subarray(0, 1 + (place % (whole.length - 1)));
        const { code, offset } = failureOf(() => scan([part], items));
        expect(code).toBe('json.truncated');
        expect(offset).toBe(part.length);
      }),
    );
  });

  it('refuses what JSON.parse refuses, and takes what it takes', () => {
    const mutated = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', '}', ']', ',', ':', '"', '0', '-', 'e', '\\', '\n'),
      )
      .map(([text, at, insert]) => {
        const place = at % (text.length + 1);
        return `[${text.slice(0, place)}${insert}${text.slice(place + (at % 2))}]`;
      });
    fc.assert(
      fc.property(mutated, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        let taken = true;
        try {
          // Several documents in a row are fine for the scanner, so only one that fills the input counts.
          taken = scanText(text, everything).length === 1;
        } catch (error) {
          expect((error as AssayError).code).toMatch(/^json\.(?:invalid|truncated)$/u);
          taken = false;
        }
        expect(taken).toBe(isJson);
      }),
      { numRuns: 1000 },
    );
  });

  it('names a fault exactly when JSON.parse throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          expect(findJsonFault(Buffer.from(text)) === undefined).toBe(isJson);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

const broken = (text: string): [number | undefined, number | undefined, string] => {
  const { code, line, offset, message } = failureOf(() => scanText(text));
  expect(code).toBe('json.invalid');
  return [line, offset, message.slice(message.indexOf('found'))];
};

describe('the JSON scanner on broken input', () => {
  it('names the end, what is open and what was expected when JSON stops in the middle', () => {
    expect(failureOf(() => scanText('{"items":[\n{"a":"b'))).toEqual({
      code: 'json.truncated',
      message:
        'The JSON ends at byte 18, inside a value of “item” that begins on line 2 (byte 11); expected a closing quote.',
      line: 2,
      offset: 18,
      hint: expect.stringContaining('cut short') as string,
    });
    expect(failureOf(() => scanText('{"items":[{"a":1},')).message).toBe(
      'The JSON ends at byte 18, inside the array “items” that begins on line 1 (byte 9); expected a value.',
    );
    expect(failureOf(() => scanText('{"items"')).message).toContain('expected “:”');
  });

  it('names line, offset, what was found and what was expected', () => {
    expect(broken('{"items":[1\n 2]}')).toEqual([2, 13, 'found “2”, expected “,” or “]”.']);
    expect(broken('{"items":[{"a" 1}]}')).toEqual([1, 15, 'found “1”, expected “:”.']);
    expect(broken('{"items":[{\n"a":tru}]}')).toEqual([2, 19, 'found “}”, expected “true”.']);
    expect(broken('{"items":[{"a":[1}]}')).toEqual([1, 17, 'found “}”, expected “]”.']);
    expect(broken('{"items":["a\nb"]}')).toEqual([
      1,
      12,
      'found a line break, expected a closing quote or an escape.',
    ]);
    expect(broken('{"items":["\\x"]}')).toEqual([
      1,
      12,
      'found “x”, expected an escape such as \\n or \\u0041.',
    ]);
    expect(broken('{"items":[1]},')).toEqual([1, 13, 'found “,”, expected a value.']);
    expect(broken('{items:[1]}')).toEqual([1, 1, 'found “i”, expected a key in quotes or “}”.']);
    expect(broken('{"items":[1],}')).toEqual([1, 13, 'found “}”, expected a key in quotes.']);
    expect(broken('{"items":[{1234567890123456789 :1}]}')).toEqual([
      1,
      11,
      'found “1”, expected a key in quotes or “}”.',
    ]);
    expect(broken('\u0000')).toEqual([1, 0, 'found byte 0x00, expected a value.']);
  });

  it('refuses nesting beyond the limit, in what it walks and in what it delivers', () => {
    expect(failureOf(() => scanText('['.repeat(100_000), everything)).code).toBe('json.too-deep');
    expect(failureOf(() => scanText('{"a":'.repeat(100_000), everything)).code).toBe('json.too-deep');
    const level: { name: string; items?: JsonShape } = { name: 'level' };
    level.items = level;
    expect(failureOf(() => scanText('['.repeat(100_000), level)).code).toBe('json.too-deep');
  });

  it('refuses one value beyond the limit, without holding it all', () => {
    const limits = { valueBytes: 1_000_000, depth: 100 };
    const digits = Buffer.alloc(65536, 0x39);
    const endless = function* (): Generator<Uint8Array> {
      yield Buffer.from('{"items":[');
      for (let written = 0; written < 1e9; written += digits.length) yield digits;
    };
    const failure = failureOf(() => scan(endless(), items, limits));
    expect(failure).toMatchObject({ code: 'json.value-too-large', line: 1, offset: 10 });
  });

  it('delivers lone surrogates as JSON.parse does, and replaces bytes that are not UTF-8', () => {
    expect(valuesOf(scanText('{"items":["\\ud800"]}'))).toEqual(['\ud800']);
    const bytes = Buffer.from('{"items":["?"]}');
    bytes[11] = 0xff;
    expect(valuesOf(scan([bytes], items))).toEqual(['\ufffd']);
  });
});
