// The report of a bundle is held to its evidence word for word, by building it again. Every bundle here is in line with
// itself and well signed: its own auditor could have made it.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../../shared/contract/bundle.ts';
import { canonicalJson, digestOf } from '../db/canonical.ts';
import { reportVersion } from '../report/version.ts';
import { testAudit, type TestAudit } from '../../../test/support/engine.ts';
import { membersOf, pack, signAgain, type Forgery } from './forger.fixture.ts';
import { verifyBundle } from './verify.ts';

const samples = join(import.meta.dirname, '../formats');

let audit: TestAudit;
let key: string;
let members: Map<string, Buffer>;
let count = 0;

const csv = (name: string): string =>
  `time,${name}\n${Array.from({ length: 60 }, (_, row) => `${1_772_442_000_000 + row * 60_000},${row % 7}.5\n`).join('')}`;

beforeAll(async () => {
  audit = await testAudit('Orders');
  const { engine, folder } = audit;
  await engine.call('audit.update', { client: 'Møbel & Co', auditor: 'Ada', timeZone: 'Asia/Kathmandu' });
  // Names that not every system can write, a file in a folder, and one that is set aside.
  const inbox = join(folder, 'inbox');
  mkdirSync(inbox);
  writeFileSync(join(inbox, 'wait: 1?.csv'), csv('wait_ms'));
  writeFileSync(join(inbox, 'aside.csv'), csv('aside_ms'));
  copyFileSync(join(samples, 'collapsed-stacks/samples/perf-before.folded'), join(inbox, 'on*cpu.folded'));
  const sources = [];
  for (const name of ['aside.csv', 'wait: 1?.csv', 'on*cpu.folded']) {
    sources.push(await engine.call('source.import', { path: join(inbox, name) }));
  }
  const nested = join(folder, 'host');
  mkdirSync(join(nested, 'metrics'), { recursive: true });
  writeFileSync(join(nested, 'metrics', 'cpu.csv'), csv('cpu'));
  await engine.call('source.importAll', { paths: [nested] });

  const { series } = await engine.call('series.list', {});
  const idOf = (name: string): number => series.find((one) => one.name === name)?.id ?? 0;
  const window = { fromMs: 1_772_442_000_000, toMs: 1_772_444_000_000 };
  await engine.call('source.remove', { sourceId: sources[0]?.id ?? 0 });
  await engine.call('baseline.freeze', { name: 'March', ...window, note: 'A quiet hour.' });
  const { id } = await engine.call('evidence.pin', {
    analysis: 'series-statistics',
    parameters: { series: String(idOf('wait_ms')) },
  });
  await engine.call('claim.create', {
    kind: 'finding',
    title: `Waits repeat every seven minutes [E${id}]`,
    evidenceIds: [id],
  });
  await engine.call('method.setField', {
    field: '2.metrics.series',
    value: [idOf('wait_ms'), idOf('aside_ms'), idOf('cpu')],
  });
  await engine.call('method.override', { code: 'enough-data', reason: 'One hour was all there was.' });
  key = (await engine.call('key.generate', { out: join(folder, 'key'), comment: 'ada' })).path;
  const { path } = await engine.call('bundle.create', { out: join(folder, 'bundle.zip'), key });
  members = await membersOf(path);
});

async function verifyForged(
  change: (members: Map<string, Buffer>) => void,
  forgery: Omit<Forgery, 'keyFile'> = {},
): Promise<Verification> {
  const changed = new Map(members);
  change(changed);
  const path = join(audit.folder, `forged-${(count += 1)}.zip`);
  await pack(signAgain(changed, { keyFile: key, ...forgery }), path);
  return verifyBundle(
    { path, signer: `${key}.pub`, recompute: true },
    { signal: new AbortController().signal, report: () => undefined },
  );
}

