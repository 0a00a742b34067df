import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../../shared/contract/analyses.ts';
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { Input } from '../../../../shared/contract/index.ts';
import type { Source } from '../../../../shared/contract/sources.ts';
import type { Engine } from '../../engine.ts';
import { testAudit } from '../../../../test/support/engine.ts';

const sampleOf = (name: string): string =>
  fileURLToPath(new URL(`../../formats/otlp-json/samples/${name}`, import.meta.url));
const checkout = '4bf92f3577b34da6a3ce929d0e0e4736';
const health = '0af7651916cd43dd8448eb211c80319c';
const startNs = 1700000000123456789n;

let folder: string;
let engine: Engine;

beforeEach(async () => {
  ({ engine, folder } = await testAudit('Traces'));
});

const importFile = (path: string): Promise<Source> => engine.call('source.import', { path });
const importText = (name: string, text: string): Promise<Source> => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return importFile(path);
};

interface Draft {
  traceId?: string;
  spanId: string;
  parentSpanId?: string;
  service?: string;
  name?: string;
  kind?: number;
  /** Milliseconds from `startNs`. */
  from: number;
  to: number;
  code?: number;
  attributes?: Record<string, string>;
}

const attributesOf = (values: Record<string, string>): unknown[] =>
  Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));

/** One document with one resource per span. */
function documentOf(...drafts: Draft[]): string {
  return JSON.stringify({
    resourceSpans: drafts.map((draft) => ({
      resource: { attributes: attributesOf({ 'service.name': draft.service ?? 'shop' }) },
      scopeSpans: [
        {
          spans: [
            {
              traceId: draft.traceId ?? '1'.repeat(32),
              spanId: draft.spanId.padStart(16, '0'),
              parentSpanId: draft.parentSpanId?.padStart(16, '0'),
              name: draft.name ?? `op ${draft.spanId}`,
              kind: draft.kind ?? 1,
              startTimeUnixNano: String(startNs + BigInt(draft.from * 1e6)),
              endTimeUnixNano: String(startNs + BigInt(draft.to * 1e6)),
              status: { code: draft.code ?? 0 },
              attributes: attributesOf(draft.attributes ?? {}),
            },
          ],
        },
      ],
    })),
  });
}

