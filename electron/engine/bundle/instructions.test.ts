// The very commands of VERIFY.md, run in an unpacked bundle: they print nothing when all is well, and something when
// anything was done to it.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle, fresh } from './bundle.fixture.ts';

const unpacked = fresh('');
mkdirSync(unpacked);
expect(spawnSync('unzip', ['-q', bundle, '-d', unpacked]).status).toBe(0);

const [signature = '', ...silent] = readFileSync(join(unpacked, 'VERIFY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('       '))
  .map((line) => line.trim());

/** A copy of the unpacked bundle, to which something is done. */
function copyWith(change: (folder: string) => void): string {
  const folder = fresh('');
  cpSync(unpacked, folder, { recursive: true });
  change(folder);
  return folder;
}

/** All that the silent commands print, on both channels. */
const printed = (cwd: string, env: NodeJS.ProcessEnv = process.env): string =>
  silent
    .map((command) => spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' }))
    .map(({ stdout, stderr }) => stdout + stderr)
    .join('');

const html = 'report/report.html';
const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Brings the list of checksums in line with a changed file, as a forger without the key would. */
function listAgain(folder: string, name: string, before: string): void {
  const list = join(folder, 'SHA256SUMS');
  writeFileSync(list, readFileSync(list, 'utf8').replace(before, hash(join(folder, name))));
}

describe('the commands of VERIFY.md', () => {
  it('tell who signed', () => {
    expect(spawnSync('sh', ['-c', signature], { cwd: unpacked, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /^Good "assay-bundle" signature for ada@example\.org with ED25519 key SHA256:/,
      ),
    });
  });

  it('print nothing of a bundle that is as it was signed', () => {
    expect(silent).toHaveLength(3);
    expect(printed(unpacked)).toBe('');
  });

  it('print nothing, and find a changed byte, where sha256sum marks each name, as on Windows', () => {
    const tools = fresh('');
    mkdirSync(tools);
    const { stdout } = spawnSync('sh', ['-c', 'command -v sha256sum'], { encoding: 'utf8' });
    writeFileSync(join(tools, 'sha256sum'), `#!/bin/sh\nexec ${stdout.trim()} --binary "$@"\n`, {
      mode: 0o755,
    });
    const env = { ...process.env, PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}` };
    expect(
      spawnSync('sh', ['-c', 'sha256sum VERIFY.md'], { cwd: unpacked, env }).stdout.toString(),
    ).toContain(' *');
    expect(printed(unpacked, env)).toBe('');
    expect(
      printed(
        copyWith((folder) => writeFileSync(join(folder, html), 'x')),
        env,
      ),
    ).toContain(html);
  });

  it('print nothing, and find a changed byte, where shasum stands in for sha256sum, as on macOS', () => {
    const tools = fresh('');
    mkdirSync(tools);
    for (const tool of ['sh', 'find', 'sed', 'sort', 'diff', 'grep', 'cut', 'perl']) {
      const { stdout } = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' });
      symlinkSync(stdout.trim(), join(tools, tool));
    }
    const { stdout } = spawnSync('sh', ['-c', 'command -v shasum'], { encoding: 'utf8' });
    copyFileSync(stdout.trim(), join(tools, 'shasum'));
    chmodSync(join(tools, 'shasum'), 0o755);
    const env = { ...process.env, PATH: tools };
    expect(spawnSync('sh', ['-c', 'command -v sha256sum'], { env }).status).not.toBe(0);
    expect(printed(unpacked, env)).toBe('');
    expect(
      printed(
        copyWith((folder) => writeFileSync(join(folder, html), 'x')),
        env,
      ),
    ).toContain(html);
  });

  it.each<[string, (folder: string) => void, string]>([
    ['a file that was changed', (folder) => writeFileSync(join(folder, html), 'All is well.'), html],
    ['a file that was taken out', (folder) => rmSync(join(folder, 'journal.jsonl')), 'journal.jsonl'],
    ['a file that was added', (folder) => writeFileSync(join(folder, 'sources/9-a.csv'), ''), '9-a.csv'],
    [
      'a file that was added among the signatures',
      (folder) => writeFileSync(join(folder, 'signatures/other.sig'), ''),
      'other.sig',
    ],
    [
      'a file that was added under a name with a space',
      (folder) => writeFileSync(join(folder, 'a VERIFY.md'), ''),
      'a VERIFY.md',
    ],
    [
      'a file that was added under a name of two lines',
      (folder) => writeFileSync(join(folder, 'a\nb'), ''),
      String.raw`a\nb`,
    ],
    ['a file that was added unseen', (folder) => writeFileSync(join(folder, '.hidden'), ''), '.hidden'],
    [
      'a file that was renamed',
      (folder) => renameSync(join(folder, 'VERIFY.md'), join(folder, 'README.md')),
      'README.md',
    ],
    ['a link that was added', (folder) => symlinkSync('/etc/passwd', join(folder, 'x')), './x'],
    ['a link to a folder', (folder) => symlinkSync('/', join(folder, 'sources/all')), 'sources/all'],
    ['a link to nothing', (folder) => symlinkSync('nowhere', join(folder, 'x')), './x'],
    [
      'a file that became a link to its own bytes',
      (folder) => {
        rmSync(join(folder, html));
        symlinkSync(join(unpacked, html), join(folder, html));
      },
      html,
    ],
    [
      'a manifest that became a link',
      (folder) => {
        rmSync(join(folder, 'manifest.json'));
        symlinkSync(join(unpacked, 'manifest.json'), join(folder, 'manifest.json'));
      },
      'manifest.json',
    ],
    [
      'a file that was changed, and the list with it',
      (folder) => {
        const before = hash(join(folder, html));
        writeFileSync(join(folder, html), 'All is well.');
        listAgain(folder, html, before);
      },
      'SHA256SUMS is not the signed one',
    ],
    ['a list that was emptied', (folder) => writeFileSync(join(folder, 'SHA256SUMS'), ''), html],
    ['a list that is not there', (folder) => rmSync(join(folder, 'SHA256SUMS')), 'SHA256SUMS'],
    ['a manifest that is not there', (folder) => rmSync(join(folder, 'manifest.json')), 'manifest.json'],
  ])('print what is wrong: %s', (_what, change, told) => {
    expect(printed(copyWith(change))).toContain(told);
  });
});
