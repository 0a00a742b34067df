// Rows of traces and topologies that no importer writes: whoever reads them is told so, and gets no figure of them.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { testEngine } from '../support/engine.ts';
import { tamper } from '../support/tampering.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { fullAudit } from './full-audit.fixture.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

let whole: string;
beforeAll(async () => {
  const { engine, path } = await fullAudit();
  await engine.close();
  whole = path;
});

const reads = {
  'trace.get': (engine: Engine) => engine.call('trace.get', { traceId }),
  'trace.span': (engine: Engine) => engine.call('trace.span', { traceId, spanId }),
  'trace.list': (engine: Engine) => engine.call('trace.list', { offset: 0, limit: 10 }),
  'trace-operations': (engine: Engine) =>
    engine.call('analysis.run', { id: 'trace-operations', parameters: {} }),
  'critical-path-summary': (engine: Engine) =>
    engine.call('analysis.run', { id: 'critical-path-summary', parameters: {} }),
  'service-topology': (engine: Engine) =>
    engine.call('analysis.run', { id: 'service-topology', parameters: {} }),
  'topology.sources': (engine: Engine) => engine.call('topology.sources', {}),
} as const;

const damages: [what: string, sql: string, refused: (keyof typeof reads)[]][] = [
  [
    'a duration below zero',
    'update span set duration_ns = -1',
    ['trace.get', 'trace-operations', 'service-topology', 'critical-path-summary'],
  ],
  ['a kind that is none', 'update span set kind = 77', ['trace.get', 'trace-operations', 'service-topology']],
  [
    'a state that is none',
    'update span set status = -3',
    ['trace.get', 'trace-operations', 'service-topology'],
  ],
  ['a duration that does not fit its trace', 'update span set duration_ns = duration_ns * 2', ['trace.get']],
  ['a start before that of its trace', 'update span set start_ns = start_ns - 1', ['trace.get']],
  ['an operation that is not there', 'update span set operation = 999', ['trace.get', 'trace-operations']],
  ['a service that is not there', 'update span set service = 999', ['trace.get', 'trace-operations']],
  ['a message that is not there', 'update span set status_message = 999', ['trace.get']],
  ['texts taken out', 'delete from trace_text', ['trace.get', 'trace.list', 'trace-operations']],
  ['a span taken out', 'delete from span where parent_span_id is not null', ['trace.get']],
  ['a count of errors beyond that of spans', 'update trace set error_count = 9', ['trace.get', 'trace.list']],
  ['a count of spans below one', 'update trace set span_count = 0', ['trace.get', 'trace.list']],
  ['an end before the start', 'update trace set end_ns = start_ns - 1', ['trace.get', 'trace.list']],
  [
    'a self time longer than the span',
    'update span set self_time_ns = duration_ns + 1',
    ['trace-operations', 'critical-path-summary'],
  ],
  [
    'a part of the critical path below zero',
    'update span set critical_ns = -1',
    ['trace-operations', 'critical-path-summary'],
  ],
  ['attributes that are not there', 'delete from trace_attributes', ['trace.get', 'trace.span']],
  ['attributes that are no JSON', `update trace_attributes set value = '{"a"'`, ['trace.get', 'trace.span']],
  ['attributes that are a list', `update trace_attributes set value = '[1]'`, ['trace.get', 'trace.span']],
  ['an event of no name', 'update span_event set name = 999', ['trace.span']],
  ['a call of no caller', 'update topology_call set caller = 99', ['service-topology']],
  ['a call counted below zero', 'update topology_call set calls = -1', ['service-topology']],
  ['a kind of call that is none', "update topology_call set kind = 'x'", ['service-topology']],
  ['a layout that is none', "update topology set layout = 'x'", ['topology.sources']],
  ['a direction that is none', "update topology set direction = 'x'", ['topology.sources']],
];

describe('stored rows that cannot be', () => {
  let path: string;
  beforeEach(() => {
    path = join(temporaryFolder(), 'audit.assay');
    copyFileSync(whole, path);
  });

  it('are none in an audit that is whole', async () => {
    const engine = testEngine();
    await engine.call('audit.open', { path, write: 'never' });
    for (const read of Object.values(reads)) await read(engine);
  });

  it.each(damages)('are refused as damaged, with table and row: %s', async (_what, sql, refused) => {
    tamper(path, sql);
    const engine = testEngine();
    await engine.call('audit.open', { path, write: 'never' });
    for (const name of refused) {
      await expect(reads[name](engine), name).rejects.toMatchObject({
        data: {
          code: 'audit.damaged',
          message: expect.stringMatching(/: table \w+, (?:row|trace|source|span) /u) as unknown,
        },
      });
    }
  });
});
