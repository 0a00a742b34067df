// Bad input gets one clear error and leaves the audit as it was.
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineReply } from '../../electron/engine/protocol.ts';
import type { Source } from '../../shared/contract/sources.ts';
import {
  assay,
  callEngine,
  cliPath,
  contentOf,
  integrityOf,
  startEngine,
  writeWideCsv,
  type CliResult,
} from '../cli/support.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const audit = join(folder, 'one.assay');
const file = (name: string): string => join(folder, name);
/** An ordinary user; root may read and write everything. */
const nobody = 65534;

let before: Record<string, unknown[]>;

beforeAll(async () => {
  chmodSync(folder, 0o777);
  expect((await assay(['init', audit, '--name', 'Bad input'])).status).toBe(0);
  writeFileSync(file('good.csv'), 'time,latency_ms\n2026-03-03T00:00:00Z,12.5\n2026-03-03T00:00:10Z,13.5\n');
  expect((await assay(['import', audit, file('good.csv')])).status).toBe(0);
  before = contentOf(audit);
});

/** The error is whole: a stable code, where, what was found and expected, what to do; and nothing came in. */
function expectRefused(result: CliResult, status: number, code: RegExp): void {
  expect(result.json.error?.code).toMatch(code);
  expect(result.status).toBe(status);
  expect(result.json.error?.message.length).toBeGreaterThan(10);
  expect(result.json.error?.hint?.length).toBeGreaterThan(10);
  expect(contentOf(audit)).toEqual(before);
}

