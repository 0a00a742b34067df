// A bundle has its members, each once and under its own role, whoever signed it: every bundle here has a good signature.
import { describe, expect, it } from 'vitest';
import type { Verification } from '../../../shared/contract/bundle.ts';
import { bundle, fresh, otherKey, verify } from './bundle.fixture.ts';
import { membersOf, pack, signAgain, type Forgery } from './forger.fixture.ts';
import { bundleFormat, requiredMembers, unlistedNames, type Manifest } from './manifest.ts';

const members = await membersOf(bundle);

/** Of the good bundle, changed and signed again by another key that the bundle names throughout. */
async function verifyForged(
  change: (members: Map<string, Buffer>) => void,
  forgery: Omit<Forgery, 'keyFile'> = {},
): Promise<Verification> {
  const changed = new Map(members);
  change(changed);
  return verify(await pack(signAgain(changed, { keyFile: otherKey, ...forgery }), fresh()));
}

const asItIs = (): void => undefined;

describe('a bundle that another key signed throughout', () => {
  it('is whole: only the fingerprint tells whose it is', async () => {
    expect(await verifyForged(asItIs)).toMatchObject({ ok: true, problems: [] });
  });

  it.each([...members.keys()].filter((name) => !unlistedNames.has(name)))(
    'is not whole without %s, though its manifest does not list it',
    async (name) => {
      const result = await verifyForged((changed) => changed.delete(name));
      expect(result.ok).toBe(false);
      // A raw file is missed by the index of sources.
      const told = [...result.files.missing, ...result.problems].join();
      expect(told).toContain(name);
    },
  );

  it('is not whole with an empty document', async () => {
    for (const name of requiredMembers[bundleFormat].filter((one) => one.startsWith('data/'))) {
      const result = await verifyForged((changed) => changed.set(name, Buffer.alloc(0)));
      expect(result.ok, name).toBe(false);
    }
  });

  it('is not whole with a document that two readers may read differently', async () => {
    const name = 'data/claims.json';
    const result = await verifyForged((changed) =>
      changed.set(name, Buffer.from(String(changed.get(name)).replace('{', '{"version":1,'))),
    );
    expect(result.ok).toBe(false);
    expect(result.problems.join()).toContain(`${name} is not in canonical form`);
  });

  it('holds no file that no bundle has', async () => {
    for (const name of ['report/summary.html', 'data/more.json', 'README.txt']) {
      const result = await verifyForged((changed) => changed.set(name, Buffer.from('All is well.')));
      expect(result.ok, name).toBe(false);
      expect(result.problems.join()).toContain(name);
    }
  });

  it.each<[string, (manifest: Manifest) => void, RegExp]>([
    ['in another order', ({ files }) => files.reverse(), /not in order/],
    ['with a name twice', ({ files }) => files.push(files.at(-1) as Manifest['files'][number]), /each once/],
    [
      'with a role that is not its own',
      ({ files }) => Object.assign(files.find(({ role }) => role === 'report') ?? {}, { role: 'data' }),
      /as “data”; it is “report”/,
    ],
  ])('is not whole with a list %s', async (_how, change, reason) => {
    const result = await verifyForged(asItIs, { change });
    expect(result.ok).toBe(false);
    expect(result.problems.join('\n')).toMatch(reason);
  });

  it('is refused by the name of a format that is not known here', async () => {
    const result = await verifyForged(asItIs, {
      change: (manifest) => Object.assign(manifest, { format: 'assay-bundle/99' }),
    });
    expect(result).toMatchObject({ ok: false, bundle: null });
    expect(result.problems[0]).toMatch(/“assay-bundle\/99”, which this Assay does not know/);
  });

  it.each<[string, (text: string) => string]>([
    ['that leaves a file out', (text) => text.split('\n').slice(1).join('\n')],
    ['with a file that the bundle has not', (text) => `${text}${'0'.repeat(64)}  z\n`],
    ['in another order', (text) => `${text.trimEnd().split('\n').toReversed().join('\n')}\n`],
    ['that is empty', () => ''],
  ])('is not whole with a SHA256SUMS %s', async (_how, change) => {
    const result = await verifyForged(
      (changed) => changed.set('SHA256SUMS', Buffer.from(change(String(changed.get('SHA256SUMS'))))),
      { keepChecksums: true },
    );
    expect(result.ok).toBe(false);
    expect(result.problems).toContain('SHA256SUMS is not the list of the manifest.');
  });
});
