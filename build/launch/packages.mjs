// The npm packages, exactly those of package-lock.json, with install scripts off whatever npm's own default is.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from './paths.mjs';
import { run } from './processes.mjs';
import { SetupError, say } from './say.mjs';
import { digest, readStamp, withLock, writeStamp } from './stamps.mjs';

/** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} LockFile */

/**
 * True when what is installed is what the lock file asks for. Optional packages may be absent: most are for
 * other platforms.
 * @param {LockFile} wanted package-lock.json
 * @param {LockFile} installed node_modules/.package-lock.json, which npm writes when an install is complete
 */
export function isInstalled(wanted, installed) {
  const has = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {}).every(([path, { version, optional, devOptional }]) => {
    if (path === '' || !path.startsWith('node_modules/')) return true;
    const found = has[path];
    return found ? found.version === version : optional === true || devOptional === true;
  });
}

/** How npm is run: by the npm that started us, else the one on the PATH. @param {NodeJS.ProcessEnv} env */
export function npmCommand(env) {
  const script = env.npm_execpath;
  if (script && /\.[cm]?js$/.test(script)) {
    return { command: env.npm_node_execpath ?? process.execPath, args: [script] };
  }
  return { command: script ?? (process.platform === 'win32' ? 'npm.cmd' : 'npm'), args: [] };
}

/**
 * Runs npm without questions, adverts or install scripts, its output on stderr or captured.
 * @param {string[]} args
 * @param {{ output?: 'show' | 'capture', cwd?: string }} [options]
 */
export function npm(args, { output = 'show', cwd = paths.root } = {}) {
  const { command, args: script } = npmCommand(process.env);
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  // `npm run -s` hands its silence down to us; an install that fails silently helps nobody.
  const env = { ...process.env, npm_config_loglevel: 'error', npm_config_yes: 'true' };
  return run(command, [...script, ...args, ...quiet], { output, cwd, env });
}

/** Installs the packages when node_modules is absent or differs from the lock file. */
export async function ensurePackages() {
  const stamp = join(paths.cache, 'stamps', 'packages');
  const installedLock = join(paths.modules, '.package-lock.json');
  const lockText = readFileSync(paths.lockFile, 'utf8');
  const hash = digest(lockText, process.platform, process.arch);
  const isCurrent = () => existsSync(installedLock) && readStamp(stamp) === hash;
  if (isCurrent()) return;

  await withLock(
    join(paths.cache, 'locks', 'packages'),
    async () => {
      if (isCurrent()) return;
      const installed = existsSync(installedLock)
        ? JSON.parse(readFileSync(installedLock, 'utf8'))
        : undefined;
      if (!installed || !isInstalled(JSON.parse(lockText), installed)) await install();
      writeStamp(stamp, hash);
    },
    () => say('waiting for another start that is installing the npm packages'),
  );
}

async function install() {
  say('installing the npm packages of package-lock.json, install scripts off (once, a minute or so)');
  const { status } = await npm(['ci', '--include=optional', '--include=dev', '--prefer-offline']);
  if (status !== 0) {
    throw new SetupError(
      `npm ci ended with status ${status}; its reason is above.`,
      'The packages come from the registry npm is set up with, or from its cache: check `npm ping`, then try again.',
    );
  }
}
