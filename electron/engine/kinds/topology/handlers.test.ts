import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../../shared/contract/analyses.ts';
import type { Output } from '../../../../shared/contract/index.ts';
import type { Source } from '../../../../shared/contract/sources.ts';
import type { Engine } from '../../engine.ts';
import { testAudit } from '../../../../test/support/engine.ts';

let folder: string;
let engine: Engine;
let auditPath: string;

beforeEach(async () => {
  ({ engine, folder, path: auditPath } = await testAudit('Topology'));
});

const importText = (name: string, text: string, options?: Record<string, string>): Promise<Source> => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return engine.call('source.import', { path, ...(options && { options }) });
};
const matrix = ',web,orders,orders-db\nweb,0,1,0\norders,0,0,1\norders-db,0,0,0\n';
const list = 'caller,callee,calls\norders,orders-db,12\norders,queue,3\n';
const rowCalls = { direction: 'row-calls-column' };

async function graph(sourceId?: number): Promise<Extract<Output<'topology.graph'>, { state: 'graph' }>> {
  const answer = await engine.call('topology.graph', { sourceId });
  if (answer.state !== 'graph') throw new Error(answer.state);
  return answer;
}
const edgesOf = async (sourceId?: number): Promise<string[]> =>
  (await graph(sourceId)).edges.map(({ from, to, sourceIds }) => `${from} > ${to} (${sourceIds.join()})`);

describe('imported topologies', () => {
  it('are one graph by name, whose edges say which source tells of them', async () => {
    await importText('graph.csv', matrix, rowCalls);
    await importText('calls.csv', list);
    expect(await edgesOf()).toEqual(['orders > orders-db (1,2)', 'orders > queue (2)', 'web > orders (1)']);
    expect(await edgesOf(2)).toEqual(['orders > orders-db (2)', 'orders > queue (2)']);
    const { nodes, entryPoints, leaves, longestChain } = await graph();
    expect(nodes.find(({ name }) => name === 'orders')).toMatchObject({
      calls: 2,
      calledBy: 1,
      sources: [1, 2],
    });
    expect({ entryPoints, leaves }).toEqual({ entryPoints: ['web'], leaves: ['orders-db', 'queue'] });
    expect(longestChain).toEqual([['web'], ['orders'], ['orders-db']]);
  });

  it('remember how they were read', async () => {
    const { options } = await importText('graph.csv', matrix, { direction: 'column-calls-row' });
    expect(options).toEqual({ direction: 'column-calls-row' });
    expect((await engine.call('topology.sources', {})).sources).toEqual([
      { sourceId: 1, layout: 'matrix', direction: 'second-calls-first' },
    ]);
    expect(await edgesOf()).toContain('orders > web (1)');
  });

  it('are refused while nobody said which end calls, and leave nothing behind', async () => {
    await expect(importText('graph.csv', matrix)).rejects.toMatchObject({
      data: { code: 'topology.direction-unconfirmed' },
    });
    expect((await engine.call('source.list', {})).sources).toEqual([]);
    expect((await graph()).nodes).toEqual([]);
  });

  it('leave every view with their source and come back with it, by removal and by undo', async () => {
    await importText('graph.csv', matrix, rowCalls);
    const before = await graph();
    await engine.call('source.remove', { sourceId: 1 });
    expect(await edgesOf()).toEqual([]);
    expect((await engine.call('topology.sources', {})).sources).toEqual([]);
    await engine.call('edit.undo', {});
    expect(await graph()).toEqual(before);
  });

  it('can be read the other way round once the first reading is set aside', async () => {
    const path = join(folder, 'graph.csv');
    await importText('graph.csv', matrix, rowCalls);
    await engine.call('source.remove', { sourceId: 1 });
    const again = await engine.call('source.import', { path, options: { direction: 'column-calls-row' } });
    expect(again.duplicateOf).toBeUndefined();
    expect(await edgesOf()).toEqual([`orders > web (${again.id})`, `orders-db > orders (${again.id})`]);
  });

  it('are seen in an audit that is only read', async () => {
    await importText('graph.csv', matrix, rowCalls);
    await engine.call('audit.close', {});
    const copy = join(folder, 'copy.assay');
    copyFileSync(auditPath, copy);
    await engine.call('audit.open', { path: copy, write: 'never' });
    expect(await edgesOf()).toEqual(['orders > orders-db (1)', 'web > orders (1)']);
  });

  it('come out of a bundle’s own raw files again, with the figures that rest on them', async () => {
    const { id } = await importText('graph.csv', matrix, { direction: 'column-calls-row' });
    const pinned = await engine.call('evidence.pin', { analysis: 'service-topology', parameters: {} });
    expect(pinned.title).toBe('Who calls whom: 3 names, 2 calls');
    await expect(engine.call('source.remove', { sourceId: id })).rejects.toMatchObject({
      data: { code: 'source.in-use' },
    });
    const key = (await engine.call('key.generate', { out: join(folder, 'key'), comment: 'ada' })).path;
    const { path } = await engine.call('bundle.create', { out: join(folder, 'bundle.zip'), key });
    expect(await engine.call('bundle.verify', { path, recompute: true })).toMatchObject({
      ok: true,
      recomputed: { claims: 1, matched: 1, documents: { differing: [] } },
    });
  });

  it('are told by their size alone where they are too large to be shown', async () => {
    const rows = Array.from({ length: 20_001 }, (_, index) => `s${index % 200},t${Math.floor(index / 200)}`);
    await importText('large.csv', `caller,callee\n${rows.join('\n')}\n`);
    expect(await engine.call('topology.graph', {})).toEqual({
      state: 'too-much',
      names: 301,
      calls: 20_001,
      most: 20_000,
    });
  });
});

