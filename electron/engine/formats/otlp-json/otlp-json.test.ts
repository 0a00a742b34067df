import { describe, expect, it } from 'vitest';
import { format as otlpJson } from './index.ts';
import { documentOf, failureOf, parse, sample, spanJson } from './parsing.fixture.ts';

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
