// The engine is killed in the middle of an import, again and again: the audit always opens, whole.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineReply } from '../../electron/engine/protocol.ts';
import {
  assay,
  callEngine,
  contentOf,
  integrityOf,
  makeFolder,
  startEngine,
  writeWideCsv,
} from '../cli/support.ts';

const folder = makeFolder();
const audit = join(folder.path, 'killed.assay');
const big = join(folder.path, 'big.csv');
const kills = 10;

beforeAll(async () => {
  await writeWideCsv(big, 150_000);
  await assay(['init', audit, '--name', 'Killed']);
});
afterAll(() => folder.remove());

/** Kills the engine with SIGKILL once the import has reported this share of its bytes. */
async function killAt(share: number): Promise<void> {
  const engine = startEngine();
  const died = new Promise<NodeJS.Signals | null>(
    (done) => void engine.once('exit', (_code, signal) => done(signal)),
  );
  await callEngine(engine, 1, 'audit.open', { path: audit, write: 'required' });
  engine.on('message', (reply: EngineReply) => {
    if (reply.type !== 'event' || reply.event.type !== 'job') return;
    const { done, total, phase } = reply.event.job;
    const reached = phase === 'Reading' && total > 0 && done / total >= share;
    if (reached || phase === 'Saving') engine.kill('SIGKILL');
  });
  engine.send({ type: 'call', id: 2, method: 'source.import', input: { path: big } });
  expect(await died).toBe('SIGKILL');
}

describe('an engine killed in the middle of an import', () => {
  it(`leaves the audit whole, ${kills} times at random moments`, async () => {
    const before = contentOf(audit);
    for (let attempt = 0; attempt < kills; attempt += 1) {
      const share = Math.random();
      await killAt(share);
      const { status, json } = await assay(['sources', audit]);
      expect({ share, status }).toEqual({ share, status: 0 });
      expect(json['sources']).toEqual([]);
      expect(integrityOf(audit)).toBe('ok');
      expect(contentOf(audit)).toEqual(before);
    }
  });

  it('leaves nothing behind once the audit was opened for writing again, and the file then comes in whole', async () => {
    await killAt(0.5);
    expect(existsSync(`${audit}.importing`)).toBe(true);
    const { status, json } = await assay(['import', audit, big]);
    expect(status).toBe(0);
    expect(json['sources']).toMatchObject([{ rows: 150_000, rejectedCount: 0 }]);
    expect(integrityOf(audit)).toBe('ok');
    expect(readdirSync(folder.path).toSorted()).toEqual([basename(big), basename(audit)]);
  });
});