describe('importing', () => {
  it('an empty file is refused at byte 0', async () => {
    writeFileSync(file('empty.csv'), '');
    const result = await assay(['import', audit, file('empty.csv')]);
    expectRefused(result, 3, /^import\.empty$/u);
    expect(result.json.error).toMatchObject({ file: file('empty.csv'), offset: 0 });
  });

  it('binary noise is refused, and what was found is shown', async () => {
    const noise = randomFillSync(Buffer.alloc(100_000));
    noise.set([0x00, 0x91, 0xfe, 0x07], 0);
    writeFileSync(file('noise.bin'), noise);
    const result = await assay(['import', audit, file('noise.bin')]);
    expectRefused(result, 3, /^import\.unrecognised$/u);
    expect(result.json.error?.message).toContain('0091fe07');
    expect(result.json.error).toMatchObject({ file: file('noise.bin'), offset: 0 });
  });

  it('a CSV without a time column is refused at its header', async () => {
    writeFileSync(file('no-time.csv'), 'host,cpu,memory\nweb-1,0.5,0.7\nweb-2,0.4,0.6\n');
    const result = await assay(['import', audit, file('no-time.csv')]);
    expectRefused(result, 3, /^csv\.time-column-missing$/u);
    expect(result.json.error).toMatchObject({ file: file('no-time.csv'), line: 1 });
    expect(result.json.error?.message).toContain('host');
  });

  it('JSON cut in the middle is refused where it ends', async () => {
    const span = {
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      name: 'x',
      startTimeUnixNano: '1',
      endTimeUnixNano: '2',
    };
    const whole = JSON.stringify({
      resourceSpans: [{ resource: {}, scopeSpans: [{ spans: [span, span, span] }] }],
    });
    writeFileSync(file('cut.json'), whole.slice(0, whole.length - 40));
    const result = await assay(['import', audit, file('cut.json')]);
    expectRefused(result, 3, /^json\.truncated$/u);
    expect(result.json.error).toMatchObject({ file: file('cut.json'), line: 1, offset: whole.length - 40 });
  });

  it('a file that is not there is said to be missing', async () => {
    const result = await assay(['import', audit, file('gone.csv')]);
    expectRefused(result, 3, /^file\.missing$/u);
    expect(result.json.error?.file).toBe(file('gone.csv'));
  });

  it('a file that vanishes while others are imported is named, and what came before stays whole', async () => {
    const own = file('vanish.assay');
    await assay(['init', own, '--name', 'Vanish']);
    await writeWideCsv(file('first.csv'), 20_000);
    writeFileSync(file('second.csv'), 'time,value\n1772496000,1\n');
    const engine = startEngine();
    try {
      await callEngine(engine, 1, 'audit.open', { path: own });
      const first = callEngine(engine, 2, 'source.import', { path: file('first.csv') });
      const second = callEngine(engine, 3, 'source.import', { path: file('second.csv') });
      unlinkSync(file('second.csv'));
      expect(await first).toMatchObject({ result: { ok: true } });
      expect(await second).toMatchObject({
        result: { ok: false, error: { code: 'file.missing', file: file('second.csv') } },
      });
      expect(await callEngine(engine, 4, 'source.list', {})).toMatchObject({
        result: { ok: true, output: { sources: [{ file: 'first.csv', rows: 20_000 }] } },
      });
    } finally {
      engine.disconnect();
    }
  });

  it('a file one may not read is said to be closed to us', async () => {
    const own = file('theirs.assay');
    await assay(['init', own, '--name', 'Theirs']);
    writeFileSync(file('secret.csv'), 'time,value\n1772496000,1\n', { mode: 0o600 });
    const asRoot = process.getuid?.() === 0;
    if (asRoot) chownSync(own, nobody, nobody);
    else chmodSync(file('secret.csv'), 0o000);
    const result = await assay(['import', own, file('secret.csv')], asRoot ? { uid: nobody } : {});
    expect(result.json.error).toMatchObject({ code: 'file.no-permission', file: file('secret.csv') });
    expect(result.status).toBe(3);
    expect(contentOf(own)['source']).toEqual([]);
  });

  it('an empty folder is refused', async () => {
    mkdirSync(file('a-folder'));
    expectRefused(await assay(['import', audit, file('a-folder')]), 3, /^container\.empty$/u);
  });

  it('a file that grows while it is read counts as far as it was read, and says so', async () => {
    const own = file('grows.assay');
    await assay(['init', own, '--name', 'Grows']);
    await writeWideCsv(file('grows.csv'), 100_000);
    const engine = startEngine();
    try {
      await callEngine(engine, 1, 'audit.open', { path: own });
      let isGrown = false;
      engine.on('message', (reply: EngineReply) => {
        if (isGrown || reply.type !== 'event' || reply.event.type !== 'job') return;
        if (reply.event.job.phase !== 'Reading') return;
        isGrown = true;
        appendFileSync(file('grows.csv'), '1772496000000,1,2,3,4,5,6,7,8,9,10\n');
      });
      const reply = await callEngine(engine, 2, 'source.import', { path: file('grows.csv') });
      const source = (reply as { result: { output: Source } }).result.output;
      const read = readFileSync(file('grows.csv')).subarray(0, source.bytes);
      expect(source.sha256).toBe(createHash('sha256').update(read).digest('hex'));
      expect(source.warnings.map(({ code }) => code)).toContain('import.changed-while-read');
    } finally {
      engine.disconnect();
    }
  });

  it('a pipe or a device is refused instead of being waited for', async () => {
    expect(spawnSync('mkfifo', [file('a-pipe')]).status).toBe(0);
    expectRefused(await assay(['import', audit, file('a-pipe')]), 3, /^file\.not-regular$/u);
    expectRefused(await assay(['import', audit, '/dev/zero']), 3, /^file\.not-regular$/u);
    expect((await assay(['detect', file('a-pipe')])).json['files']).toMatchObject([
      { candidates: [], error: { code: 'file.not-regular', file: file('a-pipe') } },
    ]);
    expectRefused(await assay(['sources', file('a-pipe')]), 3, /^file\.not-regular$/u);
    expectRefused(await assay(['verify', file('a-pipe')]), 3, /^file\.not-regular$/u);
    const bundle = ['bundle', audit, '--key', file('a-pipe'), '--out', file('never.zip')];
    expectRefused(await assay(bundle), 3, /^file\.not-regular$/u);
  });

  it('a ring of links and a path through a file are the user\u2019s mistakes, not faults', async () => {
    symlinkSync(file('link-b'), file('link-a'));
    symlinkSync(file('link-a'), file('link-b'));
    expectRefused(await assay(['import', audit, file('link-a')]), 3, /^file\.link-ring$/u);
    expectRefused(await assay(['import', audit, file('good.csv/x.csv')]), 3, /^file\.missing$/u);
    const tooLong = file(`${'n'.repeat(300)}.csv`);
    expectRefused(await assay(['import', audit, tooLong]), 3, /^file\.name-too-long$/u);
  });

  it('a table of times without a number is told what it lacks', async () => {
    writeFileSync(file('states.csv'), 'time,state\n2026-01-05T10:00:00Z,up\n2026-01-05T10:01:00Z,down\n');
    const result = await assay(['import', audit, file('states.csv')]);
    expectRefused(result, 3, /^csv\.value-column-missing$/u);
    expect(result.json.error?.message).toContain('“time”');
  });

  it('a file of nothing but blank lines is called empty', async () => {
    writeFileSync(file('blank.csv'), '\r\n \r\n\n');
    expectRefused(await assay(['import', audit, file('blank.csv')]), 3, /^import\.empty$/u);
  });

  it('a byte that no text holds is shown with its place', async () => {
    writeFileSync(file('nul.csv'), 'time,value\n1772496000,1\n1772496001,\u00002\n');
    const result = await assay(['import', audit, file('nul.csv')]);
    expectRefused(result, 3, /^import\.unrecognised$/u);
    expect(result.json.error).toMatchObject({ line: 3, offset: 35 });
    expect(result.json.error?.message).toContain('byte 00 at byte 35');
  });

  it.each([
    ['an audit', () => readFileSync(audit), /SQLite.*audit/u, /Open an audit/u],
    ['a 7-Zip archive', () => Buffer.from('377abcaf271c0004', 'hex'), /7-Zip archive/u, /Unpack it/u],
    ['a bzip2 file', () => Buffer.from('BZh91AY and so on'), /bzip2/u, /Unpack it/u],
  ])('%s given as evidence is called by its name', async (_name, bytes, message, hint) => {
    writeFileSync(file('mistaken.bin'), bytes());
    const result = await assay(['import', audit, file('mistaken.bin')]);
    expectRefused(result, 3, /^import\.unrecognised$/u);
    expect(result.json.error?.message).toMatch(message);
    expect(result.json.error?.hint).toMatch(hint);
  });

  it('what begins as a zip archive and is none is damaged', async () => {
    writeFileSync(file('begun.zip'), 'PK\u0003\u0004 and so on');
    expectRefused(await assay(['import', audit, file('begun.zip')]), 3, /^container\.corrupt$/u);
  });

  it('every refusal stands in the journal', () => {
    const db = new Database(audit, { readonly: true });
    const refused = db
      .prepare("select summary from journal where action = 'source.refused' order by sequence")
      .all();
    db.close();
    expect(refused).toContainEqual({ summary: 'empty.csv was refused.' });
    expect(refused).toContainEqual({ summary: 'no-time.csv was refused.' });
  });
});

