// Whatever stands in the way when an audit is closed, it is let go, the next one opens, and what could not be done is
// said: another program reads it, its disk is full, its file is gone.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../shared/contract/jobs.ts';
import { nodeFlags } from '../../electron/main/supervision/runtime.ts';
import type { EngineReply } from '../../electron/engine/protocol.ts';
import { assay, assayForReader, cliPath, contentOf, integrityOf, startEngine } from '../cli/support.ts';
import { testEngine } from '../support/engine.ts';
import { atEnd, temporaryFolder } from '../support/temporary.ts';
import { namesIn, onSmallDisk } from './small-disk.fixture.ts';

let folder: string;
let audit: string;
let other: string;
beforeEach(async () => {
  folder = temporaryFolder();
  audit = join(folder, 'one.assay');
  other = join(temporaryFolder(), 'other.assay');
  const engine = testEngine();
  await engine.call('audit.create', { path: other, name: 'Other' });
  await engine.call('audit.create', { path: audit, name: 'One' });
  await engine.close();
});

/** Another program that reads the audit in one view, until the function that is returned ends it. */
async function readElsewhere(path: string): Promise<() => Promise<void>> {
  const library = createRequire(import.meta.url).resolve('better-sqlite3');
  const program = `const db = new (require(${JSON.stringify(library)}))(${JSON.stringify(path)}, { readonly: true });
    db.exec('begin'); db.prepare('select count(*) from journal').get(); console.log('reads'); setInterval(() => db, 1e6);`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  atEnd(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}

/** Rows of a CSV that no compression makes small. */
const noise = (rows: number): string =>
  Array.from(
    { length: rows },
    (_, row) => `${1_772_496_000 + row},${Math.imul(row + 1, 2_654_435_761) >>> 0}`,
  ).join('\n');

/** An engine with the audit open, and the notices that it gives. */
async function openedAudit() {
  const notices: (EngineEvent & { type: 'notice' })['notice'][] = [];
  const engine = testEngine((event) => void (event.type === 'notice' && notices.push(event.notice)));
  await engine.call('audit.open', { path: audit, write: 'required' });
  return { engine, notices };
}

const clientOf = (path: string): unknown =>
  contentOf(path)['audit']?.find((row) => (row as { key: string }).key === 'client');

describe('an audit that another program reads', () => {
  it('closes for the next one to open, and a notice says that its log stays', async () => {
    const { engine, notices } = await openedAudit();
    const endReading = await readElsewhere(audit);
    await engine.call('audit.update', { client: 'Halden' });
    expect(await engine.call('audit.open', { path: other, write: 'required' })).toMatchObject({
      path: other,
      readOnly: false,
    });
    expect(notices).toMatchObject([
      {
        code: 'audit.still-read',
        file: audit,
        message:
          'one.assay-wal stays beside the file, since another program is reading it; it holds what was saved last.',
      },
    ]);
    expect(readdirSync(folder).toSorted()).toEqual(['one.assay', 'one.assay-shm', 'one.assay-wal']);
    expect(clientOf(audit)).toMatchObject({ value: 'Halden' });

    // It may even be written again meanwhile, and is one file once nobody reads it.
    expect(await engine.call('audit.open', { path: audit, write: 'required' })).toMatchObject({
      client: 'Halden',
      readOnly: false,
    });
    await endReading();
    await engine.call('audit.close', {});
    expect(readdirSync(folder)).toEqual(['one.assay']);
    expect(notices).toHaveLength(1);
    expect(clientOf(audit)).toMatchObject({ value: 'Halden' });
  });

  it('says when the file itself has everything', async () => {
    const { engine, notices } = await openedAudit();
    await engine.call('audit.update', { client: 'Halden' });
    await readElsewhere(audit);
    await engine.call('audit.close', {});
    expect(notices[0]?.message).toMatch(/; the file itself holds everything\.$/u);
  });

  it('is told of by the command line after the work, which is done', async () => {
    const { engine } = await openedAudit();
    await readElsewhere(audit);
    await engine.call('audit.close', {});
    writeFileSync(join(folder, 'sound.csv'), 'time,latency_ms\n1772496000,1\n');
    const { status, stdout, stderr } = await assayForReader(['import', audit, join(folder, 'sound.csv')]);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/^one\.assay-wal stays beside the file, since another program .+\n$/u),
    });
    expect(stdout).toContain('sound.csv');
    // A command that fails says it too, beside its own error.
    writeFileSync(join(folder, 'empty.csv'), '');
    expect(await assay(['import', audit, join(folder, 'empty.csv')])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('one.assay-wal stays beside the file'),
      json: { error: { code: 'import.empty' } },
    });
  });

  it('lets the engine of a window that closes end, and the shell hear of it', async () => {
    const engine = startEngine();
    const heard: EngineReply[] = [];
    engine.on('message', (reply: EngineReply) => heard.push(reply));
    engine.send({ type: 'call', id: 1, method: 'audit.open', input: { path: audit, write: 'required' } });
    while (!heard.some(({ type }) => type === 'result')) await once(engine, 'message');
    await readElsewhere(audit);
    const ended = once(engine, 'exit');
    engine.send({ type: 'close' });
    expect(await ended).toEqual([0, null]);
    expect(heard.at(-1)).toMatchObject({ type: 'event', event: { type: 'notice' } });
    expect(existsSync(`${audit}.lock`)).toBe(false);
  });
});

