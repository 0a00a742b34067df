// The system packages that Electron and the tests need on Debian and Ubuntu. As root the missing ones are installed;
// otherwise the one line to run is printed.
import { existsSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { paths } from './paths.mjs';
import { run } from './processes.mjs';
import { SetupError, say } from './say.mjs';

/**
 * One need, met by any of these packages: names differ between releases (the `t64` ones came with 64-bit time).
 * @typedef {readonly string[]} Need
 */

/** @satisfies {Record<string, readonly Need[]>} */
const needs = {
  window: [
    ['libgtk-3-0', 'libgtk-3-0t64'],
    ['libnss3'],
    ['libasound2', 'libasound2t64'],
    ['libgbm1'],
    ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
    ['libdrm2'],
    ['libxkbcommon0'],
  ],
  /** A display where there is none. */
  headless: [['xvfb']],
  /** Independent programs that the tests check Assay's files with. */
  peers: [['openssh-client'], ['openssl'], ['strace'], ['poppler-utils'], ['unzip'], ['sqlite3'], ['xauth']],
};

/** The needs that no installed package meets. @param {readonly Need[]} wanted @param {ReadonlySet<string>} installed */
export const unmet = (wanted, installed) =>
  wanted.filter((names) => !names.some((name) => installed.has(name)));

/**
 * The package to install for each need: the first name that this release has.
 * @param {readonly Need[]} wanted
 * @param {ReadonlySet<string>} available
 */
export const choosePackages = (wanted, available) =>
  wanted.map((names) => names.find((name) => available.has(name)) ?? /** @type {string} */ (names[0]));

/** Names of installed packages in the output of `dpkg-query --show`. @param {string} text */
export const parseInstalled = (text) =>
  new Set(
    text
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([status]) => status === 'installed')
      .map(([, name = '']) => name),
  );

/** Names with a candidate for installation in the output of `apt-cache policy`. @param {string} text */
export const parseAvailable = (text) =>
  new Set([...text.matchAll(/^(\S+):\n.*\n\s+Candidate: (?!\(none\))/gm)].map(([, name = '']) => name));

/**
 * Makes sure that the system has what these groups name. Elsewhere than on Debian and Ubuntu nothing is checked:
 * what is missing there shows by name when it is first needed.
 * @param {(keyof typeof needs)[]} groups
 */
export async function ensureSystemPackages(groups) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  const wanted = groups.flatMap((group) => /** @type {readonly Need[]} */ (needs[group]));
  const missing = unmet(wanted, await installedAmong(wanted));
  if (missing.length === 0) return;

  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    say(`installing system packages: ${missing.map(([name]) => name).join(' ')}`);
    await apt(['apt-get', 'update', '-q']);
  }
  const names = choosePackages(missing, await availableAmong(missing));
  if (!isRoot) {
    throw new SetupError(
      'System packages are missing.',
      `Run: sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    );
  }
  const install = await apt(['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...names]);
  if (install.status !== 0 || unmet(wanted, await installedAmong(wanted)).length > 0) {
    const log = join(paths.cache, 'apt.log');
    const last = readFileSync(log, 'utf8').trim().split('\n').at(-1);
    throw new SetupError(
      `apt-get could not install ${names.join(' ')}: ${last}`,
      `The whole of it is in ${log}.`,
    );
  }
}

/** @param {readonly Need[]} wanted */
async function installedAmong(wanted) {
  const format = '--showformat=${db:Status-Status} ${Package}\n';
  // Status 1 only says that some names are unknown.
  const { output } = await run('dpkg-query', ['--show', format, ...wanted.flat()]);
  return parseInstalled(output);
}

/** @param {readonly Need[]} wanted */
async function availableAmong(wanted) {
  const { output } = await run('apt-cache', ['policy', ...wanted.flat()], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  return parseAvailable(output);
}

/** Runs apt without questions; its talk goes to a log. @param {string[]} commandLine */
async function apt([command = '', ...args]) {
  const outcome = await run(command, ['-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    limitMs: 10 * 60_000,
  });
  mkdirSync(paths.cache, { recursive: true });
  writeFileSync(join(paths.cache, 'apt.log'), outcome.output, { flag: args[0] === 'update' ? 'w' : 'a' });
  return outcome;
}

/** True when a program is on the PATH. @param {string} name */
export const hasProgram = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
