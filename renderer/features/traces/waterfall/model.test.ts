import { describe, expect, it } from 'vitest';
import type { AnalysisResult } from '../../../../shared/analyses/index.ts';
import type { Span, TraceRow } from '../../../../shared/contract/traces.ts';
import { ancestorsOf, buildModel, rulerTicks, visibleSpans, within, zoomed } from './model.ts';

const start = 1_700_000_000_123_456_789n;
const trace: TraceRow = {
  traceId: 't',
  rootService: 'web',
  rootOperation: 'GET /',
  startNs: String(start),
  durationNs: 100,
  spanCount: 5,
  serviceCount: 2,
  errorCount: 0,
  sourceId: 1,
};
const span = (spanId: string, depth: number, service = 'web'): Span => ({
  spanId,
  parentSpanId: null,
  service,
  operation: `op ${spanId}`,
  kind: 'internal',
  offsetNs: 0,
  durationNs: 100,
  selfTimeNs: 0,
  status: 'unset',
  statusMessage: '',
  attributes: {},
  resource: {},
  depth,
});
const spans = [span('a', 0), span('b', 1, 'db'), span('c', 2, 'db'), span('d', 1), span('e', 0)];
const segment = (
  spanId: string,
  service: string,
  from: number,
  to: number,
): AnalysisResult<'critical-path'>['segments'][number] => ({
  spanId,
  service,
  operation: `op ${spanId}`,
  startNs: String(start + BigInt(from)),
  endNs: String(start + BigInt(to)),
});
const path: AnalysisResult<'critical-path'> = {
  traceId: 't',
  startNs: String(start),
  endNs: String(start + 100n),
  durationNs: 100,
  segments: [segment('a', 'web', 0, 10), segment('c', 'db', 10, 80), segment('a', 'web', 80, 100)],
};
const model = buildModel(trace, spans, path);

describe('the waterfall model', () => {
  it('knows where each subtree ends and who is above it', () => {
    expect([...model.subtreeEnd]).toEqual([4, 3, 3, 4, 5]);
    expect([...model.parent]).toEqual([-1, 0, 1, 0, -1]);
    expect(ancestorsOf(model, 2)).toEqual([1, 0]);
  });

  it('lists services in the order the trace reaches them', () => {
    expect(model.services).toEqual(['web', 'db']);
  });

  it('gives the critical parts of a span from the start of the trace, to the nanosecond', () => {
    expect(model.critical.get('a')).toEqual([
      { fromNs: 0, toNs: 10 },
      { fromNs: 80, toNs: 100 },
    ]);
  });

  it('sums waits by operation, longest first, as shares of the root', () => {
    expect(
      model.waits.map(({ operation, ns, share, spans: count }) => [operation, ns, share, count]),
    ).toEqual([
      ['op c', 70, 0.7, 1],
      ['op a', 30, 0.3, 1],
    ]);
  });

  it('hides what lies below a collapsed span', () => {
    expect([...visibleSpans(model, new Set(), false)]).toEqual([0, 1, 2, 3, 4]);
    expect([...visibleSpans(model, new Set([1]), false)]).toEqual([0, 1, 3, 4]);
    expect([...visibleSpans(model, new Set([0, 1]), false)]).toEqual([0, 4]);
  });

  it('shows the spans on the critical path with what leads to them', () => {
    expect([...visibleSpans(model, new Set(), true)]).toEqual([0, 1, 2]);
  });
});

describe('time windows', () => {
  it('puts round instants on the ruler, within the window', () => {
    expect(rulerTicks({ fromNs: 0, toNs: 100 }, 5)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(rulerTicks({ fromNs: 1.3e6, toNs: 4.1e6 }, 4)).toEqual([2e6, 3e6, 4e6]);
    expect(rulerTicks({ fromNs: 5, toNs: 5 }, 5)).toEqual([]);
  });

  it('zooms around an instant that keeps its place', () => {
    expect(zoomed(model, { fromNs: 0, toNs: 100 }, 0.5, 20)).toEqual({ fromNs: 10, toNs: 60 });
    expect(zoomed(model, { fromNs: 10, toNs: 60 }, 2, 20)).toEqual({ fromNs: 0, toNs: 100 });
  });

  it('stays within the trace and above the least length', () => {
    expect(zoomed(model, { fromNs: 0, toNs: 100 }, 1e-6, 0)).toEqual({ fromNs: 0, toNs: 10 });
    expect(zoomed(model, { fromNs: 0, toNs: 100 }, 5, 50)).toEqual({ fromNs: 0, toNs: 100 });
    expect(within(model, 90, 50)).toEqual({ fromNs: 50, toNs: 100 });
  });
});
