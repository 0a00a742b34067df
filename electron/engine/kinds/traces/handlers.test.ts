import { beforeEach, describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../../shared/contract/analyses.ts';
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { Input } from '../../../../shared/contract/index.ts';
import type { Engine } from '../../engine.ts';
import {
  checkout,
  documentOf,
  health,
  sampleOf,
  startNs,
  tracesAudit,
  type TracesAudit,
} from './documents.fixture.ts';

let engine: Engine;
let importFile: TracesAudit['importFile'];
let importText: TracesAudit['importText'];

beforeEach(async () => {
  ({ engine, importFile, importText } = await tracesAudit());
});

const msFromStart = (ns: string): number => Number(BigInt(ns) - startNs) / 1e6;

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
