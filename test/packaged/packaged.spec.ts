// The packaged app as a user gets it, but for the one fuse that lets Playwright attach: what is inside, what its
// fuses refuse, and the main job from the sample engagement to a verified bundle.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect } from '@playwright/test';
import { ensureCompiled } from '../../build/launch/compile.mjs';
import { ensureElectron } from '../../build/launch/electron.mjs';
import { ensureTestBuild } from '../../build/launch/packager.mjs';
import { ensureSample } from '../../build/launch/sample.mjs';
import { releaseFuses, testBuildFuses } from '../../build/packaging/fuses.mjs';
import { launchApp, type AssayApp } from '../e2e/support/app.ts';
import { test } from '../e2e/support/folder.ts';

const packageJson = createRequire(import.meta.url)('../../package.json') as { version: string };
const runFile = promisify(execFile);

let executable = '';
let resources = '';

test.beforeAll(async () => {
  // Packaging copies 350 MB, on a slow disk more than once the usual limit.
  test.setTimeout(300_000);
  await ensureCompiled();
  await ensureSample();
  executable = await ensureTestBuild(await ensureElectron());
  resources = join(dirname(executable), 'resources');
});

test.describe('the main job in the packaged app', () => {
  let app: AssayApp;
  test.beforeAll(async () => {
    app = await launchApp({ executablePath: executable });
  });
  test.afterAll(() => app.close());

  test('runs from its archive', async () => {
    const { isPackaged, appPath } = await app.electron.evaluate(({ app }) => ({
      isPackaged: app.isPackaged,
      appPath: app.getAppPath(),
    }));
    expect(isPackaged).toBe(true);
    expect(appPath).toBe(join(resources, 'app.asar'));
  });

  test('shows no developer tools', async () => {
    const opened = await app.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.webContents.openDevTools();
      return window?.webContents.isDevToolsOpened();
    });
    expect(opened).toBe(false);
  });

  test('opens the sample engagement, signs its bundle and verifies it', async () => {
    const { path } = await app.call('shell.openSample', {});
    const audit = await app.call('audit.open', { path, write: 'required' });
    expect(audit.readOnly).toBe(false);
    // The engine has loaded better-sqlite3 and reads the evidence.
    const { sources } = await app.call('source.list', {});
    expect(sources.length).toBeGreaterThan(0);

    const keyFile = await app.grant(join(app.userFolder, 'auditor'), 'save-key');
    const key = await app.call('key.generate', { out: keyFile });
    const out = await app.grant(join(app.userFolder, 'sample-bundle.zip'), 'save-bundle');
    const bundle = await app.call('bundle.create', { out, key: key.path });
    const verification = await app.call('bundle.verify', { path: bundle.path, recompute: true });
    expect(verification).toMatchObject({
      ok: true,
      signatures: [{ ok: true, keyFingerprint: key.fingerprint }],
      files: { missing: [], altered: [], extra: [] },
      journal: { ok: true },
      recomputed: { differing: [] },
    });
  });
});