const replace =
  (name: string, from: string | RegExp, to: string) =>
  (changed: Map<string, Buffer>): void => {
    const before = String(changed.get(name));
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${name} does not hold ${from}.`);
    changed.set(name, Buffer.from(after));
  };

/** Changes a data document as canonical JSON. */
const edit =
  (name: string, change: (document: never) => void) =>
  (changed: Map<string, Buffer>): void => {
    const document = JSON.parse(String(changed.get(name))) as never;
    change(document);
    changed.set(name, Buffer.from(`${canonicalJson(document)}\n`));
  };

describe('a report that is built again from its bundle', () => {
  it('comes out the same byte for byte, whatever the files are called and what was set aside', async () => {
    const result = await verifyForged(() => undefined);
    expect(result.problems).toEqual([]);
    expect(result.recomputed).toMatchObject({
      claims: 1,
      matched: 1,
      documents: { differing: [] },
      baselines: { checked: 1, differing: [] },
      report: { state: 'same', made: reportVersion, ran: reportVersion, differing: [] },
    });
    expect(result.ok).toBe(true);
  });

  it('shows each file in which a line was replaced before it was signed again', async () => {
    const reports = ['report/report.html', 'report/report.json', 'report/report.md'];
    const result = await verifyForged((changed) => {
      for (const name of reports) replace(name, 'Waits repeat', 'Waits never repeat')(changed);
      replace('VERIFY.md', 'must print', 'may print')(changed);
    });
    expect(result.recomputed?.report).toMatchObject({
      state: 'differing',
      differing: [...reports, 'VERIFY.md'],
    });
    expect(result.ok).toBe(false);
  });

  it('shows that the whole report was replaced by one line', async () => {
    const result = await verifyForged((changed) =>
      changed.set('report/report.html', Buffer.from('<p>All is well.</p>\n')),
    );
    expect(result.recomputed?.report.differing).toEqual(['report/report.html']);
    expect(result.ok).toBe(false);
  });

  it.each<[string, (changed: Map<string, Buffer>) => void]>([
    ['a claim', replace('data/claims.json', 'Waits repeat', 'Waits never repeat')],
    ['a field', replace('data/method.json', 'One hour was all', 'Two hours were all')],
    ['a file that was set aside', replace('data/sources.json', 'aside.csv', 'asides.csv')],
  ])('shows that %s is another in the data than in the report', async (_what, change) => {
    const result = await verifyForged(change);
    expect(result.recomputed?.report.state).toBe('differing');
    expect(result.ok).toBe(false);
  });

  it('is not compared with one in other words, which is told first', async () => {
    const newer = await verifyForged(() => undefined, {
      change: (manifest) => Object.assign(manifest, { reportVersion: reportVersion + 1 }),
    });
    expect(newer.recomputed?.report).toMatchObject({ state: 'other-version', known: false });
    expect(newer.notes[0]).toMatch(/^Other version: the report .* NOT built again/);
    expect(newer.ok).toBe(false);
  });
});

describe('a report that nobody can build again', () => {
  it('is told first where the bundle poses as one of an earlier format', async () => {
    const result = await verifyForged(replace('report/report.html', 'Waits repeat', 'Waits never repeat'), {
      change: (manifest) => {
        Object.assign(manifest, { format: 'assay-bundle/2' });
        Reflect.deleteProperty(manifest, 'reportVersion');
      },
    });
    expect(result.recomputed?.report).toMatchObject({ state: 'other-version', made: null });
    expect(result.notes[0]).toMatch(/^Other version: the bundle was made before .* NOT built again/);
  });
});

describe('what the raw files give again', () => {
  it('shows a baseline whose digest was made again for other series', async () => {
    const result = await verifyForged(
      edit(
        'data/method.json',
        (document: {
          baselines: {
            name: string;
            fromMs: number;
            toMs: number;
            series: { coverage: number }[];
            inputs: unknown;
            digest: string;
          }[];
        }) => {
          const baseline = document.baselines.find(({ name }) => name === 'March');
          const [series] = baseline?.series ?? [];
          if (!baseline || !series) throw new Error('no baseline');
          series.coverage = 0.5;
          baseline.digest = digestOf(
            canonicalJson({
              from: new Date(baseline.fromMs).toISOString(),
              to: new Date(baseline.toMs).toISOString(),
              series: baseline.series,
              inputs: baseline.inputs,
            }),
          );
        },
      ),
    );
    expect(result.recomputed?.baselines.differing.map(({ name }) => name)).toEqual(['March']);
    expect(result.ok).toBe(false);
  });

  it('shows a baseline that does not match its digest', async () => {
    const result = await verifyForged(replace('data/method.json', '"name":"cpu"', '"name":"gpu"'));
    expect(result.recomputed?.baselines.differing).toEqual([
      { name: 'March', reason: 'Its content does not match its own digest.' },
    ]);
    expect(result.ok).toBe(false);
  });

  it('shows an index that tells other counts than the files have', async () => {
    const result = await verifyForged(replace('data/sources.json', '"rows":60', '"rows":61'));
    expect(result.recomputed?.documents.differing).toEqual(['data/sources.json']);
    expect(result.ok).toBe(false);
  });

  it('does not pass a bundle without any figure, though nothing in it is wrong', async () => {
    const { engine, path, folder } = await testAudit('Empty');
    await engine.call('audit.close', {});
    await engine.call('audit.open', { path, write: 'required' });
    const bundle = await engine.call('bundle.create', { out: join(folder, 'empty.zip'), key });
    const plain = await engine.call('bundle.verify', { path: bundle.path });
    expect(plain.ok).toBe(true);
    const result = await engine.call('bundle.verify', { path: bundle.path, recompute: true });
    expect(result).toMatchObject({
      ok: false,
      recomputed: { claims: 0, report: { state: 'same' } },
      problems: ['There is no figure to compute again: nothing is pinned in the bundle.'],
    });
  });

  it('does not pass a raw file that is no evidence any more', async () => {
    const name = [...members.keys()].find((member) => member.endsWith('.csv')) ?? '';
    const bytes = Buffer.from('nothing to read');
    const result = await verifyForged((changed) => {
      changed.set(name, bytes);
      edit(
        'data/sources.json',
        (document: { sources: { path: string; bytes: number; sha256: string }[] }) => {
          const source = document.sources.find(({ path }) => path === name);
          Object.assign(source ?? {}, { bytes: bytes.length, sha256: digestOf(bytes.toString()) });
        },
      )(changed);
    });
    expect(result).toMatchObject({ ok: false, recomputed: null });
    expect(result.problems.join()).toContain('cannot be imported again');
  });
});
