// `assay graph` as a user runs it: a matrix without a direction is asked for, a confirmed one is told.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { assay, assayForReader } from './support.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const audit = at('a.assay');
const samples = resolve(import.meta.dirname, '../../electron/engine/formats');

beforeAll(async () => {
  await assay(['init', audit, '--name', 'Graph']);
  copyFileSync(join(samples, 'topology-csv/samples/petshop-graph.csv'), at('graph.csv'));
  copyFileSync(join(samples, 'otlp-json/samples/tempo-batches.json'), at('traces.json'));
});

describe('graph', () => {
  it('is empty of an audit in which nothing calls', async () => {
    const { status, json } = await assay(['graph', audit]);
    expect({ status, json }).toEqual({
      status: 0,
      json: { nodes: [], edges: [], cycles: [], entryPoints: [], leaves: [], longestChain: [] },
    });
  });

  it('asks which end of a matrix calls, and imports nothing until it is told', async () => {
    const { status, json } = await assay(['import', audit, at('graph.csv')]);
    expect(status).toBe(3);
    expect(json.error).toMatchObject({
      code: 'topology.direction-unconfirmed',
      hint: expect.stringContaining('--option direction=row-calls-column'),
    });
    expect((await assay(['sources', audit])).json['sources']).toEqual([]);
  });

  it('knows the matrix before it is imported', async () => {
    const { json } = await assay(['import', audit, at('graph.csv'), '--dry-run']);
    expect(json['files']).toMatchObject([{ format: 'topology-csv' }]);
  });

  it('has nodes and edges of the confirmed matrix and of traces, in the fixed fields', async () => {
    await assay(['import', audit, at('graph.csv'), '--option', 'direction=row-calls-column']);
    const { status, json } = await assay(['graph', audit]);
    expect(status).toBe(0);
    const { nodes, edges, cycles } = json as unknown as {
      nodes: { service: string }[];
      edges: Record<string, unknown>[];
      cycles: string[][];
    };
    expect([nodes.length, edges.length, cycles]).toEqual([42, 44, []]);
    expect(nodes).toContainEqual({
      service: 'PetSearch_AWS::ECS::Fargate',
      calls: 4,
      calledBy: 3,
      sources: [1],
    });
    expect(edges).toContainEqual({
      from: 'PetSite',
      to: 'payforadoption_AWS::ECS::Container',
      calls: null,
      errors: null,
      p95Ms: null,
      kind: null,
      origins: ['topology'],
      sourceIds: [1],
    });
  });

  it('tells a reader in a sentence and two tables', async () => {
    const { status, stdout } = await assayForReader(['graph', audit]);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^42 services and resources, 44 calls between them; no cycle; the longest chain is 5 calls deep: PetSite → /u,
    );
    expect(stdout).toMatch(/^caller +called +kind +calls +errors +p95 ms +known from$/mu);
    expect(stdout).toMatch(/^service +calls +called by$/mu);
  });

  it('gives what `run` gives, and adds the calls of traces', async () => {
    await assay(['import', audit, at('traces.json')]);
    const { json } = await assay(['graph', audit]);
    const run = await assay(['run', audit, '--analysis', 'service-topology']);
    expect(json['edges']).toEqual(run.json['edges']);
    const origins = (json['edges'] as { origins: string[] }[]).map((edge) => edge.origins.join());
    expect(new Set(origins)).toEqual(new Set(['topology', 'traces']));
  });

  it('refuses a file that is no audit', async () => {
    writeFileSync(at('prose.assay'), 'prose');
    expect((await assay(['graph', at('prose.assay')])).status).toBe(3);
  });
});
