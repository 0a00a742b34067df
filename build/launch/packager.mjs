// Runs electron-builder on the Electron found here, without the network.
import { dirname, join } from 'node:path';
import { paths } from './paths.mjs';
import { run } from './processes.mjs';

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
