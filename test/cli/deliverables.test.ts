// What goes to the client, made and checked as a user does: the fields of docs/cli.md are there.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFlags } from '../../electron/main/supervision/runtime.ts';
import { assay, assayForReader, cliPath } from './support.ts';
import { audit, bundle, data, folder } from './demo.fixture.ts';

describe('check', () => {
  it('finds every phase of the sample done and no guard rail violated', async () => {
    const { status, json } = await assay(['check', audit]);
    expect(status).toBe(0);
    expect((json['phases'] as { state: string }[]).every(({ state }) => state === 'done')).toBe(true);
    expect((json['deliverables'] as { done: boolean }[]).filter(({ done }) => done)).toHaveLength(10);
    expect(json['guardRails']).toHaveLength(6);
  });

  it('tells what limited the sample before its change apart from what limits now, and what was decided', async () => {
    const { json } = await assay(['check', audit]);
    expect(json['answer']).toMatchObject({
      limitedBefore: {
        state: 'lifted',
        sentence: 'Checkouts queue for the lock on bestsellers’ stock rows',
        change: 'Order lines are read and locked in one query',
      },
      limitsNow: { state: 'none-claimed' },
      decisionTaken: { what: 'Change the queries rather than double the instances' },
      nextDecision: { from: 'recommendation', what: 'Collect a full week, then repeat the comparison' },
      nextStep: { place: { kind: 'report' } },
      targets: { met: 2, missed: 0, stated: 1, unmeasured: 0 },
    });
  });

  it('leads its text with the answers, in the words of the report', () => {
    const { stdout } = spawnSync(process.execPath, [...nodeFlags, cliPath, 'check', audit], {
      encoding: 'utf8',
    });
    const lines = stdout.slice(0, stdout.indexOf('\n\n')).split('\n');
    const answers = lines.map((line) => line.split(/ {2,}/u));
    expect(answers.map(([question]) => question)).toEqual([
      'limited before',
      'limits now',
      'decided',
      'decide next',
      'targets',
      'next step',
    ]);
    const report = readFileSync(join(folder, 'report', 'report.html'), 'utf8');
    for (const [, sentence = ''] of answers.slice(0, -1)) expect(report).toContain(`>${sentence}</p>`);
  });
});

describe('report', () => {
  it('writes files whose hashes are as said', async () => {
    const out = join(folder, 'other-report');
    const { json } = await assay(['report', audit, '--out', out]);
    const files = json['files'] as { path: string; bytes: number; sha256: string }[];
    expect(files.map(({ path }) => basename(path))).toEqual(['report.html', 'report.json', 'report.md']);
    for (const { path, bytes, sha256 } of files) {
      expect(readFileSync(path)).toHaveLength(bytes);
      expect(spawnSync('sha256sum', [path], { encoding: 'utf8' }).stdout.slice(0, 64)).toBe(sha256);
    }
  });

  it('replaces an earlier report with --force alone', async () => {
    const out = join(folder, 'twice');
    await assay(['report', audit, '--out', out]);
    const again = await assay(['report', audit, '--out', out]);
    expect(again).toMatchObject({ status: 3, json: { error: { code: 'file.exists' } } });
    expect(again.json['error']).toMatchObject({ hint: expect.stringContaining('--force') });
    expect(await assay(['report', audit, '--out', out, '--force'])).toMatchObject({ status: 0 });
  });

  it('replaces no file of another kind, --force or not', async () => {
    const out = join(folder, 'theses');
    mkdirSync(out);
    writeFileSync(join(out, 'report.md'), 'A thesis');
    for (const force of [[], ['--force']]) {
      expect(await assay(['report', audit, '--out', out, ...force])).toMatchObject({
        status: 3,
        json: { error: { code: 'file.of-another-kind' } },
      });
    }
    expect(readFileSync(join(out, 'report.md'), 'utf8')).toBe('A thesis');
    expect(readdirSync(out)).toEqual(['report.md']);
  });

  it('writes the formats it is told to', async () => {
    const out = join(folder, 'one-format');
    const { json } = await assay(['report', audit, '--out', out, '--format', 'md']);
    expect(json).toMatchObject({ files: [{ path: join(out, 'report.md') }] });
    expect(readdirSync(out)).toEqual(['report.md']);
  });

  it('refuses a format there is not, and makes nothing', async () => {
    const out = join(folder, 'no-format');
    expect(await assay(['report', audit, '--out', out, '--format', 'html,pdf'])).toMatchObject({
      status: 2,
      json: { error: { code: 'usage.unknown-report-format', hint: 'Known: html, json, md.' } },
    });
    expect(existsSync(out)).toBe(false);
  });
});