describe('the traces of a sample, against what its README counts', () => {
  beforeEach(async () => {
    const source = await importFile(sampleOf('pretty-numbers.json'));
    expect(source).toMatchObject({
      kind: 'traces',
      format: 'otlp-json',
      rows: 8,
      rejectedCount: 0,
      warnings: [],
    });
  });

  it('summarises operations', async () => {
    const summary = (await runAnalysis(engine.call, 'trace-operations', {})).result;
    expect(summary).toMatchObject({ traceCount: 2, spanCount: 8, services: ['gateway', 'mailer', 'orders'] });
    expect(summary.operations.find(({ operation }) => operation === 'POST /orders')).toEqual({
      service: 'orders',
      operation: 'POST /orders',
      count: 1,
      errorCount: 1,
      p50Ms: 99,
      p95Ms: 99,
      p99Ms: 99,
      selfTimeMs: 38.5,
    });
  });

  it('lists traces, longest first', async () => {
    const { total, traces } = await engine.call('trace.list', { offset: 0, limit: 10 });
    expect(total).toBe(2);
    expect(traces).toEqual([
      {
        traceId: checkout,
        rootService: 'gateway',
        rootOperation: 'POST /checkout',
        startNs: String(startNs),
        durationNs: 300_000_000,
        spanCount: 7,
        serviceCount: 3,
        errorCount: 1,
        sourceId: 1,
      },
      {
        traceId: health,
        rootService: 'gateway',
        rootOperation: 'GET /health',
        startNs: String(startNs + 500_000_000n),
        durationNs: 900_000,
        spanCount: 1,
        serviceCount: 1,
        errorCount: 0,
        sourceId: 1,
      },
    ]);
  });

  it('shows one trace as a waterfall with exact offsets', async () => {
    const { trace, spans, warnings } = await engine.call('trace.get', { traceId: checkout.toUpperCase() });
    expect(trace.spanCount).toBe(7);
    expect(warnings).toEqual([]);
    expect(spans.map(({ depth, operation, offsetNs }) => [depth, operation, offsetNs / 1e6])).toEqual([
      [0, 'POST /checkout', 0],
      [1, 'POST orders', 5],
      [2, 'POST /orders', 8],
      [3, 'SELECT order_lines', 10],
      [3, 'SELECT stock', 40],
      [3, 'orders publish', 70.5],
      [4, 'orders process', 80],
    ]);
    expect(spans[3]).toMatchObject({
      kind: 'client',
      durationNs: 30_000_000,
      attributes: {
        'db.system': 'postgresql',
        'db.statement': 'SELECT * FROM order_lines WHERE order_id = ?',
      },
      resource: { 'service.name': 'orders' },
    });
    expect(await engine.call('trace.span', { traceId: checkout, spanId: spans[3]?.spanId ?? '' })).toEqual({
      ...spans[3],
      events: [],
      links: [],
    });
    const bare = await engine.call('trace.get', { traceId: checkout, attributes: false });
    expect(bare.spans[3]).toEqual({ ...spans[3], attributes: {}, resource: {} });
  });

  it('computes the critical path counted by hand', async () => {
    const path = (await runAnalysis(engine.call, 'critical-path', { traceId: checkout })).result;
    expect(path).toMatchObject({
      traceId: checkout,
      startNs: String(startNs),
      endNs: String(startNs + 120_000_000n),
      durationNs: 120_000_000,
    });
    const msFromStart = (ns: string): number => Number(BigInt(ns) - startNs) / 1e6;
    expect(
      path.segments.map((one) => [one.operation, msFromStart(one.startNs), msFromStart(one.endNs)]),
    ).toEqual([
      ['POST /checkout', 0, 5],
      ['POST orders', 5, 8],
      ['POST /orders', 8, 10],
      ['SELECT order_lines', 10, 40],
      ['SELECT stock', 40, 70],
      ['POST /orders', 70, 70.5],
      ['orders publish', 70.5, 71],
      ['POST /orders', 71, 107],
      ['POST orders', 107, 110],
      ['POST /checkout', 110, 120],
    ]);
  });

  it('sums critical paths by operation', async () => {
    const summary = (await runAnalysis(engine.call, 'critical-path-summary', {})).result;
    expect(summary.traceCount).toBe(2);
    expect(summary.totalMs).toBeCloseTo(120.9, 9);
    expect(summary.operations[0]).toMatchObject({
      service: 'orders',
      operation: 'POST /orders',
      ms: 38.5,
      traceCount: 1,
    });
    expect(summary.operations.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const throughMailer = (await runAnalysis(engine.call, 'critical-path-summary', { service: 'mailer' }))
      .result;
    expect([throughMailer.traceCount, throughMailer.totalMs]).toEqual([1, 120]);
    expect(throughMailer.operations.map(({ operation }) => operation)).not.toContain('orders process');
  });

  it('refuses an unknown trace or span with a hint', async () => {
    const unknown = engine.call('trace.get', { traceId: 'f'.repeat(32) });
    await expect(unknown).rejects.toThrow(AssayError);
    await expect(unknown).rejects.toMatchObject({ data: { code: 'trace.unknown' } });
    await expect(engine.call('trace.span', { traceId: checkout, spanId: '9' })).rejects.toMatchObject({
      data: { code: 'trace.span-unknown' },
    });
  });

  it('shows nothing once the source is set aside', async () => {
    await engine.call('source.remove', { sourceId: 1 });
    expect((await runAnalysis(engine.call, 'trace-operations', {})).result).toEqual({
      traceCount: 0,
      spanCount: 0,
      services: [],
      operations: [],
    });
    expect(await engine.call('trace.list', { offset: 0, limit: 10 })).toEqual({ total: 0, traces: [] });
    expect((await engine.call('trace.distribution', {})).count).toBe(0);
    await expect(runAnalysis(engine.call, 'critical-path', { traceId: checkout })).rejects.toThrow(
      AssayError,
    );
    await engine.call('source.restore', { sourceId: 1 });
    expect((await runAnalysis(engine.call, 'trace-operations', {})).result).toMatchObject({ traceCount: 2 });
  });

  it.each<[Omit<Input<'trace.list'>, 'offset' | 'limit'>, string[]]>([
    [{ service: 'orders' }, [checkout]],
    [{ operation: 'GET /health' }, [health]],
    [{ service: 'orders', operation: 'GET /health' }, []],
    [{ errorsOnly: true }, [checkout]],
    [{ search: '0AF765' }, [health]],
    [{ search: 'order_LINES where' }, [checkout]],
    [{ search: 'select stock' }, [checkout]],
    [{ search: '2.4.1' }, [checkout, health]],
    [{ search: 'nowhere' }, []],
    [{ search: 'health', service: 'orders' }, []],
    [{ sort: 'start', direction: 'descending' }, [health, checkout]],
    [{ sort: 'duration', direction: 'ascending' }, [health, checkout]],
    [{ sort: 'errors' }, [checkout, health]],
  ])('lists for %j', async (query, expected) => {
    const { total, traces } = await engine.call('trace.list', { ...query, offset: 0, limit: 10 });
    expect(traces.map(({ traceId }) => traceId)).toEqual(expected);
    expect(total).toBe(expected.length);
    expect((await engine.call('trace.distribution', query)).count).toBe(expected.length);
  });

  it('pages', async () => {
    const { total, traces } = await engine.call('trace.list', { offset: 1, limit: 1 });
    expect([total, traces.length, traces[0]?.traceId]).toEqual([2, 1, health]);
  });

  it('filters the summary by service and operation', async () => {
    expect((await runAnalysis(engine.call, 'trace-operations', { service: 'gateway' })).result).toMatchObject(
      {
        traceCount: 2,
        spanCount: 3,
        services: ['gateway'],
      },
    );
    expect(
      (await runAnalysis(engine.call, 'trace-operations', { service: 'gateway', operation: 'GET /health' }))
        .result.operations,
    ).toHaveLength(1);
  });
});

describe('a trace whose services exported to files of their own', () => {
  const frontend = documentOf({ spanId: 'a', from: 0, to: 100, name: 'GET /' });
  const backend = documentOf({
    spanId: 'b',
    parentSpanId: 'a',
    from: 10,
    to: 90,
    name: 'query',
    service: 'db',
    code: 2,
  });

  it('is read as one', async () => {
    // The part without the root comes first, and warns.
    const second = await importText('backend.json', backend);
    expect(second.warnings.map(({ code }) => code)).toEqual(['trace.missing-parents']);
    await importText('frontend.json', frontend);
    const { total, traces } = await engine.call('trace.list', { offset: 0, limit: 10 });
    expect(total).toBe(1);
    expect(traces[0]).toMatchObject({
      rootOperation: 'GET /',
      spanCount: 2,
      serviceCount: 2,
      errorCount: 1,
      durationNs: 1e8,
    });
    const { spans, warnings } = await engine.call('trace.get', { traceId: '1'.repeat(32) });
    expect(spans.map(({ operation, depth, selfTimeNs }) => [operation, depth, selfTimeNs])).toEqual([
      ['GET /', 0, 2e7],
      ['query', 1, 8e7],
    ]);
    expect(warnings).toEqual(['Read together from 2 sources.']);
    const { operations, traceCount } = (await runAnalysis(engine.call, 'trace-operations', {})).result;
    expect(traceCount).toBe(1);
    expect(operations.map(({ operation, selfTimeMs }) => [operation, selfTimeMs])).toEqual([
      ['query', 80],
      ['GET /', 20],
    ]);
    const path = (await runAnalysis(engine.call, 'critical-path', { traceId: '1'.repeat(32) })).result;
    expect(path.segments.map(({ operation }) => operation)).toEqual(['GET /', 'query', 'GET /']);
    expect((await runAnalysis(engine.call, 'critical-path-summary', {})).result).toEqual({
      traceCount: 1,
      totalMs: 100,
      operations: [
        { service: 'db', operation: 'query', ms: 80, share: 0.8, traceCount: 1 },
        { service: 'shop', operation: 'GET /', ms: 20, share: 0.2, traceCount: 1 },
      ],
    });
  });

  it('counts a span that both files hold once, from the first', async () => {
    await importText('one.json', frontend);
    await importText('two.json', documentOf({ spanId: 'a', from: 0, to: 50, name: 'again' }));
    const { spans, warnings } = await engine.call('trace.get', { traceId: '1'.repeat(32) });
    expect(spans.map(({ operation }) => operation)).toEqual(['GET /']);
    expect(warnings).toContain('1 span is in more than one source and counted once.');
    expect((await runAnalysis(engine.call, 'trace-operations', {})).result).toMatchObject({
      traceCount: 1,
      spanCount: 1,
    });
  });
});

describe('traces that do not fit together', () => {
  it('keeps the first of two spans with one id and says so', async () => {
    const source = await importText(
      'a.json',
      documentOf(
        { spanId: 'a', from: 0, to: 10, name: 'first' },
        { spanId: 'a', from: 0, to: 20, name: 'second' },
      ),
    );
    expect(source.rows).toBe(1);
    expect(source.warnings).toEqual([
      {
        code: 'trace.duplicate-spans',
        message: 'Spans that repeat a span id of their trace: 1. The first of each is kept.',
      },
    ]);
    expect((await engine.call('trace.get', { traceId: '1'.repeat(32) })).spans[0]?.operation).toBe('first');
  });

  it('warns of spans outside their parents, of several roots and of missing parents', async () => {
    await importText(
      'a.json',
      documentOf(
        { spanId: 'a', from: 0, to: 100 },
        { spanId: 'b', parentSpanId: 'a', from: 50, to: 150 },
        { spanId: 'c', parentSpanId: 'a', from: 200, to: 250 },
        { spanId: 'd', from: 300, to: 310 },
        { spanId: 'e', parentSpanId: 'ff', from: 20, to: 30 },
      ),
    );
    const { warnings } = await engine.call('trace.get', { traceId: '1'.repeat(32) });
    expect(warnings.map((text) => text.split(/[;.,]/u)[0])).toEqual([
      '1 span names a parent that is not in the audit',
      'The trace has 2 root spans',
      '1 span lies wholly outside the parent span and is not waited for on the critical path',
      '1 span lies partly outside the parent span',
    ]);
  });

  it('imports what can be used and lists the rest', async () => {
    const good = documentOf({ spanId: 'a', from: 0, to: 10 });
    const source = await importText('a.jsonl', `${good}\n${documentOf({ spanId: 'b', from: 10, to: 0 })}\n`);
    expect(source).toMatchObject({ rows: 1, rejectedCount: 1 });
    expect(source.rejected[0]).toMatchObject({
      line: 2,
      reason: 'The span ends 10000000 ns before it starts.',
    });
  });

  it('refuses a file without a usable span, and leaves the audit without it', async () => {
    await expect(importText('a.json', documentOf({ spanId: 'b', from: 10, to: 0 }))).rejects.toMatchObject({
      data: { code: 'import.no-rows', line: 1 },
    });
    expect((await engine.call('source.list', {})).sources).toEqual([]);
  });
});

describe('the duration distribution', () => {
  it('counts every trace once, in buckets of equal width on a log axis', async () => {
    const durations = [0, 1, 1.2, 9, 99, 100.5, 5000];
    await importText(
      'a.json',
      documentOf(
        ...durations.map((to, index) => ({
          traceId: String(index + 1).repeat(32),
          spanId: 'a',
          from: 0,
          to,
          code: to === 9 ? 2 : 0,
        })),
      ),
    );
    const { count, maxMs, p50Ms, buckets } = await engine.call('trace.distribution', {});
    expect([count, maxMs, p50Ms]).toEqual([7, 5000, 9]);
    expect(buckets.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(7);
    expect(buckets.reduce((sum, bucket) => sum + bucket.errorCount, 0)).toBe(1);
    for (const [index, { fromMs, toMs }] of buckets.entries()) {
      expect(toMs / fromMs).toBeCloseTo(10 ** 0.1, 9);
      expect(buckets[index + 1]?.fromMs ?? toMs).toBe(toMs);
    }
    const holding = buckets.filter((bucket) => bucket.count > 0);
    expect(holding.map((bucket) => bucket.count)).toEqual([3, 1, 1, 1, 1]);
  });
});

const spanOf = (id: string, spanId: string, more: object): object => ({
  traceId: id,
  spanId,
  name: 'work',
  startTimeUnixNano: String(startNs),
  endTimeUnixNano: String(startNs + 9_000_000n),
  ...more,
});
const textOf = (...spans: object[]): string =>
  JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const stamped = (name: string, offsetNs: bigint): object => ({
  name,
  timeUnixNano: String(startNs + offsetNs),
  attributes: attributesOf({ 'exception.type': 'Timeout' }),
});

describe('events and links of a span', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const other = '0af7651916cd43dd8448eb211c80319c';
  it('come with the span, and only with it', async () => {
    await importText(
      'events.json',
      textOf(
        spanOf(traceId, '00f067aa0ba902b7', {
          events: [stamped('exception', 2_000_000n), stamped('retry', 3_000_000n)],
          links: [
            { traceId: other, spanId: 'b7ad6b7169203331', attributes: attributesOf({ why: 'batch' }) },
            { traceId: 'ffffffffffffffffffffffffffffffff', spanId: 'b7ad6b7169203331' },
          ],
        }),
        spanOf(traceId, '00f067aa0ba902b8', { parentSpanId: '00f067aa0ba902b7' }),
        // The same span again: the first is kept, and its events with it.
        spanOf(traceId, '00f067aa0ba902b7', { events: [stamped('late', 4_000_000n)] }),
        spanOf(other, 'b7ad6b7169203331', {}),
      ),
    );
    const detail = await engine.call('trace.span', { traceId, spanId: '00f067aa0ba902b7' });
    expect(detail.events).toEqual([
      { name: 'exception', offsetNs: 2_000_000, attributes: { 'exception.type': 'Timeout' } },
      { name: 'retry', offsetNs: 3_000_000, attributes: { 'exception.type': 'Timeout' } },
    ]);
    expect(detail.links).toEqual([
      { traceId: other, spanId: 'b7ad6b7169203331', isHere: true, attributes: { why: 'batch' } },
      {
        traceId: 'ffffffffffffffffffffffffffffffff',
        spanId: 'b7ad6b7169203331',
        isHere: false,
        attributes: {},
      },
    ]);
    const bare = await engine.call('trace.span', { traceId, spanId: '00f067aa0ba902b8' });
    expect(bare).toMatchObject({ events: [], links: [] });
  });
});

describe('pinned trace evidence', () => {
  it('has the same result when it is computed again', async () => {
    await importFile(sampleOf('collector-lines.jsonl'));
    const pinned = await engine.call('evidence.pin', {
      title: 'What the checkout waited for',
      analysis: 'critical-path',
      parameters: { traceId: checkout },
    });
    expect(pinned.inputs.map(({ file }) => file)).toEqual(['collector-lines.jsonl']);
    await engine.call('evidence.pin', { title: 'Operations', analysis: 'trace-operations', parameters: {} });
    await engine.call('evidence.pin', { title: 'All', analysis: 'critical-path-summary', parameters: {} });
    expect(await engine.call('evidence.recompute', {})).toMatchObject({ matched: 3, differing: [] });
  });
});
