// `npm start`: set-up, then Assay's window; where there is no display, the sample engagement from start to end with
// the report, the signed bundle and a picture of every screen in out/.
import { mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureCompiled } from './compile.mjs';
import { hasDisplay, withVirtualDisplay } from './display.mjs';
import { ensureElectron } from './electron.mjs';
import { nodeFlags, paths } from './paths.mjs';
import { passThrough, run as runProgram } from './processes.mjs';
import { ensureSample } from './sample.mjs';
import { sandboxRemedy } from './sandbox.mjs';
import { SetupError, say } from './say.mjs';
import { ensureSystemPackages } from './system.mjs';

/** @typedef {import('./electron.mjs').Runtime} Runtime */

/** @param {string[]} args audits to open, and switches of Electron's */
export async function run(args) {
  const inWindow = hasDisplay();
  await ensureSystemPackages(inWindow ? ['window'] : ['window', 'headless']);
  const electron = await ensureElectron();
  await ensureCompiled();
  await ensureSample();
  return inWindow ? openWindow(electron, args) : runHeadless();
}

/** @param {Runtime} electron @param {string[]} args */
async function openWindow({ executable, appArguments }, args) {
  const isRoot = process.getuid?.() === 0;
  const remedy = isRoot ? undefined : sandboxRemedy(executable);
  if (remedy) throw new SetupError("This system keeps Chromium's sandbox from working.", `Run: ${remedy}`);
  if (isRoot) say("running as root, so without Chromium's sandbox (--no-sandbox)");
  say('opening Assay; the sample engagement is on its start screen');
  return passThrough(executable, [...appArguments, ...(isRoot ? ['--no-sandbox'] : []), ...args], {
    cwd: paths.root,
  });
}

async function runHeadless() {
  say('no display: running the sample engagement without a window');
  mkdirSync(paths.out, { recursive: true });
  await mustRun('The sample engagement', [paths.cli, 'demo', '--out', paths.out], process.env);

  const screens = join(paths.out, 'screens');
  say('taking pictures of the screens on a virtual display');
  const script = join(paths.root, 'build', 'screens.ts');
  await withVirtualDisplay((display) =>
    mustRun('Taking pictures of the screens', [script, screens], display),
  );
  const name = relative(process.cwd(), paths.out) || '.';
  const contents = [
    ['sample-engagement.assay', 'the audit; Assay opens it'],
    ['report/report.html', 'the report; any browser shows it'],
    ['sample-engagement-bundle.zip', 'the signed bundle; VERIFY.md in it says how to check it without Assay'],
    ['screens/', `${readdirSync(screens).length} pictures, each screen in light and dark`],
  ];
  const lines = contents.map(([file = '', what]) => `  ${join(name, file).padEnd(36)} ${what}`);
  process.stdout.write(['', 'Done. What it left:', ...lines, ''].join('\n'));
  return 0;
}

/** Runs a Node script to its end, its output shown. @param {string} what @param {string[]} args @param {NodeJS.ProcessEnv} env */
async function mustRun(what, args, env) {
  const { status } = await runProgram(process.execPath, [...nodeFlags, ...args], {
    output: 'stream',
    env,
    cwd: paths.root,
  });
  if (status !== 0) throw new SetupError(`${what} failed with status ${status}; the reason is above.`);
}
