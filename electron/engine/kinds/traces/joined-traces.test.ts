// Traces that came in parts, or do not fit together.
import { beforeEach, describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../../shared/contract/analyses.ts';
import type { Engine } from '../../engine.ts';
import { documentOf, tracesAudit, type TracesAudit } from './documents.fixture.ts';

let engine: Engine;
let importText: TracesAudit['importText'];

beforeEach(async () => {
  ({ engine, importText } = await tracesAudit());
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
