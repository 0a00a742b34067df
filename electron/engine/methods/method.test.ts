// The method through the contract: what reaches the window, what is refused, what a sitting remembers.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../shared/contract/jobs.ts';
import type { Engine } from '../engine.ts';
import { testAudit } from '../../../test/support/engine.ts';

let folder: string;
let engine: Engine;
let events: EngineEvent[];
let auditPath: string;
const startMs = Date.parse('2026-03-02T00:00:00Z');

beforeEach(async () => {
  events = [];
  ({ engine, folder, path: auditPath } = await testAudit('Method', (event) => events.push(event)));
});

const changedTopics = (): string[] =>
  events.flatMap((event) => (event.type === 'changed' ? event.topics : []));
const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

async function importMetrics(): Promise<number> {
  const path = join(folder, 'orders.csv');
  const rows = Array.from(
    { length: 48 },
    (_, hour) => `${new Date(startMs + hour * 3_600_000).toISOString()},${hour}`,
  );
  writeFileSync(path, ['time,checkout_latency_p95_ms', ...rows, ''].join('\n'));
  return (await engine.call('source.import', { path })).id;
}

describe('a field set through the contract', () => {
  it('tells the window, once for each change', async () => {
    await engine.call('method.setField', { field: '1.impact.cost', value: 'Much' });
    expect(changedTopics()).toEqual(expect.arrayContaining(['method', 'journal']));
    events.length = 0;
    await engine.call('method.setField', { field: '1.impact.cost', value: 'Much' });
    expect(changedTopics()).toEqual([]);
  });

  it('is refused in an audit open for reading', async () => {
    await engine.call('audit.close', {});
    await engine.call('audit.open', { path: auditPath, write: 'never' });
    await expect(engine.call('method.setField', { field: '1.impact.cost', value: 'x' })).rejects.toThrow(
      coded('audit.read-only'),
    );
  });
});

describe('the history of a sitting', () => {
  it('ends when the audit is closed; what was written stays', async () => {
    await engine.call('method.setField', { field: '1.impact.cost', value: 'Much' });
    expect(await engine.call('edit.state', {})).toEqual({ undo: 'What the problem costs', redo: null });
    await engine.call('audit.close', {});
    expect(await engine.call('edit.state', {})).toEqual({ undo: null, redo: null });
    await engine.call('audit.open', { path: auditPath });
    expect(await engine.call('edit.undo', {})).toEqual({ undone: null });
    expect(await engine.call('method.values', {})).toEqual({ values: { '1.impact.cost': 'Much' } });
  });

  it('brings back a source that was set aside', async () => {
    const sourceId = await importMetrics();
    await engine.call('source.remove', { sourceId });
    expect((await engine.call('source.list', {})).sources).toEqual([]);
    expect(await engine.call('edit.undo', {})).toEqual({ undone: 'Source “orders.csv”' });
    expect((await engine.call('source.list', {})).sources).toHaveLength(1);
  });
});

describe('a source', () => {
  it('stays while pinned evidence rests on it', async () => {
    const sourceId = await importMetrics();
    const { id } = await engine.call('evidence.pin', {
      title: 'Latency',
      analysis: 'series-statistics',
      parameters: { series: 'checkout_latency_p95_ms' },
    });
    await expect(engine.call('source.remove', { sourceId })).rejects.toThrow(coded('source.in-use'));
    await engine.call('evidence.remove', { id });
    await engine.call('source.remove', { sourceId });
    await expect(
      engine.call('evidence.pin', {
        title: 'Latency',
        analysis: 'series-statistics',
        parameters: { series: 'checkout_latency_p95_ms' },
      }),
    ).rejects.toThrow();
  });
});

describe('baseline first, through the contract', () => {
  const change = { field: '6.changes.list', value: [{ title: 'Index' }] };

  it('is refused, then allowed after a freeze over all series of the window', async () => {
    await expect(engine.call('method.setField', change)).rejects.toThrow(
      coded('guard-rail.baseline-missing'),
    );
    await importMetrics();
    const { baseline } = await engine.call('baseline.freeze', {
      name: 'Before',
      fromMs: startMs,
      toMs: startMs + 48 * 3_600_000,
    });
    expect(baseline).toMatchObject({ name: 'Before', series: [{ coverage: 1, unit: 'ms' }] });
    await engine.call('method.setField', change);
  });

  it('is overridden only for a reason and only by its code', async () => {
    const code = 'baseline-before-change';
    await expect(engine.call('method.override', { code, reason: '  ' })).rejects.toThrow(
      coded('usage.invalid-input'),
    );
    await expect(engine.call('method.override', { code: 'none', reason: 'x' })).rejects.toThrow(
      coded('guard-rail.unknown'),
    );
    await engine.call('method.override', { code, reason: 'The outage had to be stopped.' });
    await engine.call('method.setField', change);
    const { entries } = await engine.call('journal.list', { offset: 0, limit: 100 });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['guard-rail.overridden', 'field.written']),
    );
  });
});
