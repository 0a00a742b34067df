// A small audit that has rows in every table.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testAudit, type TestAudit } from '../support/engine.ts';

const formats = join(import.meta.dirname, '../../electron/engine/formats');

const span = (spanId: string, more: object): object => ({
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId,
  name: 'GET /orders',
  startTimeUnixNano: '1700000000123456789',
  endTimeUnixNano: '1700000000132456789',
  ...more,
});
const traces = JSON.stringify({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            span('00f067aa0ba902b7', {
              events: [{ name: 'retry', timeUnixNano: '1700000000124456789' }],
              links: [{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }],
            }),
            span('00f067aa0ba902b8', { parentSpanId: '00f067aa0ba902b7' }),
          ],
        },
      ],
    },
  ],
});
const metrics = Array.from({ length: 50 }, (_, second) => {
  const time = new Date(1_772_496_000_000 + second * 1000).toISOString();
  return `${time},${(second * 37) % 11},${second / 7}`;
});

/** Open in the engine. */
export async function fullAudit(): Promise<TestAudit> {
  const audit = await testAudit('Full');
  const { engine, folder } = audit;
  const { call } = engine;
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  for (const path of [
    write('orders.csv', `time,latency_ms,queue\n${metrics.join('\n')}\n`),
    write('spans.json', traces),
    join(formats, 'cpuprofile/samples/server-before.cpuprofile'),
    write('calls.csv', 'caller,callee\ngateway,orders\norders,stock\n'),
  ]) {
    await call('source.import', { path });
  }
  const { id } = await call('evidence.pin', {
    title: 'Latency of orders',
    analysis: 'series-statistics',
    parameters: { series: 'latency_ms' },
  });
  for (const kind of ['finding', 'constraint'] as const) {
    await call('claim.create', { kind, title: 'Orders wait', evidenceIds: [id] });
  }
  await call('method.setField', {
    field: '7.comparison.table',
    value: [{ metric: 'orders', statistic: 'p95', before: 1.84, after: 0.41, unit: 's' }],
  });
  await call('method.logTime', { phase: 1, minutes: 12.5 });
  await call('method.override', { code: 'baseline-before-change', reason: 'An emergency' });
  await call('baseline.freeze', { name: 'Before', fromMs: 1_772_496_000_000, toMs: 1_772_496_040_000 });
  return audit;
}