describe('a full disk', () => {
  it('is named, and the audit on it is as it was', async () => {
    const mount = file('small-disk');
    mkdirSync(mount);
    await writeWideCsv(file('big.csv'), 120_000);
    // A mount namespace of its own, so that no right of root is needed and nothing is left mounted.
    const script = `mount -t tmpfs -o size=2m tmpfs "$1" && cp "$2" "$1/one.assay" &&
      { "$4" "$5" import "$1/one.assay" "$3" --json > "$6/full-disk.json"; status=$?; }
      cp "$1/one.assay" "$6/after-full-disk.assay" && ls -A "$1" > "$6/left-on-disk" && exit $status`;
    const { status, stderr } = spawnSync(
      'unshare',
      ['-rm', 'sh', '-c', script, 'sh', mount, audit, file('big.csv'), process.execPath, cliPath, folder],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    expect(JSON.parse(readFileSync(file('full-disk.json'), 'utf8'))).toMatchObject({
      error: { code: 'disk.full', message: 'The disk is full.' },
    });
    expect(contentOf(file('after-full-disk.assay'))).toEqual(before);
    expect(integrityOf(file('after-full-disk.assay'))).toBe('ok');
    expect(readFileSync(file('left-on-disk'), 'utf8')).toBe('one.assay\n');
  });
});

const auditKb = (): number => Math.ceil(readFileSync(audit).length / 4096) * 4;

/** Runs a script where the folder is a disk of its own of this size, with the audit on it as one.assay. */
function onDisk(sizeKb: number, script: string): { output: string; left: string[] } {
  const mount = file('other-disk');
  mkdirSync(mount, { recursive: true });
  const whole = `mount -t tmpfs -o size=${sizeKb}k tmpfs "$1" && cd "$1" && cp "$2" one.assay && ${script}
    ls -A > "$5"`;
  const args = ['sh', mount, audit, process.execPath, cliPath, file('left-there')];
  const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', whole, ...args], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return { output: stdout, left: readFileSync(file('left-there'), 'utf8').trim().split('\n') };
}

describe('another disk', () => {
  const fill = 'dd if=/dev/zero of=fill bs=4k status=none 2>/dev/null;';

  it.each([
    ['a new audit', 'init new.assay --name New'],
    ['an import', 'import one.assay "$2"'],
    ['a key', 'keygen --out key'],
    ['a report', 'report one.assay --out report'],
  ])('that is full leaves nothing of %s', (_name, command) => {
    const { output, left } = onDisk(auditKb() + 8, `${fill} "$3" "$4" ${command} --json;`);
    expect(JSON.parse(output)).toMatchObject({ error: { code: 'disk.full' } });
    expect(left).toEqual(['fill', 'one.assay']);
  });

  it('that is read-only takes no report, and says why', () => {
    const script = 'mount -o remount,ro "$1" && "$3" "$4" report one.assay --out report --json;';
    const { output, left } = onDisk(auditKb() + 64, script);
    expect(JSON.parse(output)).toMatchObject({
      error: { code: 'file.no-permission', message: 'The disk is mounted for reading only.' },
    });
    expect(left).toEqual(['one.assay']);
  });
});

describe('opening', () => {
  it('a file that is not SQLite is refused with status 3', async () => {
    writeFileSync(file('text.assay'), 'This is a letter, not an audit. '.repeat(20));
    const result = await assay(['sources', file('text.assay')]);
    expect(result).toMatchObject({
      status: 3,
      json: { error: { code: 'audit.not-an-audit', file: file('text.assay'), offset: 0 } },
    });
  });

  it('an audit from a newer version is refused with status 4 and not touched', async () => {
    const newer = file('newer.assay');
    copyFileSync(audit, newer);
    const db = new Database(newer);
    db.pragma('user_version = 9999');
    db.close();
    const bytes = readFileSync(newer);
    for (const command of [
      ['sources', newer],
      ['import', newer, file('good.csv')],
    ]) {
      expect(await assay(command)).toMatchObject({
        status: 4,
        json: { error: { code: 'audit.newer', file: newer } },
      });
    }
    expect(readFileSync(newer).equals(bytes)).toBe(true);
  });

  it('an audit another process writes is refused with status 4 and names that process; reading goes on', async () => {
    const engine = startEngine();
    try {
      await callEngine(engine, 1, 'audit.open', { path: audit, write: 'required' });
      const result = await assay(['import', audit, file('good.csv')]);
      expect(result).toMatchObject({ status: 4, json: { error: { code: 'audit.locked', file: audit } } });
      expect(result.json.error?.message).toContain(`process ${engine.pid}`);
      expect((await assay(['sources', audit])).json['sources']).toHaveLength(1);
    } finally {
      await callEngine(engine, 2, 'audit.close', {});
      engine.disconnect();
    }
  });
});

describe('a damaged audit', () => {
  const damaged = file('damaged.assay');

  /** Overwrites one page of a table with noise, as a failing disk does. */
  function spoilPageOf(table: string): void {
    copyFileSync(audit, damaged);
    const db = new Database(damaged, { readonly: true });
    const page = db.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(table) as number;
    const pageBytes = db.pragma('page_size', { simple: true }) as number;
    db.close();
    const bytes = readFileSync(damaged);
    bytes.fill(0xa5, (page - 1) * pageBytes, page * pageBytes);
    writeFileSync(damaged, bytes);
  }

  function change(sql: string): void {
    copyFileSync(audit, damaged);
    const db = new Database(damaged);
    db.exec(sql);
    db.close();
  }

  it.each([
    ['a page of sources', () => spoilPageOf('source'), ['sources', damaged]],
    ['a page of series', () => spoilPageOf('series'), ['series', damaged]],
    ['a page of samples', () => spoilPageOf('chunk'), ['stats', damaged, '--series', 'latency_ms']],
    ['a page of the journal', () => spoilPageOf('journal'), ['report', damaged, '--out', file('none')]],
    ['broken JSON', () => change(`update source set warnings = '[{"'`), ['sources', damaged]],
    [
      'half a file',
      () => writeFileSync(damaged, readFileSync(audit).subarray(0, 20_000)),
      ['series', damaged],
    ],
  ])('is called damaged, not a fault of Assay: %s', async (_name, spoil, command) => {
    spoil();
    const bytes = readFileSync(damaged);
    const result = await assay(command);
    expect(result.json.error).toMatchObject({ code: 'audit.corrupt', file: damaged });
    expect(result.status).toBe(3);
    expect(readFileSync(damaged).equals(bytes)).toBe(true);
  });
});

describe('the command line', () => {
  it.each([
    [['init', 'missing/new.assay', '--name', 'New'], /^file\.missing$/u],
    [['init', 'good.csv/new.assay', '--name', 'New'], /^file\.not-a-folder$/u],
    [['report', 'one.assay', '--out', 'good.csv'], /^file\.exists$/u],
    [['demo', '--out', 'good.csv'], /^file\./u],
    [['keygen', '--out', 'missing/key'], /^file\.missing$/u],
    [['profile', 'one.assay', '--source', '999'], /^source\.unknown$/u],
  ])('calls a place that cannot be used bad input: %j', async (args, code) => {
    const files = readdirSync(folder);
    const there = args.map((arg) => (/^[a-z-]+(\.csv|\.assay|\/[a-z.]+)+$/u.test(arg) ? file(arg) : arg));
    expectRefused(await assay(there), 3, code);
    expect(readdirSync(folder)).toEqual(files);
  });

  it('never lets the sample engagement replace files that are not its own', async () => {
    mkdirSync(file('mine'));
    writeFileSync(file('mine/auditor-key'), 'my own key');
    const demo = await assay(['demo', '--out', file('mine')]);
    expect(demo).toMatchObject({ status: 2, json: { error: { code: 'usage.invalid' } } });
    const sample = await assay(['sample', '--out', file('good.csv')]);
    expect(sample).toMatchObject({ status: 2, json: { error: { code: 'usage.invalid' } } });
    expect(readFileSync(file('mine/auditor-key'), 'utf8')).toBe('my own key');
    expect(readFileSync(file('good.csv'), 'utf8')).toContain('latency_ms');
  });

  it.each([
    [['stats', audit], /required option/u],
    [['no-such-command'], /unknown command/u],
    [['stats', audit, '--series', 'latency_ms', '--from', 'yesterday'], /--from takes a time/u],
    [['stats', audit, '--series', '1', '--from', '2', '--to', '1'], /--from is not before --to/u],
    [['import', audit, file('good.csv'), '--as', 'no-such-format'], /There is no format/u],
  ])('answers wrong usage with status 2: %j', async (args, message) => {
    const result = await assay(args);
    expect(result.status).toBe(2);
    expect(result.json.error?.code).toMatch(/^usage\./u);
    expect(result.json.error?.message).toMatch(message);
  });

  it('recognises the same bytes under another name', async () => {
    copyFileSync(file('good.csv'), file('copy-of-good.csv'));
    const result = await assay(['import', audit, file('copy-of-good.csv')]);
    expect(result.json['sources']).toMatchObject([{ id: 1, duplicateOf: 1 }]);
    expect(result.status).toBe(0);
    expect(contentOf(audit)).toEqual(before);
  });
});
