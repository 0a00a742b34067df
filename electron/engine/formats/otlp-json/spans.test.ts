import { describe, expect, it } from 'vitest';
import { documentOf, failureOf, only, parse, sample, spanJson } from './parsing.fixture.ts';

const attributeOf = (value: unknown): unknown => ({ key: 'k', value });

describe('OTLP JSON, fields of a span', () => {
  it('takes ids as hex of either case and as base64, padded or not', async () => {
    const hex = { traceId: '4BF92F3577B34DA6A3CE929D0E0E4736', spanId: '00F067AA0BA902B7' };
    const padded = { traceId: 'S/kvNXezTaajzpKdDg5HNg==', spanId: 'APBnqgupArc=' };
    const bare = { traceId: 'S/kvNXezTaajzpKdDg5HNg', spanId: 'APBnqgupArc' };
    for (const ids of [hex, padded, bare]) {
      const { traceId, spanId } = await only(ids);
      expect([traceId, spanId]).toEqual(['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7']);
    }
    expect((await only({ spanId: 'AAAAAAAAAAAAAAAA' })).spanId).toBe('aaaaaaaaaaaaaaaa');
  });

  it('takes an empty, absent, null or all-zero parent as none', async () => {
    for (const parentSpanId of ['', undefined, null, '0000000000000000', 'AAAAAAAAAAA=']) {
      expect((await only({ parentSpanId })).parentSpanId).toBeNull();
    }
    expect((await only({ parentSpanId: '00F067AA0BA902B8' })).parentSpanId).toBe('00f067aa0ba902b8');
  });

  it.each([
    [undefined, 'unspecified'],
    [0, 'unspecified'],
    [2, 'server'],
    ['2', 'server'],
    ['SPAN_KIND_SERVER', 'server'],
    ['server', 'server'],
    ['SPAN_KIND_CONSUMER', 'consumer'],
    [99, 'unspecified'],
    ['something', 'unspecified'],
  ])('reads kind %j as %s', async (kind, expected) => {
    expect((await only({ kind })).kind).toBe(expected);
  });

  it.each([
    [undefined, 'unset'],
    [{}, 'unset'],
    [{ code: 1 }, 'ok'],
    [{ code: 2 }, 'error'],
    [{ code: 'STATUS_CODE_ERROR' }, 'error'],
    [{ code: 'Ok' }, 'ok'],
  ])('reads status %j as %s', async (status, expected) => {
    expect((await only({ status })).status).toBe(expected);
  });

  it('keeps 64-bit times exact, as strings and as numbers', async () => {
    for (const quote of ['"', '']) {
      const text = documentOf(spanJson())
        .replace('"1700000000000000001"', `${quote}1700000000123456789${quote}`)
        .replace('"1700000000000000002"', `${quote}9223372036854775807${quote}`);
      const { spans, rejected } = await parse(text);
      // The end is the last that fits; the span is refused for its length, which shows the exact difference.
      expect(spans).toEqual([]);
      expect(rejected[0]?.reason).toContain('7523372036731319018 ns');
    }
    expect((await only({})).startNs).toBe(1700000000000000001n);
  });

  it('reads every kind of attribute value', async () => {
    const cases: [unknown, unknown][] = [
      [{ stringValue: 'é' }, 'é'],
      [{ stringValue: '' }, ''],
      [{ intValue: '42' }, 42],
      [{ intValue: 42 }, 42],
      [{ intValue: '9223372036854775807' }, '9223372036854775807'],
      [{ boolValue: false }, false],
      [{ doubleValue: 0.5 }, 0.5],
      [{ doubleValue: 'NaN' }, 'NaN'],
      [{ arrayValue: { values: [{ intValue: '1' }, { stringValue: 'a' }, {}] } }, [1, 'a', null]],
      [{ arrayValue: {} }, []],
      [{ kvlistValue: { values: [{ key: 'a', value: { boolValue: true } }] } }, { a: true }],
      [{ bytesValue: 'AQI=' }, 'AQI='],
      [{}, null],
      [undefined, null],
    ];
    for (const [any, expected] of cases) {
      expect((await only({ attributes: [attributeOf(any)] })).attributes).toEqual({ k: expected });
    }
    const big = documentOf(spanJson({ attributes: [attributeOf({ intValue: 0 })] })).replace(
      ':0}',
      ':9007199254740993}',
    );
    expect((await parse(big)).spans[0]?.attributes).toEqual({ k: '9007199254740993' });
  });

  it('keeps a key named __proto__ as any other', async () => {
    const { attributes } = await only({ attributes: [{ key: '__proto__', value: { stringValue: 'x' } }] });
    expect(Object.entries(attributes)).toEqual([['__proto__', 'x']]);
  });

  it('makes lone surrogates whole text', async () => {
    expect((await only({ name: 'a\ud800b' })).operation).toBe('a\ufffdb');
  });
});

