// Which Electron runs Assay here. Best first: the one named by ASSAY_ELECTRON, the official binary of the `electron`
// package, that binary fetched now, and on Linux x64 the development fallback.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureFallback, fallbackVersion, hasFallback } from './fallback.mjs';
import { paths } from './paths.mjs';
import { run } from './processes.mjs';
import { SetupError, say } from './say.mjs';
import { readStamp, withLock, writeStamp } from './stamps.mjs';

/**
 * @typedef {object} Runtime
 * @property {'named' | 'official' | 'fallback'} kind
 * @property {string} executable
 * @property {string[]} appArguments what makes it run this checkout: the folder, or nothing when `resources/app` is it
 * @property {string} version of Electron; empty for one that the user named
 */

const reachLimitMs = 20_000;
const fetchLimitMs = 10 * 60_000;
const dayMs = 24 * 60 * 60_000;
const failureFile = join(paths.cache, 'stamps', 'electron-fetch-failed.json');

/** Finds the Electron to use, fetching or unpacking it when need be. @returns {Promise<Runtime>} */
export async function ensureElectron() {
  const named = process.env.ASSAY_ELECTRON;
  if (named) return namedRuntime(named);
  const official = officialRuntime();
  if (official) return official;
  if (hasFallback() && hasFailedLately(readStamp(failureFile), declaredVersion(), Date.now())) {
    return fallbackRuntime();
  }
  return withLock(
    join(paths.cache, 'locks', 'electron'),
    async () => officialRuntime() ?? (await fetchOfficial()) ?? (await fallbackRuntime()),
    () => say('waiting for another start that is setting up Electron'),
  );
}

/** @param {string} name the value of ASSAY_ELECTRON @returns {Runtime} */
function namedRuntime(name) {
  const executable = resolve(name);
  if (!existsSync(executable)) {
    throw new SetupError(
      `ASSAY_ELECTRON names ${executable}, which does not exist.`,
      'Correct it or unset it.',
    );
  }
  if (dirname(executable) === paths.fallback) {
    return { kind: 'fallback', executable, appArguments: [], version: fallbackVersion };
  }
  // An Electron with its default app takes the folder of an app as an argument; one without runs `resources/app`.
  const takesApp = existsSync(join(dirname(executable), resourcesOf(process.platform), 'default_app.asar'));
  return { kind: 'named', executable, appArguments: takesApp ? [paths.root] : [], version: '' };
}

/** From the executable's folder. @param {NodeJS.Platform} platform */
const resourcesOf = (platform) => (platform === 'darwin' ? join('..', 'Resources') : 'resources');

/** The Electron of the `electron` package, when its binary is there. @returns {Runtime | undefined} */
function officialRuntime() {
  const folder = join(paths.modules, 'electron');
  const executablePath = readStamp(join(folder, 'path.txt'));
  const version = readStamp(join(folder, 'dist', 'version'))?.replace(/^v/, '');
  if (!executablePath || version !== declaredVersion()) return undefined;
  const executable = join(folder, 'dist', executablePath);
  return existsSync(executable)
    ? { kind: 'official', executable, appArguments: [paths.root], version }
    : undefined;
}

/** @returns {string} */
function declaredVersion() {
  return JSON.parse(readFileSync(join(paths.modules, 'electron', 'package.json'), 'utf8')).version;
}

/**
 * True when a failed fetch of the same version less than a day ago makes another try pointless.
 * @param {string | undefined} note the remembered failure, as JSON
 * @param {string} version
 * @param {number} nowMs
 */
export function hasFailedLately(note, version, nowMs) {
  if (!note) return false;
  const failure = JSON.parse(note);
  const ageMs = nowMs - Date.parse(failure.at);
  return failure.version === version && ageMs >= 0 && ageMs < dayMs;
}

/** @returns {Promise<Runtime | undefined>} */
async function fetchOfficial() {
  const version = declaredVersion();
  if (hasFailedLately(readStamp(failureFile), version, Date.now())) return undefined;
  say(
    `fetching Electron ${version} (giving up after ${reachLimitMs / 1000} s when its host does not answer)`,
  );
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1' };
  const reached = await run(process.execPath, ['--eval', reachScript(version)], {
    limitMs: reachLimitMs,
    env,
  });
  const installer = join(paths.modules, 'electron', 'install.js');
  const fetched =
    reached.status === 0
      ? await run(process.execPath, [installer], { output: 'show', limitMs: fetchLimitMs, env })
      : reached;
  const runtime = officialRuntime();
  if (fetched.status === 0 && runtime) return runtime;
  const reason = fetched.timedOut ? 'no answer in time' : (fetched.output.trim().split('\n').at(-1) ?? '');
  writeStamp(failureFile, JSON.stringify({ version, at: new Date().toISOString(), reason }));
  say(`Electron's own binary cannot be fetched here (${reason || 'see above'}); not tried again for a day`);
  return undefined;
}

/** Asks for the first byte of the archive, redirects followed, so that only a host that delivers is downloaded from. */
function reachScript(/** @type {string} */ version) {
  const mirror = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/';
  const url = `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
  return `
    fetch(${JSON.stringify(url)}, { headers: { range: 'bytes=0-0' } }).then(
      (answer) => {
        if (!answer.ok) console.error('status ' + answer.status);
        process.exit(answer.ok ? 0 : 1);
      },
      (error) => {
        console.error(error.cause?.code ?? error.message);
        process.exit(1);
      },
    );`;
}

/** @returns {Promise<Runtime>} */
async function fallbackRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `Electron could not be fetched, and there is no fallback for ${process.platform} ${process.arch}.`,
      'Install Electron by hand and name its executable in ASSAY_ELECTRON.',
    );
  }
  const executable = await ensureFallback();
  say(`running on Electron ${fallbackVersion}, a fallback for development only; it is never shipped`);
  return { kind: 'fallback', executable, appArguments: [], version: fallbackVersion };
}
