// The whole way with real importers and analyses: what a bundle tells must come out again of its own raw files.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../kinds/registry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../../shared/contract/bundle.ts';
import type { Engine } from '../engine.ts';
import type { JobContext } from '../jobs/runner.ts';
import { canonicalJson } from '../db/canonical.ts';
import { reportVersion } from '../report/version.ts';
import { evidenceDocument } from './documents/evidence.ts';
import { membersOf, pack, signAgain } from './forger.fixture.ts';
import { verifyBundle } from './verify.ts';
import { testEngine } from '../../../test/support/engine.ts';
import { temporaryFolder } from '../../../test/support/temporary.ts';

let folder: string;
let engine: Engine;
let key: string;
let bundle: string;

const job = (signal = new AbortController().signal): JobContext => ({ signal, report: () => undefined });
const ownTemporary = process.env['TMPDIR'];

const csv = (offset: number): string =>
  [
    'time,latency_ms',
    ...Array.from({ length: 300 }, (_, index) => {
      const time = new Date(Date.UTC(2026, 2, 2, 9, index)).toISOString();
      return `${time},${offset + ((index * 37) % 101)}`;
    }),
  ].join('\n');

/** The lock of the audit that is open is among them. */
const temporaryFiles = (): string[] =>
  readdirSync(join(folder, 'temporary'), { recursive: true }).map(String).toSorted();

beforeAll(async () => {
  folder = temporaryFolder();
  // A temporary folder of its own shows what is left in it.
  process.env['TMPDIR'] = join(folder, 'temporary');
  mkdirSync(process.env['TMPDIR']);
  engine = testEngine(() => undefined);
  await engine.call('audit.create', { path: join(folder, 'audit.assay'), name: 'Orders' });
  const files = [100, 200, 300].map((offset) => {
    const path = join(folder, `latency-${offset}.csv`);
    writeFileSync(path, csv(offset));
    return path;
  });
  const sources = [];
  for (const path of files) sources.push(await engine.call('source.import', { path }));
  // The first is set aside, so that the ids of the others do not begin at one.
  await engine.call('source.remove', { sourceId: sources[0]?.id ?? 0 });
  const { series } = await engine.call('series.list', {});
  for (const { id, sourceId } of series) {
    await engine.call('evidence.pin', {
      title: `Latency of source ${sourceId}`,
      analysis: 'series-statistics',
      parameters: { series: String(id) },
    });
  }
  key = (await engine.call('key.generate', { out: join(folder, 'key'), comment: 'ada' })).path;
  bundle = (await engine.call('bundle.create', { out: join(folder, 'bundle.zip'), key })).path;
});
afterAll(() => {
  if (ownTemporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = ownTemporary;
});

const verify = (path: string): Promise<Verification> => verifyBundle({ path, recompute: true }, job());

/** A bundle with one file replaced and signed again by its own signer, who could lie this way. */
async function resigned(name: string, change: (text: string) => string): Promise<string> {
  const members = await membersOf(bundle);
  members.set(name, Buffer.from(change(String(members.get(name)))));
  return pack(signAgain(members, { keyFile: key }), join(folder, 'resigned.zip'));
}

describe('recomputation', () => {
  it('finds every figure again from the raw files of the bundle', async () => {
    const { ok, recomputed } = await verify(bundle);
    expect(ok).toBe(true);
    expect(recomputed).toEqual({
      claims: 2,
      matched: 2,
      differing: [],
      otherVersion: [],
      // Of each kind, and the index of the sources.
      documents: { checked: Object.keys(kinds).length + 1, differing: [] },
      baselines: { checked: 0, differing: [] },
      report: { state: 'same', made: reportVersion, ran: reportVersion, known: true, differing: [] },
    });
  });

  it('tells of the computed figures how many rest on evidence that came out the same', async () => {
    const { figures } = await verify(bundle);
    expect(figures?.recomputed).toBeGreaterThan(0);
    expect(figures?.recomputed).toBeLessThanOrEqual(figures?.computed ?? 0);
    const lessened = await resigned(evidenceDocument.name, (text) => {
      const document = JSON.parse(text) as { evidence: { resultDigest: string }[] };
      for (const one of document.evidence.slice(0, 1)) one.resultDigest = '0'.repeat(64);
      return `${canonicalJson(document)}\n`;
    });
    expect((await verify(lessened)).figures?.recomputed).toBeLessThan(figures?.recomputed ?? 0);
  });

  it('names a figure that its own signer embellished', async () => {
    const path = await resigned(evidenceDocument.name, (text) => {
      const document = JSON.parse(text) as { evidence: { result: { p95: number }; resultDigest: string }[] };
      const [first] = document.evidence;
      if (!first) throw new Error('no evidence');
      first.result.p95 /= 2;
      return `${canonicalJson(document)}\n`;
    });
    const { ok, recomputed } = await verify(path);
    expect(ok).toBe(false);
    expect(recomputed?.differing.map(({ title }) => title)).toEqual(['Latency of source 2']);
  });

  it('leaves nothing behind, also when it is cancelled', async () => {
    const before = temporaryFiles();
    const controller = new AbortController();
    const cancelling: JobContext = {
      signal: controller.signal,
      report: ({ phase }) => void (phase.startsWith('Importing') && controller.abort()),
    };
    await expect(verifyBundle({ path: bundle, recompute: true }, cancelling)).rejects.toMatchObject({
      data: { code: 'job.cancelled' },
    });
    expect(temporaryFiles()).toEqual(before);
  });

  it('is told to the command line in the fixed fields', async () => {
    const result = await engine.call('bundle.verify', {
      path: bundle,
      signer: `${key}.pub`,
      recompute: true,
    });
    expect(result).toMatchObject({
      ok: true,
      signatures: [{ role: 'auditor', identity: 'ada', algorithm: 'ssh-ed25519', ok: true }],
      files: { missing: [], altered: [], extra: [] },
      journal: { ok: true },
      recomputed: { claims: 2, matched: 2, differing: [] },
    });
  });
});
