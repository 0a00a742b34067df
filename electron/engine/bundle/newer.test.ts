// Which of two bundles of one audit is the newer one, and a clock that was set back while it was kept.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../engine.ts';
import { testAudit } from '../../../test/support/engine.ts';
import { temporaryFolder } from '../../../test/support/temporary.ts';
import { createKeyFile } from './keyFiles.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const key = createKeyFile(at('key'), 'ada', undefined).path;
const otherKey = createKeyFile(at('other-key'), 'ada', undefined).path;

/** Signs what is open. */
const sign = (engine: Engine, name: string, by = key): Promise<unknown> =>
  engine.call('bundle.create', { out: at(name), key: by });
const edit = (engine: Engine, client: string): Promise<unknown> => engine.call('audit.update', { client });

let engine: Engine;
beforeAll(async () => {
  const made = await testAudit('Orders');
  ({ engine } = made);
  await sign(engine, 'first.zip');
  await engine.call('audit.close', {});
  copyFileSync(made.path, at('copy.assay'));
  await engine.call('audit.open', { path: made.path });
  await edit(engine, 'Northwind');
  await sign(engine, 'second.zip');
  await sign(engine, 'by-another.zip', otherKey);
  // The same audit, kept on in two places.
  await engine.call('audit.close', {});
  await engine.call('audit.open', { path: at('copy.assay') });
  await edit(engine, 'Southwind');
  await sign(engine, 'diverged.zip');
  await engine.call('audit.create', { path: at('another.assay'), name: 'Another' });
  await sign(engine, 'another.zip');
});

const held = async (name: string, newer: string) =>
  engine.call('bundle.verify', { path: at(name), newer: at(newer) });

describe('a bundle that is held against another', () => {
  it.each([
    [
      'first.zip',
      'second.zip',
      'newer',
      /^A newer bundle of this audit exists, signed .*: its journal goes on for 2 entries/,
    ],
    ['second.zip', 'first.zip', 'older', /is older/],
    ['first.zip', 'first.zip', 'same', /the same state/],
    ['second.zip', 'diverged.zip', 'diverged', /have diverged/],
    ['first.zip', 'diverged.zip', 'newer', /A newer bundle/],
    ['first.zip', 'another.zip', 'other-audit', /another audit/],
    ['first.zip', 'by-another.zip', 'not-verified', /says nothing of this one/],
  ])('%s against %s: %s', async (name, newer, state, note) => {
    const result = await held(name, newer);
    expect(result).toMatchObject({ ok: true, newer: { state } });
    expect(result.notes[0]).toMatch(note);
  });

  it('is not compared when it is asked for alone', async () => {
    expect((await engine.call('bundle.verify', { path: at('first.zip') })).newer).toBeNull();
  });
});

describe('a clock that is set back while an audit is kept', () => {
  afterEach(() => void vi.useRealTimers());

  it('is told by the bundle, which is in order all the same', async () => {
    const { engine: kept } = await testAudit('Clock');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    await edit(kept, 'Northwind');
    vi.useRealTimers();
    await sign(kept, 'clock.zip');
    const result = await kept.call('bundle.verify', { path: at('clock.zip'), signer: `${key}.pub` });
    expect(result).toMatchObject({
      ok: true,
      notes: [expect.stringMatching(/^The clock was set back 1 time .*\(journal entry 2\)/)],
    });
  });
});
