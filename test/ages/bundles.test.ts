// A bundle of every earlier format verifies and is computed again, and what it cannot give is said.
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { membersOf } from '../../electron/engine/bundle/forger.fixture.ts';
import { reportVersion } from '../../electron/engine/report/version.ts';
import { testEngine } from '../support/engine.ts';

const fixtures = resolve(import.meta.dirname, '../fixtures');

describe.each([
  ['assay-bundle/1', 'format-5'],
  ['assay-bundle/2', 'bundle-2'],
])('a bundle of the format %s', (format, name) => {
  const path = join(fixtures, name, 'bundle.zip');

  it('is whole, its figures come out, and its report is said to be of another version', async () => {
    const manifest = (await membersOf(path)).get('manifest.json');
    expect(JSON.parse(String(manifest))).toMatchObject({ format });
    const result = await testEngine().call('bundle.verify', {
      path,
      signer: join(fixtures, name, 'auditor.pub'),
      recompute: true,
    });
    expect(result).toMatchObject({
      ok: true,
      problems: [],
      recomputed: {
        claims: 8,
        matched: 8,
        differing: [],
        documents: { differing: [] },
        baselines: { checked: 1, differing: [] },
        report: { state: 'other-version', made: null, ran: reportVersion, differing: [] },
      },
    });
    expect(result.notes[0]).toMatch(/^Other version: the bundle was made before .* NOT built again/);
  });
});
