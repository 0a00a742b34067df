// An import that is interrupted, by a signal or by a window that closes, cleans up before it ends.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, existsSync, openSync, readdirSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { endsWithParent } from '../../electron/cli/command-thread.ts';
import { nodeFlags } from '../../electron/main/supervision/runtime.ts';
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

/** The writing end of a pipe once somebody reads from it; without a reader it does not open. */
function writingEnd(pipe: string): number | null {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENXIO') return null;
    throw error;
  }
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

describe('a command that is stuck where no signal is heard', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'is ended by %s all the same, and says so',
    async (signal) => {
      const pipe = join(temporaryFolder(), 'passphrase');
      expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
      const child = spawn(
        process.execPath,
        [...nodeFlags, cliPath, 'keygen', '--out', join(folder, 'key'), '--passphrase-file', pipe],
        { cwd: tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] },
      );
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
      const closed = once(child, 'close');
      let end: number | null = null;
      while (end === null) {
        await new Promise((turn) => void setImmediate(turn));
        end = writingEnd(pipe);
      }
      try {
        // Reading what nobody writes blocks its thread for ever, as a query of SQLite may.
        child.kill(signal);
        expect(await closed).toEqual([null, signal]);
      } finally {
        closeSync(end);
      }
      expect(stderr).toBe('assay: ended in the middle of its work; what was saved is intact.\n');
      expectNothingLeft();
    },
  );
});

describe('a command line that another process waits for', () => {
  it('ends with that process, which hears no signal', async () => {
    const waits = `process.stdout.write(String(process.pid) + '\\n');
      require('node:child_process').spawnSync(process.execPath, process.argv.slice(1), {
        stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ${endsWithParent}: '1' } })`;
    const parent = spawn(process.execPath, ['-e', waits, '--', cliPath, 'import', audit, big], {
      cwd: tmpdir(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Open for as long as the command line has it.
    const ended = once(parent.stderr, 'end');
    parent.stderr.resume();
    await importing();
    parent.kill('SIGTERM');
    await ended;
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
