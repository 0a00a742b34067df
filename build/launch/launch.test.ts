import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { countPlaywright, countRunner, countVitest, sum } from './counts.mjs';
import { hasDisplay } from './display.mjs';
import { hasFailedLately } from './electron.mjs';
import { runtimeFile } from './fallback.mjs';
import { isInstalled, npmCommand } from './packages.mjs';
import { run } from './processes.mjs';
import { sandboxRemedy } from './sandbox.mjs';
import { digest, digestOfSources, readStamp, withLock, writeStamp } from './stamps.mjs';
import { choosePackages, parseAvailable, parseInstalled, unmet } from './system.mjs';
import { temporaryFolder } from '../../test/support/temporary.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

const write = (name: string, content: string): void => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
};

const ofFolder = (): string => digestOfSources(folder, ['source', 'lock.json']);
const test = (status: string): { status: string } => ({ status });
const script = (text: string): string[] => ['--eval', text];

describe('stamps', () => {
  it('hold what was written', () => {
    writeStamp(join(folder, 'stamps', 'a'), 'abc');
    expect(readStamp(join(folder, 'stamps', 'a'))).toBe('abc');
  });

  it('are absent before they are written', () => {
    expect(readStamp(join(folder, 'stamps', 'a'))).toBeUndefined();
  });

  it('tell parts apart that read the same when joined', () => {
    expect(digest('ab', 'c')).not.toBe(digest('a', 'bc'));
  });
});

describe('the digest of sources', () => {
  beforeEach(() => {
    write('source/a.ts', 'a');
    write('source/deep/b.ts', 'b');
    write('lock.json', '{}');
  });

  it.each([
    ['a changed file', () => write('source/deep/b.ts', 'c')],
    ['a new file', () => write('source/c.ts', '')],
    ['a removed file', () => rmSync(join(folder, 'source/a.ts'))],
    ['a changed single file', () => write('lock.json', '{"a":1}')],
    [
      'text moved from one file to the next',
      () => (write('source/a.ts', ''), write('source/deep/b.ts', 'ab')),
    ],
  ])('changes with %s', (_what, change) => {
    const before = ofFolder();
    change();
    expect(ofFolder()).not.toBe(before);
  });

  it.each(['source/a.test.ts', 'source/view.test.tsx', 'source/samples/x.csv'])('ignores %s', (name) => {
    const before = ofFolder();
    write(name, 'anything');
    expect(ofFolder()).toBe(before);
  });

  it('is the same for the same content written again', () => {
    const before = ofFolder();
    write('source/a.ts', 'a');
    expect(ofFolder()).toBe(before);
  });
});

describe('a lock', () => {
  it('lets one in at a time', async () => {
    const lock = join(folder, 'locks', 'x');
    const order: string[] = [];
    const { promise: secondWaits, resolve: release } = Promise.withResolvers<void>();
    const first = withLock(lock, async () => {
      order.push('first in');
      await secondWaits;
      order.push('first out');
    });
    const second = withLock(
      lock,
      async () => order.push('second in'),
      () => release(),
    );
    await Promise.all([first, second]);
    expect(order).toEqual(['first in', 'first out', 'second in']);
  });

  it('is taken over from a process that is gone', async () => {
    const { output } = await run(process.execPath, ['--print', 'process.pid']);
    write('lock/pid', output.trim());
    expect(await withLock(join(folder, 'lock'), async () => 'in')).toBe('in');
  });

  it('is released by a failure', async () => {
    const lock = join(folder, 'lock');
    await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });
});

describe('installed packages', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/other-platform': { version: '1.0.0', optional: true },
    },
  };

  it('are complete without those that are optional', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
  });

  it.each([
    ['of another version', { 'node_modules/a': { version: '1.0.1' } }],
    ['missing', {}],
    [
      'an optional one of another version',
      {
        'node_modules/a': { version: '1.0.0' },
        'node_modules/other-platform': { version: '2.0.0' },
      },
    ],
  ])('are incomplete when one is %s', (_what, packages) => {
    expect(isInstalled(wanted, { packages })).toBe(false);
  });
});

