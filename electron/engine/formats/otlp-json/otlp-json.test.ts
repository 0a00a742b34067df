import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AssayError, type ErrorData } from '../../../../shared/domain/errors.ts';
import type { SpanRecord } from '../../kinds/traces/batch.ts';
import { format as otlpJson } from './index.ts';

const sample = (name: string): Buffer => readFileSync(new URL(`samples/${name}`, import.meta.url));

interface Parsed {
  spans: SpanRecord[];
  rejected: { line: number; offset: number; reason: string }[];
  warnings: Record<string, string>;
}

async function parse(input: string | Uint8Array, chunkBytes = Number.POSITIVE_INFINITY): Promise<Parsed> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.slice(from, from + chunkBytes);
  };
  const parsed: Parsed = { spans: [], rejected: [], warnings: {} };
  const context = {
    fileName: 'traces.json',
    options: {},
    timeZone: undefined,
    reject: (line: number, offset: number, reason: string) =>
      void parsed.rejected.push({ line, offset, reason }),
    warn: (code: string, message: string) => void (parsed.warnings[code] = message),
  };
  for await (const { spans } of otlpJson.parse(stream(), context)) parsed.spans.push(...spans);
  return parsed;
}

async function failureOf(promise: Promise<unknown>): Promise<ErrorData> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AssayError) return error.data;
    throw error;
  }
  throw new Error('It did not fail.');
}

const spanJson = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  name: 'GET /',
  startTimeUnixNano: '1700000000000000001',
  endTimeUnixNano: '1700000000000000002',
  ...changes,
});
const documentOf = (...spans: unknown[]): string =>
  JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeSpans: [{ spans }],
      },
    ],
  });
async function only(changes: Record<string, unknown>): Promise<SpanRecord> {
  const { spans, rejected } = await parse(documentOf(spanJson(changes)));
  expect(rejected).toEqual([]);
  expect(spans).toHaveLength(1);
  return spans[0] as SpanRecord;
}

describe('OTLP JSON, on the samples', () => {
  it.each(['collector-lines.jsonl', 'tempo-batches.json', 'pretty-numbers.json'])(
    'reads %s',
    async (name) => {
      const { spans, rejected } = await parse(sample(name));
      expect(rejected).toEqual([]);
      expect(spans).toHaveLength(8);
      expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['gateway', 'orders', 'mailer']));
      const [root] = spans;
      expect(root).toEqual({
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        spanId: '00f067aa0ba902b7',
        parentSpanId: null,
        service: 'gateway',
        operation: 'POST /checkout',
        kind: 'server',
        startNs: 1700000000123456789n,
        endNs: 1700000000243456789n,
        status: 'unset',
        statusMessage: '',
        attributes: {
          'http.request.method': 'POST',
          'url.path': '/checkout',
          'http.response.status_code': 200,
        },
        resource: { 'service.name': 'gateway', 'service.version': '2.4.1' },
        events: [],
        links: [],
      });
      expect(
        spans.filter(({ status }) => status === 'error').map(({ statusMessage }) => statusMessage),
      ).toEqual(['payment declined']);
      expect(spans.map(({ kind }) => kind).toSorted()).toEqual([
        'client',
        'client',
        'client',
        'consumer',
        'producer',
        'server',
        'server',
        'server',
      ]);
    },
  );

  it('reads the same spans from all of them, in chunks of any size', async () => {
    const { spans } = await parse(sample('collector-lines.jsonl'));
    expect((await parse(sample('tempo-batches.json'), 7)).spans).toEqual(spans);
    expect((await parse(sample('pretty-numbers.json'), 1)).spans).toEqual(spans);
  });

  it('keeps the attribute names of old and new conventions', async () => {
    const { spans } = await parse(sample('collector-lines.jsonl'));
    const names = new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)));
    for (const name of [
      'http.method',
      'http.request.method',
      'db.system',
      'db.system.name',
      'db.statement',
      'db.query.text',
    ]) {
      expect(names).toContain(name);
    }
  });
});

describe('OTLP JSON, containers', () => {
  it('takes an array of documents, and Tempo’s document inside “trace”', async () => {
    const document = documentOf(spanJson());
    expect((await parse(`[${document},${document}]`)).spans).toHaveLength(2);
    expect((await parse(`{"trace":${document}}`)).spans).toHaveLength(1);
  });

  it('takes spans that stand under no scope', async () => {
    const text = JSON.stringify({ resourceSpans: [{ spans: [spanJson()] }] });
    expect((await parse(text)).spans).toHaveLength(1);
  });

  it('names a service that has no resource or no name unknown_service', async () => {
    for (const resource of [undefined, null, {}, { attributes: [] }]) {
      const text = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [spanJson()] }] }] });
      const { spans } = await parse(text);
      expect(spans.map(({ service }) => service)).toEqual(['unknown_service']);
    }
  });

  it('does not give a resource to the spans of the next', async () => {
    const text = JSON.stringify({
      resourceSpans: [
        { resource: { attributes: [{ key: 'service.name', value: { stringValue: 'a' } }] }, scopeSpans: [] },
        { scopeSpans: [{ spans: [spanJson()] }] },
      ],
    });
    expect((await parse(text)).spans[0]?.service).toBe('unknown_service');
  });

  it('reads on past metrics and logs in the same file', async () => {
    const text = `{"resourceMetrics":[{}]}\n${documentOf(spanJson())}\n{"resourceLogs":[{}]}`;
    expect((await parse(text)).spans).toHaveLength(1);
  });

  it('passes over null where a list may be, and reports a list that is something else', async () => {
    const { spans, rejected } = await parse(
      '{"resourceSpans":null}\n{"resourceSpans":[{"scopeSpans":{"spans":[]}}]}',
    );
    expect(spans).toEqual([]);
    expect(rejected).toEqual([
      { line: 2, offset: 55, reason: '“scopeSpans” is not what OTLP puts there, so nothing of it was read.' },
    ]);
  });
});

