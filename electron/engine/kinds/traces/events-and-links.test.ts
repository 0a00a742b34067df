import { beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../engine.ts';
import { attributesOf, startNs, tracesAudit, type TracesAudit } from './documents.fixture.ts';

let engine: Engine;
let importText: TracesAudit['importText'];

beforeEach(async () => {
  ({ engine, importText } = await tracesAudit());
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