describe('npm', () => {
  it('is the one that started us, under its own Node', () => {
    const env = { npm_execpath: '/opt/npm/bin/npm-cli.js', npm_node_execpath: '/opt/node' };
    expect(npmCommand(env)).toEqual({ command: '/opt/node', args: ['/opt/npm/bin/npm-cli.js'] });
  });

  it('is a program of its own when it says so', () => {
    expect(npmCommand({ npm_execpath: '/opt/npm' })).toEqual({ command: '/opt/npm', args: [] });
  });

  it('is the one on the path when nothing started us', () => {
    expect(npmCommand({}).args).toEqual([]);
  });
});

describe('system packages', () => {
  const needs = [['libgtk-3-0', 'libgtk-3-0t64'], ['libnss3']];

  it('are met by any of their names', () => {
    expect(unmet(needs, new Set(['libgtk-3-0t64', 'libnss3']))).toEqual([]);
  });

  it('are unmet when none of their names is installed', () => {
    expect(unmet(needs, new Set(['libnss3']))).toEqual([needs[0]]);
  });

  it('are installed by the name that this release has', () => {
    expect(choosePackages(needs, new Set(['libgtk-3-0t64', 'libnss3']))).toEqual([
      'libgtk-3-0t64',
      'libnss3',
    ]);
    expect(choosePackages(needs, new Set(['libgtk-3-0', 'libnss3']))).toEqual(['libgtk-3-0', 'libnss3']);
  });

  it('keep their first name when the release says nothing', () => {
    expect(choosePackages(needs, new Set())).toEqual(['libgtk-3-0', 'libnss3']);
  });

  it('count as installed only when dpkg says installed', () => {
    expect(parseInstalled('installed libnss3\nconfig-files xvfb\nnot-installed openssl\n')).toEqual(
      new Set(['libnss3']),
    );
  });

  it('are available only with a candidate', () => {
    const policy = [
      'libgtk-3-0:',
      '  Installed: (none)',
      '  Candidate: (none)',
      '  Version table:',
      'libgtk-3-0t64:',
      '  Installed: (none)',
      '  Candidate: 3.24.41-4ubuntu1',
      '  Version table:',
      '     3.24.41-4ubuntu1 500',
    ].join('\n');
    expect(parseAvailable(policy)).toEqual(new Set(['libgtk-3-0t64']));
  });
});

describe('a failed fetch of Electron', () => {
  const at = '2026-03-01T12:00:00.000Z';
  const note = JSON.stringify({ version: '45.4.1', at });
  const hoursLater = (hours: number): number => Date.parse(at) + hours * 3_600_000;

  it('is remembered for a day', () => {
    expect(hasFailedLately(note, '45.4.1', hoursLater(23))).toBe(true);
    expect(hasFailedLately(note, '45.4.1', hoursLater(25))).toBe(false);
  });

  it('says nothing about another version', () => {
    expect(hasFailedLately(note, '45.4.2', hoursLater(1))).toBe(false);
  });

  it('is not believed when it lies in the future', () => {
    expect(hasFailedLately(note, '45.4.1', hoursLater(-1))).toBe(false);
  });

  it('is unknown at first', () => {
    expect(hasFailedLately(undefined, '45.4.1', hoursLater(1))).toBe(false);
  });
});

describe('the fallback runtime', () => {
  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/locales/de.pak', 'locales/de.pak'],
    ['Cypress/libffmpeg.so', 'libffmpeg.so'],
  ])('takes %s as %s', (entry, name) => expect(runtimeFile(entry)).toBe(name));

  it.each([
    'Cypress/resources/app/index.js',
    'Cypress/resources/app-update.yml',
    'Cypress/locales/',
    'Cypress/../../etc/passwd',
    'elsewhere',
  ])('leaves out %s', (entry) => expect(runtimeFile(entry)).toBeUndefined());
});