describe('keygen, bundle and verify', () => {
  it('make a key, sign with it, and verify against it and no other', async () => {
    const key = join(folder, 'key');
    const other = join(folder, 'other');
    const own = join(folder, 'own.zip');
    expect(await assay(['keygen', '--out', key, '--comment', 'me@example.org'])).toMatchObject({
      status: 0,
      json: { algorithm: 'ssh-ed25519', encrypted: false },
    });
    await assay(['keygen', '--out', other]);
    expect(await assay(['bundle', audit, '--key', key, '--out', own])).toMatchObject({
      status: 0,
      json: { path: own },
    });
    expect(await assay(['verify', own, '--signer', `${key}.pub`, '--recompute'])).toMatchObject({
      status: 0,
      json: {
        ok: true,
        signatures: [{ role: 'auditor', identity: 'me@example.org', ok: true }],
        journal: { ok: true },
        recomputed: { differing: [] },
      },
    });
    expect(await assay(['verify', own, '--signer', `${other}.pub`])).toMatchObject({
      status: 1,
      json: { ok: false },
    });
    // An earlier bundle is replaced with --force alone, what is no bundle never, a key neither.
    expect(await assay(['bundle', audit, '--key', key, '--out', own])).toMatchObject({
      status: 3,
      json: { error: { code: 'file.exists', hint: expect.stringContaining('--force') } },
    });
    expect(await assay(['bundle', audit, '--key', key, '--out', own, '--force'])).toMatchObject({
      status: 0,
    });
    for (const taken of [`${key}.pub`, join(folder, 'report', 'report.html')]) {
      expect(await assay(['bundle', audit, '--key', key, '--out', taken, '--force'])).toMatchObject({
        status: 3,
        json: { error: { code: 'file.of-another-kind' } },
      });
    }
    expect(await assay(['keygen', '--out', key])).toMatchObject({
      status: 3,
      json: { error: { code: 'key.exists' } },
    });
  });

  it('lead with who signed, and print the cautions of the window', async () => {
    const own = join(folder, 'cautions.zip');
    const key = join(folder, 'cautions-key');
    const other = join(folder, 'cautions-other');
    for (const path of [key, other]) await assay(['keygen', '--out', path]);
    await assay(['bundle', audit, '--key', key, '--out', own, '--identity', 'me']);
    const lines = async (...options: string[]): Promise<string[]> =>
      (await assayForReader(['verify', own, ...options])).stdout.split('\n');
    const [unconfirmed, ...cautions] = await lines();
    expect(unconfirmed).toBe('Whole, and signed by a key that nobody has confirmed.');
    const { notes } = (await assay(['verify', own])).json as unknown as { notes: string[] };
    expect(notes[0]).toMatch(/^Nobody has confirmed the signer/);
    expect(cautions.slice(0, notes.length)).toEqual(notes);
    expect((await lines('--signer', `${key}.pub`))[0]).toBe('Whole, and signed by the key you gave.');
    expect((await lines('--signer', `${other}.pub`))[0]).toBe(
      'Do not rely on this bundle: it is signed by another key than the one you gave.',
    );
  });

  it('say of an older bundle that it is shown a newer one, with status 1', async () => {
    const [first, second] = [join(folder, 'first.zip'), join(folder, 'second.zip')];
    const key = join(folder, 'twice-key');
    await assay(['keygen', '--out', key]);
    for (const out of [first, second]) {
      await assay(['bundle', audit, '--key', key, '--out', out, '--identity', 'me']);
    }
    expect(await assay(['verify', first, '--newer', second])).toMatchObject({
      status: 1,
      json: { ok: true, newer: { state: 'newer', entries: 1 } },
    });
    expect(await assay(['verify', second, '--newer', first])).toMatchObject({
      status: 0,
      json: { ok: true, newer: { state: 'older' } },
    });
  });

  it('say no, and name the file, when one byte was changed', async () => {
    const altered = join(folder, 'altered.zip');
    copyFileSync(bundle, altered);
    const bytes = readFileSync(altered);
    const at = bytes.indexOf('"action":"audit.created"');
    bytes[at + 12] = (bytes[at + 12] ?? 0) ^ 1;
    writeFileSync(altered, bytes);
    expect(await assay(['verify', altered])).toMatchObject({
      status: 1,
      json: { ok: false, files: { altered: ['journal.jsonl'] } },
    });
  });

  it('refuse what is no bundle with status 3', async () => {
    expect(await assay(['verify', join(data, readdirSync(data)[0] ?? '')])).toMatchObject({ status: 3 });
  });
});