describe('an audit whose disk is full when it is closed', () => {
  it('is let go, says so, and has every edit once there is room', async () => {
    const client = 'H'.repeat(100_000);
    const { lines, left } = onSmallDisk([audit], 1600, (disk) => [
      ['audit.open', { path: disk('one.assay'), write: 'required' }],
      ['audit.update', { client }],
      ['fill', { file: disk('fill'), roomKb: 0 }],
      ['audit.close', {}],
      ['audit.open', { path: other, write: 'required' }],
    ]);
    expect(lines.slice(3)).toMatchObject([
      {
        notice: {
          code: 'disk.full',
          message: expect.stringMatching(
            /^The disk is full\. one\.assay-wal therefore stays beside the file: /u,
          ),
        },
      },
      { output: {} },
      { output: { path: other, readOnly: false } },
    ]);
    expect(namesIn(left)).toEqual(['one.assay', 'one.assay-shm', 'one.assay-wal']);
    const path = join(left, 'one.assay');
    expect(clientOf(path)).toMatchObject({ value: client });
    const engine = testEngine();
    await engine.call('audit.open', { path, write: 'required' });
    await engine.close();
    expect(namesIn(left)).toEqual(['one.assay']);
    expect(clientOf(path)).toMatchObject({ value: client });
    expect(integrityOf(path)).toBe('ok');
  });
});

describe('an audit whose file is gone when it is closed', () => {
  it('is let go, and where it was is said', async () => {
    const { engine, notices } = await openedAudit();
    await engine.call('audit.update', { client: 'Halden' });
    const away = join(dirname(folder), `${basename(folder)}-away`);
    renameSync(folder, away);
    atEnd(() => renameSync(away, folder));
    expect(await engine.call('audit.open', { path: other, write: 'required' })).toMatchObject({
      path: other,
    });
    expect(notices).toMatchObject([{ code: 'audit.gone', file: audit }]);
    expect(clientOf(join(away, 'one.assay'))).toMatchObject({ value: 'Halden' });
  });
});

describe('a disk that takes no more of the audit while the command line closes it', () => {
  it('makes the command fail, and what it did is there', async () => {
    // No file may grow beyond the size that the audit has: its log takes the import, the audit itself does not.
    writeFileSync(join(folder, 'noise.csv'), `time,latency_ms\n${noise(4000)}`);
    const program = [process.execPath, ...nodeFlags, cliPath, 'import', audit, join(folder, 'noise.csv')];
    const limit = String(statSync(audit).size);
    const { status, stdout, stderr } = spawnSync('prlimit', [`--fsize=${limit}`, ...program], {
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toMatchObject({
      status: 3,
      stdout: '',
      stderr: expect.stringMatching(/The disk failed .+ one\.assay-wal therefore stays beside the file: /u),
    });
    expect(contentOf(audit)['source']).toHaveLength(1);
    expect(existsSync(`${audit}.lock`)).toBe(false);
  });
});
