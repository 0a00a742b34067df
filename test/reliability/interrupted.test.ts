// An import that is interrupted, by a signal or by a window that closes, cleans up before it ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineReply } from '../../electron/engine/protocol.ts';
import {
  assay,
  callEngine,
  cliPath,
  contentOf,
  integrityOf,
  startEngine,
  writeWideCsv,
} from '../cli/support.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const audit = join(folder, 'interrupted.assay');
const big = join(folder, 'big.csv');
const staging = `${basename(audit)}.importing`;
let before: Record<string, unknown[]>;

beforeAll(async () => {
  await writeWideCsv(big, 300_000);
  await assay(['init', audit, '--name', 'Interrupted']);
  before = contentOf(audit);
});

function expectNothingLeft(): void {
  expect(readdirSync(folder).toSorted()).toEqual([basename(big), basename(audit)]);
  expect(contentOf(audit)).toEqual(before);
  expect(integrityOf(audit)).toBe('ok');
}

/** Resolves when the import has begun to write. */
async function importing(): Promise<void> {
  const watcher = watch(folder);
  try {
    while (!existsSync(join(folder, staging))) await once(watcher, 'change');
  } finally {
    watcher.close();
  }
}

describe('an import on the command line', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('that gets %s ends with status %i, says so and leaves nothing', async (signal, status) => {
    const child = spawn(process.execPath, [cliPath, 'import', audit, big, '--json'], {
      cwd: tmpdir(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += String(chunk)));
    const closed = once(child, 'close');
    await importing();
    child.kill(signal);
    expect(await closed).toEqual([status, null]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'job.cancelled', file: big } });
    expectNothingLeft();
  });
});

describe('an engine whose window closes in mid-import', () => {
  it('leaves one file with nothing beside it', async () => {
    const engine = startEngine();
    const ended = once(engine, 'exit');
    await callEngine(engine, 1, 'audit.open', { path: audit, write: 'required' });
    engine.on('message', (reply: EngineReply) => {
      const reads =
        reply.type === 'event' && reply.event.type === 'job' && reply.event.job.phase === 'Reading';
      if (reads && engine.connected) engine.disconnect();
    });
    engine.send({ type: 'call', id: 2, method: 'source.import', input: { path: big } });
    expect(await ended).toEqual([0, null]);
    expectNothingLeft();
  });
});
