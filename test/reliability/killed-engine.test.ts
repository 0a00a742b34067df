// The engine is killed in the middle of an import, again and again: the audit always opens, whole.
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineReply } from '../../electron/engine/protocol.ts';
import { assay, callEngine, contentOf, integrityOf, startEngine, writeWideCsv } from '../cli/support.ts';
import { zipOf } from '../cli/mixed-archive.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const audit = join(folder, 'killed.assay');
const big = join(folder, 'big.csv');
const kills = 5;
const interrupted = `The import of ${basename(big)} was interrupted; nothing of it was kept. Import it again.\n`;

beforeAll(async () => {
  await writeWideCsv(big, 150_000);
  await assay(['init', audit, '--name', 'Killed']);
});

/** Kills the engine with SIGKILL once the import has reported this share of its bytes. */
async function killAt(
  share: number,
  method = 'source.import',
  input: unknown = { path: big },
): Promise<void> {
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
  engine.send({ type: 'call', id: 2, method, input });
  expect(await died).toBe('SIGKILL');
}

/** What the audit says, but for its note of the import that runs. */
function contentWithoutNote(): Record<string, unknown[]> {
  const { audit: particulars = [], ...content } = contentOf(audit);
  return {
    ...content,
    audit: particulars.filter((row) => (row as { key: string }).key !== 'importing'),
  };
}

describe('an engine killed in the middle of an import', () => {
  it(`leaves the audit whole, ${kills} times at random moments`, async () => {
    const before = contentWithoutNote();
    for (let attempt = 0; attempt < kills; attempt += 1) {
      const share = Math.random();
      await killAt(share);
      const { status, json } = await assay(['sources', audit]);
      expect({ share, status }).toEqual({ share, status: 0 });
      expect(json['sources']).toEqual([]);
      expect(integrityOf(audit)).toBe('ok');
      expect(contentWithoutNote()).toEqual(before);
    }
  });

  it('is told of by whoever reads the audit next, which changes nothing', async () => {
    await killAt(0.5);
    const before = contentOf(audit);
    for (const command of ['sources', 'series']) {
      const { status, stderr } = await assay([command, audit]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: interrupted });
    }
    expect(contentOf(audit)).toEqual(before);
  });

  it('is told of once, and in the journal, when the audit is opened for writing', async () => {
    await killAt(0.5);
    const engine = startEngine();
    const opened = await callEngine(engine, 1, 'audit.open', { path: audit, write: 'required' });
    expect(opened).toMatchObject({
      result: { ok: true, output: { interruptedImport: { file: basename(big) } } },
    });
    const told = await callEngine(engine, 2, 'journal.list', { offset: 0, limit: 1000 });
    expect(JSON.stringify(told)).toContain('source.interrupted');
    const again = await callEngine(engine, 3, 'audit.open', { path: audit, write: 'required' });
    expect(again).toMatchObject({ result: { ok: true, output: { interruptedImport: null } } });
    await callEngine(engine, 4, 'audit.close', {});
    engine.disconnect();
    expect((await assay(['sources', audit])).stderr).toBe('');
  });

  it('is not told of while another process imports', async () => {
    const engine = startEngine();
    await callEngine(engine, 1, 'audit.open', { path: audit, write: 'required' });
    const halted = new Promise<void>((done) => {
      engine.on('message', (reply: EngineReply) => {
        if (reply.type !== 'event' || reply.event.type !== 'job' || reply.event.job.done === 0) return;
        // Halted, it holds what it holds for as long as the other reads.
        engine.kill('SIGSTOP');
        done();
      });
    });
    engine.send({ type: 'call', id: 2, method: 'source.import', input: { path: big } });
    await halted;
    const { status, stderr } = await assay(['sources', audit]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    engine.kill('SIGKILL');
    await once(engine, 'exit');
  });

  it('leaves nothing behind once the audit was opened for writing again, and the file then comes in whole', async () => {
    await killAt(0.5);
    expect(existsSync(`${audit}.importing`)).toBe(true);
    const { status, json } = await assay(['import', audit, big]);
    expect(status).toBe(0);
    expect(json['sources']).toMatchObject([{ rows: 150_000, rejectedCount: 0 }]);
    expect(integrityOf(audit)).toBe('ok');
    expect(readdirSync(folder).toSorted()).toEqual([basename(big), basename(audit)]);
  });

  it('leaves of an archive the members that were taken, and nothing of the one in flight', async () => {
    const own = temporaryFolder();
    const small = 'time,latency_ms\n2026-01-05T00:00:00Z,12\n';
    const zip = await zipOf({
      'a.csv': Buffer.from(small),
      'big.csv': readFileSync(big).subarray(0, 5_000_000),
    });
    writeFileSync(join(own, 'killed.zip'), zip);
    const before = new Set(readdirSync(folder));
    await killAt(0.2, 'source.importAll', { paths: [join(own, 'killed.zip')] });
    const { status, json, stderr } = await assay(['import', audit, join(own, 'killed.zip')]);
    expect(stderr).toBe(
      'The import of killed.zip was interrupted; 1 of its files had been kept by then. Import it again.\n',
    );
    const files = (json['sources'] as { file: string; duplicateOf?: number }[]).map(
      ({ file, duplicateOf }) => [file, duplicateOf !== undefined],
    );
    expect({ status, files }).toEqual({
      status: 0,
      files: [
        ['a.csv', true],
        ['big.csv', false],
      ],
    });
    expect(integrityOf(audit)).toBe('ok');
    expect(new Set(readdirSync(folder))).toEqual(before);
  });
});
