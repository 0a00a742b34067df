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
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { EngineReply } from '../../electron/engine/protocol.ts';
import type { Source } from '../../shared/contract/sources.ts';
import { assay, callEngine, contentOf, startEngine, writeWideCsv } from '../cli/support.ts';
import { audit, before, expectRefused, file, folder } from './audit.fixture.ts';

/** An ordinary user; root may read and write everything. */
const nobody = 65534;

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

  it('JSON of a million levels is refused at the one that is too deep', async () => {
    const opening = '{"resourceSpans":[{"resource":{"attributes":[{"key":"a","value":';
    writeFileSync(file('deep.json'), opening + '{"arrayValue":{"values":['.repeat(400_000));
    const result = await assay(['import', audit, file('deep.json')]);
    expectRefused(result, 3, /^json\.too-deep$/u);
    expect(result.json.error).toMatchObject({ file: file('deep.json'), line: 1 });
    expect(result.json.error?.offset).toBeLessThan(20_000);
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