const span = (spanId: string, parentSpanId: string, toMs: number, code = 0, kind = 2) => ({
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId,
  parentSpanId,
  name: 'GET',
  kind,
  startTimeUnixNano: '1700000000000000000',
  endTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(toMs) * 1_000_000n),
  status: { code },
});
const traces = (spans: Record<string, object[]>): string =>
  JSON.stringify({
    resourceSpans: Object.entries(spans).map(([service, own]) => ({
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [{ spans: own }],
    })),
  });
const ofWeb = { web: [span('00000000000000a1', '', 500)] };
// Durations 10, 20, …, 50 ms: the 95th percentile of type 7 is 48 ms.
const ofOrders = {
  orders: [10, 20, 30, 40, 50].map((ms, index) =>
    span(`00000000000000b${index}`, '00000000000000a1', ms, ms === 20 ? 2 : 0),
  ),
};

const joinedEdges = async () => (await runAnalysis(engine.call, 'service-topology', {})).result.edges;

describe('the graph of topologies and traces', () => {
  it('counts calls, errors and the 95th percentile from spans, and says who knows of each call', async () => {
    await importText('graph.csv', matrix, rowCalls);
    await importText('traces.json', traces({ ...ofWeb, ...ofOrders }));
    expect(await joinedEdges()).toEqual([
      {
        from: 'orders',
        to: 'orders-db',
        kind: null,
        calls: null,
        errors: null,
        p95Ms: null,
        origins: ['topology'],
        sourceIds: [1],
      },
      {
        from: 'web',
        to: 'orders',
        kind: 'sync',
        calls: 5,
        errors: 1,
        p95Ms: 48,
        origins: ['topology', 'traces'],
        sourceIds: [1, 2],
      },
    ]);
  });

  it('is the same where a trace lies in one file and where each service has its own', async () => {
    await importText('web.json', traces(ofWeb));
    await importText('orders.json', traces(ofOrders));
    expect(await joinedEdges()).toMatchObject([
      { from: 'web', to: 'orders', calls: 5, errors: 1, p95Ms: 48, sourceIds: [2] },
    ]);
  });

  it('knows a message that is consumed as a call that nobody waits for', async () => {
    const consumed = span('00000000000000c1', '00000000000000a2', 5, 0, 5);
    const produced = span('00000000000000a2', '', 500, 0, 4);
    await importText('traces.json', traces({ web: [produced], mailer: [consumed] }));
    expect(await joinedEdges()).toMatchObject([{ from: 'web', to: 'mailer', kind: 'async' }]);
  });

  it('says in a sentence what its arrows tell', async () => {
    await importText('graph.csv', matrix, rowCalls);
    await importText('calls.csv', list);
    const { sentence } = await runAnalysis(engine.call, 'service-topology', {});
    expect(sentence).toBe(
      '4 services and resources, 3 calls between them; no cycle; the longest chain is 2 calls deep: web → orders → orders-db.',
    );
  });
});
