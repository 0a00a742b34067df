// For tests: a small audit with every kind of evidence in it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Importing {
  call(method: 'source.import', input: { path: string }): Promise<unknown>;
}

/** 2 March 2026, 08:00 UTC. */
const startMs = Date.UTC(2026, 2, 2, 8);

const metrics = [
  'time,checkout_latency_ms,checkout_p95_ms',
  ...Array.from({ length: 240 }, (_, second) =>
    [new Date(startMs + second * 1000).toISOString(), 80 + ((second * 7919) % 101), 200 + second].join(','),
  ),
  '',
].join('\n');

const span = (spanId: string, parentSpanId: string, name: string, fromMs: number, toMs: number) => ({
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId,
  parentSpanId,
  name,
  kind: 2,
  startTimeUnixNano: String(BigInt(startMs + fromMs) * 1_000_000n),
  endTimeUnixNano: String(BigInt(startMs + toMs) * 1_000_000n),
});
const spansOf = (service: string, spans: object[]) => ({
  resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
  scopeSpans: [{ spans }],
});
const traces = JSON.stringify({
  resourceSpans: [
    spansOf('gateway', [span('00f067aa0ba902b7', '', 'POST /checkout', 0, 120)]),
    spansOf('orders', [
      span('00f067aa0ba902b8', '00f067aa0ba902b7', 'POST /orders', 8, 107),
      span('00f067aa0ba902b9', '00f067aa0ba902b8', 'SELECT stock', 12, 60),
    ]),
  ],
});

const stacks = 'main;serve;parse 40\nmain;serve;query 130\nmain;serve;query;wait 60\nmain;idle 20\n';

const calls = 'caller,callee,calls\ngateway,orders,40\norders,stock-db,95\n';

/** Sources 1 to 4: metrics, traces, a profile, a topology. */
export async function importEveryKind(engine: Importing, folder: string): Promise<void> {
  const files = { 'orders.csv': metrics, 'traces.json': traces, 'orders.folded': stacks, 'calls.csv': calls };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    writeFileSync(path, content);
    await engine.call('source.import', { path });
  }
}