describe('a display', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { DISPLAY: '' }, false],
    ['darwin', {}, true],
    ['win32', {}, true],
  ] as const)('on %s with %o: %s', (platform, env, expected) => {
    expect(hasDisplay(platform, env)).toBe(expected);
  });
});

describe.runIf(process.platform === 'linux')("Chromium's sandbox", () => {
  it('needs nothing where users may make namespaces', () => {
    expect(sandboxRemedy('/nowhere/electron', () => undefined)).toBeUndefined();
  });

  it('needs its helper where they may not', () => {
    const remedy = sandboxRemedy('/nowhere/electron', (file) =>
      file.includes('apparmor') ? '1' : undefined,
    );
    expect(remedy).toBe(
      'sudo chown root:root /nowhere/chrome-sandbox && sudo chmod 4755 /nowhere/chrome-sandbox',
    );
  });
});

describe('the sum of all runners', () => {
  it('adds passed and failed', () => {
    expect(
      sum([
        { passed: 2, failed: 0 },
        { passed: 3, failed: 1 },
      ]),
    ).toEqual({ passed: 5, failed: 1 });
  });

  it('counts each test of vitest, and a file that does not load as one failure', () => {
    const report = {
      testResults: [
        { status: 'failed', assertionResults: [test('passed'), test('failed'), test('failed')] },
        { status: 'passed', assertionResults: [test('passed'), test('pending')] },
        { status: 'failed', assertionResults: [] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 2, failed: 3 });
  });

  it('counts a flaky test and an error outside the tests of Playwright as failures', () => {
    const report = { stats: { expected: 7, unexpected: 1, flaky: 1 }, errors: [{}] };
    expect(countPlaywright(report)).toEqual({ passed: 7, failed: 3 });
  });

  it.each([
    ['a crash without a report', undefined, 1, { passed: 0, failed: 1 }],
    ['a crash after its report', { passed: 5, failed: 0 }, 137, { passed: 5, failed: 1 }],
    ['a run of nothing', { passed: 0, failed: 0 }, 0, { passed: 0, failed: 1 }],
    ['failures, once', { passed: 5, failed: 2 }, 1, { passed: 5, failed: 2 }],
    ['a good run', { passed: 5, failed: 0 }, 0, { passed: 5, failed: 0 }],
  ])('counts %s', (_what, counts, status, expected) => {
    expect(countRunner(counts, status)).toEqual(expected);
  });
});

describe('running a program', () => {
  it('gives its status and output', async () => {
    const outcome = await run(
      process.execPath,
      script('console.log("out"); console.error("err"); process.exit(3)'),
    );
    expect(outcome.status).toBe(3);
    expect(outcome.output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('ends it, and what it started, at the limit', async () => {
    // The grandchild holds the output open: the run would not end before it does.
    const grandchild = `require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })`;
    const outcome = await run(process.execPath, script(grandchild), { limitMs: 500 });
    expect(outcome.timedOut).toBe(true);
  });

  it('says 127 for one that does not exist', async () => {
    expect((await run(join(folder, 'none'), [])).status).toBe(127);
  });

  it('in our place gets our signals, and its status becomes ours', async () => {
    const inner = `process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up')`;
    const outer = `
      const { passThrough } = await import(${JSON.stringify(join(import.meta.dirname, 'processes.mjs'))});
      process.exitCode = await passThrough(process.execPath, ['--eval', ${JSON.stringify(inner)}], {});`;
    const launcher = spawn(process.execPath, ['--input-type=module', '--eval', outer]);
    await once(launcher.stdout, 'data');
    launcher.kill('SIGTERM');
    expect(await once(launcher, 'exit')).toEqual([7, null]);
  });
});
