// Runs electron-builder on the Electron found here, without the network.
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { paths } from './paths.mjs';
import { run } from './processes.mjs';
import { SetupError } from './say.mjs';
import { digestOfSources, readStamp, writeStamp } from './stamps.mjs';

const platformFlag = { linux: '--linux', win32: '--win', darwin: '--mac' };

/**
 * Packages dist/ with this Electron. Returns electron-builder's exit status.
 * @param {import('./electron.mjs').Runtime} electron
 * @param {{ args?: string[], isTestBuild?: boolean, output?: 'stream' | 'show' }} options
 */
export async function packageApp(electron, { args = [], isTestBuild = false, output = 'stream' } = {}) {
  const platform = platformFlag[/** @type {keyof typeof platformFlag} */ (process.platform)];
  const targets = args.length > 0 ? args : [platform, 'dir'];
  const script = join(paths.modules, 'electron-builder', 'cli.js');
  const config = join(paths.root, 'build', 'packaging', 'electron-builder.config.mjs');
  // With hard links (which a test runner's variable turns on) setting fuses would alter the Electron packaged from.
  const { VITEST: _, ...env } = process.env;
  const { status } = await run(
    process.execPath,
    [script, ...targets, '--config', config, '--publish', 'never'],
    {
      output,
      cwd: paths.root,
      env: {
        ...env,
        USE_HARD_LINKS: 'false',
        // A macOS app is more than the folder of its executable: electron-builder finds that one itself.
        ...(process.platform === 'darwin' ? {} : { ASSAY_PACKAGE_ELECTRON: dirname(electron.executable) }),
        ...(electron.kind === 'fallback' ? { ASSAY_PACKAGE_FALLBACK: '1' } : {}),
        ...(isTestBuild ? { ASSAY_PACKAGE_TEST_BUILD: '1' } : {}),
      },
    },
  );
  return status;
}

const packagedFrom = ['package.json', 'package-lock.json', 'LICENSE', 'build/packaging', 'build/icons'];
const sampleParts = ['engagement.json', 'data', 'sample-engagement.assay'].map(
  (name) => `build/sample/${name}`,
);

/**
 * Makes the packaged app that tests drive, unless it is current. Needs dist/ and the sample. Returns its executable.
 * @param {import('./electron.mjs').Runtime} electron
 */
export async function ensureTestBuild(electron) {
  const executable = join(paths.root, 'release', 'test', unpackedFolder(), executableName());
  const stamp = join(paths.cache, 'stamps', 'test-build');
  const digest = digestOfSources(paths.root, ['dist/.stamp', ...packagedFrom, ...sampleParts]);
  const made = `${digest} ${electron.kind} ${electron.version} ${electron.executable}`;
  if (existsSync(executable) && readStamp(stamp) === made) return executable;
  rmSync(stamp, { force: true });
  const status = await packageApp(electron, { isTestBuild: true, output: 'show' });
  if (status !== 0) throw new SetupError(`Packaging failed with status ${status}; the reason is above.`);
  writeStamp(stamp, made);
  return executable;
}

/** electron-builder's names for x64, and for others with the architecture in them. */
function unpackedFolder() {
  const suffix = process.arch === 'x64' ? '' : `${process.arch}-`;
  if (process.platform === 'darwin') return process.arch === 'x64' ? 'mac' : `mac-${process.arch}`;
  return process.platform === 'win32' ? `win-${suffix}unpacked` : `linux-${suffix}unpacked`;
}

function executableName() {
  if (process.platform === 'darwin') return join('Assay.app', 'Contents', 'MacOS', 'assay');
  return process.platform === 'win32' ? 'assay.exe' : 'assay';
}