describe('OTLP JSON, events and links of a span', () => {
  it('are kept in the order of the file, with their attributes', async () => {
    const { events, links } = await only({
      events: [
        {
          timeUnixNano: '1700000000000000002',
          name: 'exception',
          attributes: [attributeOf({ intValue: 7 })],
        },
        { name: 'no time of its own' },
      ],
      links: [
        { traceId: '0AF7651916CD43DD8448EB211C80319C', spanId: 'b7ad6b7169203331', attributes: [] },
        { traceId: '00000000000000000000000000000000', spanId: 'b7ad6b7169203331' },
        'not a link',
      ],
    });
    expect(events).toEqual([
      { name: 'exception', timeNs: 1700000000000000002n, attributes: { k: 7 } },
      { name: 'no time of its own', timeNs: 1700000000000000001n, attributes: {} },
    ]);
    expect(links).toEqual([
      { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', attributes: {} },
    ]);
  });

  it.each([[null], ['text'], [{}], [[null, 4, []]]])('are none where the file has %j', async (value) => {
    expect(await only({ events: value, links: value })).toMatchObject({ events: [], links: [] });
  });
});

describe('OTLP JSON, spans that cannot be used', () => {
  it.each([
    [{ traceId: 'abc' }, 'traceId is "abc"; expected 32 hexadecimal digits, not all zero.'],
    [
      { traceId: '0'.repeat(32) },
      `traceId is "${'0'.repeat(32)}"; expected 32 hexadecimal digits, not all zero.`,
    ],
    [{ spanId: undefined }, 'spanId is missing; expected 16 hexadecimal digits, not all zero.'],
    [{ parentSpanId: 'zz' }, 'parentSpanId is "zz"; expected 16 hexadecimal digits or nothing.'],
    [{ startTimeUnixNano: '0' }, 'startTimeUnixNano is "0"; expected nanoseconds since 1970.'],
    [{ endTimeUnixNano: null }, 'endTimeUnixNano is null; expected nanoseconds since 1970.'],
    [{ endTimeUnixNano: '1700000000000000000' }, 'The span ends 1 ns before it starts.'],
    [
      { endTimeUnixNano: '9223372036854775808' },
      'endTimeUnixNano is "9223372036854775808"; expected nanoseconds since 1970.',
    ],
  ])('rejects %j with the reason', async (changes, reason) => {
    const { spans, rejected } = await parse(documentOf(spanJson(), spanJson(changes)));
    expect(spans).toHaveLength(1);
    expect(rejected).toEqual([{ line: 1, offset: expect.any(Number) as number, reason }]);
  });

  it('names line and byte offset of the rejected span', async () => {
    const text = `${documentOf(spanJson())}\n${documentOf(spanJson({ spanId: 'é' }))}`;
    const { rejected } = await parse(text);
    const bytes = Buffer.from(text);
    const offset = bytes.indexOf('{"traceId"', bytes.indexOf('\n'));
    expect(rejected.map(({ line, offset: at }) => [line, at])).toEqual([[2, offset]]);
  });

  it('refuses a file that is cut anywhere in the middle', async () => {
    const whole = sample('pretty-numbers.json');
    for (const share of [0.1, 0.33, 0.5, 0.77, 0.99]) {
      const part = whole.subarray(0, Math.floor(whole.length * share));
      const { code, offset, line, hint } = await failureOf(parse(part, 100));
      expect([code, offset]).toEqual(['json.truncated', part.length]);
      expect(line).toBe(part.toString().split('\n').length);
      expect(hint).toBeTruthy();
    }
  });
});