const attributeOf = (value: unknown): unknown => ({ key: 'k', value });

async function* documentWith(spanCount: number, end: string): AsyncGenerator<Uint8Array> {
  const span = JSON.stringify(spanJson());
  yield Buffer.from('{"resourceSpans":[{"scopeSpans":[{"spans":[');
  for (let written = 0; written < spanCount; written += 1000) {
    yield Buffer.from(`${written === 0 ? '' : ','}${Array<string>(1000).fill(span).join(',')}`);
  }
  yield Buffer.from(`]}]${end}}]}`);
}
async function servicesOf(stream: AsyncIterable<Uint8Array>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const context = {
    fileName: '',
    options: {},
    timeZone: undefined,
    reject: () => undefined,
    warn: () => undefined,
  };
  for await (const { spans } of otlpJson.parse(stream, context)) {
    for (const { service } of spans) counts[service] = (counts[service] ?? 0) + 1;
  }
  return counts;
}

describe('OTLP JSON, a resource behind its spans', () => {
  const resource = ',"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"late"}}]}';

  it('names the spans before it', async () => {
    expect(await servicesOf(documentWith(5000, resource))).toEqual({ late: 5000 });
  });

  it('is refused rather than guessed when more spans precede it than can be held', async () => {
    expect(await failureOf(servicesOf(documentWith(201_000, resource)))).toMatchObject({
      code: 'otlp-json.resource-too-late',
    });
    expect(await servicesOf(documentWith(201_000, ''))).toEqual({ unknown_service: 201_000 });
  });
});

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

const detect = (input: string | Uint8Array): number =>
  otlpJson.detect(typeof input === 'string' ? Buffer.from(input) : input, 'data.bin');

describe('OTLP JSON, detection', () => {
  it.each(['collector-lines.jsonl', 'tempo-batches.json', 'pretty-numbers.json'])('is sure of %s', (name) => {
    expect(detect(sample(name))).toBeGreaterThanOrEqual(0.9);
    expect(detect(sample(name).subarray(0, 900))).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    ['OTLP metrics', '{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"spans"}]}]}]}'],
    [
      'OTLP logs',
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}]}]}]}',
    ],
    [
      'a log that quotes a trace',
      '{"resourceLogs":[{"body":"{\\"resourceSpans\\":[{\\"scopeSpans\\":[]}]}"}]}',
    ],
    ['a Chrome trace', '{"traceEvents":[{"name":"a","ph":"X","ts":1,"dur":2}]}'],
    ['a CPU profile', '{"nodes":[{"id":1,"callFrame":{}}],"startTime":1,"samples":[1],"timeDeltas":[0]}'],
    ['Jaeger JSON', '{"data":[{"traceID":"a","spans":[{"traceID":"a","spanID":"b"}],"processes":{}}]}'],
    ['any object with batches', '{"batches":[{"id":1,"items":[2]}]}'],
    ['Zipkin', '[{"traceId":"a","id":"b","timestamp":1}]'],
    ['CSV', 'time,value\n1,2\n'],
    ['nothing', ''],
  ])('does not take %s', (_title, text) => {
    expect(detect(text)).toBe(0);
  });
});

const lines = (...documents: object[]): string => documents.map((one) => JSON.stringify(one)).join('\n');

describe('what else OpenTelemetry carries', () => {
  const metrics = {
    resourceMetrics: [
      { scopeMetrics: [{ metrics: [{ name: 'a', sum: { dataPoints: [{ asInt: '1' }] } }, { name: 'b' }] }] },
    ],
  };
  const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'x' } }] }] }] };

  it('is counted by its name, and the traces beside it are read', async () => {
    const { spans, warnings } = await parse(`${documentOf(spanJson())}\n${lines(metrics, logs)}`);
    expect(spans).toHaveLength(1);
    expect(warnings).toEqual({
      'otlp-json.left-out':
        'Only traces are read; left out were 2 metrics (resourceMetrics) and 1 log record (resourceLogs).',
    });
  });

  it('is refused where it is all there is', async () => {
    expect(await failureOf(parse(lines(metrics)))).toMatchObject({
      code: 'otlp-json.no-traces',
      message: 'The file holds 2 metrics (resourceMetrics), but no traces.',
    });
  });

  it('says nothing of a file of traces alone', async () => {
    expect((await parse(documentOf(spanJson()))).warnings).toEqual({});
  });
});