test.describe('a packaged app that is started with what a test may ask for', () => {
  test('waits for no tool, runs its own engine and lets no other program into the page', async ({
    folder,
  }) => {
    const audit = join(folder, 'client.assay');
    copyFileSync(join(resources, 'sample', 'sample-engagement.assay'), audit);
    const settings = join(folder, 'settings');
    const started = spawn(
      executable,
      [...rootSwitches(), '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${settings}`, audit],
      {
        env: {
          ...process.env,
          HOME: folder,
          ASSAY_TEST_ATTACHES: '1',
          ASSAY_TEST_ENGINE: join(folder, 'no-engine.mjs'),
          ASSAY_TEST_ADAPTER: 'utility',
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    started.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    try {
      // The page has loaded and the engine has opened the audit that the start named.
      await expect.poll(() => existsSync(`${audit}.lock`), { timeout: 60_000 }).toBe(true);
      expect(said).not.toContain('DevTools listening');
      expect(existsSync(join(settings, 'DevToolsActivePort'))).toBe(false);
    } finally {
      started.kill();
      await once(started, 'exit');
    }
  });
});

test.describe('the packaged command line', () => {
  test('says its version', async () => {
    expect((await runCli(['--version'])).stdout.trim()).toBe(packageJson.version);
  });

  test('runs on a host without a display', async () => {
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
    expect((await runCli(['--version'], env)).stdout.trim()).toBe(packageJson.version);
  });

  test('detects a file of the sample with the packaged engine', async () => {
    const data = join(resources, 'sample', 'data');
    const [first = ''] = readdirSync(data).sort();
    const { files } = JSON.parse((await runCli(['detect', '--json', join(data, first)])).stdout);
    expect(files[0].candidates.length).toBeGreaterThan(0);
  });

  test('passes on the status of a wrong use', async () => {
    await expect(runCli(['no-such-command'])).rejects.toMatchObject({ code: 2 });
  });

  test('is not turned into a bare Node by a variable', async () => {
    const { stdout } = await runCli(['--version'], { ...process.env, ELECTRON_RUN_AS_NODE: '1' });
    expect(stdout.trim()).toBe(packageJson.version);
  });
});

test.describe('the package', () => {
  test('holds its own files, better-sqlite3, and no other package', () => {
    const packed = listPackage(join(resources, 'app.asar'), { isPack: false }).map((name) =>
      name.replaceAll('\\', '/'),
    );
    const packages = new Set(
      packed.map((name) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1]).filter(Boolean),
    );
    expect([...packages]).toEqual(['better-sqlite3']);
    expect(packed.filter((name) => /\.(ts|tsx|map)$|\.test\./.test(name))).toEqual([]);
  });

  test('holds one native binary, for this platform', () => {
    const prebuilds = join(resources, 'app.asar.unpacked/node_modules/better-sqlite3/prebuilds');
    expect(readdirSync(prebuilds)).toEqual([`${process.platform}-${process.arch}.node`]);
  });

  test('brings a Node of its own only on the fallback runtime', async () => {
    const { kind } = await ensureElectron();
    expect(existsSync(join(resources, 'node'))).toBe(kind === 'fallback');
  });

  test('does not bring a link to a checkout', () => {
    expect(existsSync(join(resources, 'app'))).toBe(false);
  });

  test('brings its licence and those of what it contains', () => {
    expect(readFileSync(join(resources, 'LICENSE'), 'utf8')).toContain('Apache License');
    const others = readFileSync(join(resources, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['react', 'echarts', 'zod', 'better-sqlite3', '@fontsource-variable/inter']) {
      expect(others).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });

  test('is of a size to carry on a stick', () => {
    const megabytes = Math.round(bytesBelow(dirname(executable)) / 1e6);
    const own = Math.round(statSync(join(resources, 'app.asar')).size / 1e6);
    test
      .info()
      .annotations.push({ type: 'size', description: `${megabytes} MB unpacked, archive ${own} MB` });
    process.stdout.write(`packaged: ${megabytes} MB unpacked, of which the app's archive ${own} MB\n`);
    expect(megabytes).toBeLessThan(500);
  });
});

test.describe('the fuses', () => {
  const names: Record<keyof typeof releaseFuses, FuseV1Options> = {
    runAsNode: FuseV1Options.RunAsNode,
    enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
    enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
    enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
    loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
  };

  test('of the binary are those of the test build', async () => {
    const wire = await getCurrentFuseWire(executable);
    const read = Object.entries(names).map(([name, option]) => [name, wire[option] === FuseState.ENABLE]);
    expect(Object.fromEntries(read)).toEqual(testBuildFuses);
  });

  test('of the test build differ from what ships in the debugger alone', () => {
    expect(testBuildFuses).toEqual({ ...releaseFuses, enableNodeCliInspectArguments: true });
  });

  test('of what ships leave on only the check of the archive and the loading from it', () => {
    const on = Object.entries(releaseFuses).filter(([, isOn]) => isOn);
    expect(on.map(([name]) => name).sort()).toEqual([
      'enableEmbeddedAsarIntegrityValidation',
      'onlyLoadAppFromAsar',
    ]);
  });
});

const runCli = (args: string[], env: NodeJS.ProcessEnv = process.env) =>
  runFile(executable, [...rootSwitches(), '--cli', ...args], { env });

/** Root cannot be sandboxed by Chromium. */
const rootSwitches = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}
