// `npm test`: set-up, then types, lint and format, the unit tests, and the tests of the running app, one line of sum
// at the end. A failing runner does not keep the next one from running: one look shows all that is wrong.
// `npm test -- FOLDER`: the tests of that folder alone, and no more set-up than they need.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chooseTests } from './chosen-tests.mjs';
import { ensureCompiled } from './compile.mjs';
import { countPlaywright, countRunner, countVitest, sum } from './counts.mjs';
import { withVirtualDisplay } from './display.mjs';
import { ensureElectron } from './electron.mjs';
import { nodeFlags, paths } from './paths.mjs';
import { run as runProgram } from './processes.mjs';
import { ensureSample } from './sample.mjs';
import { say } from './say.mjs';
import { ensureSystemPackages } from './system.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

const minuteMs = 60_000;
const reports = join(paths.cache, 'test-reports');
const script = (/** @type {string[]} */ ...parts) => join(paths.modules, ...parts);

/** @typedef {{ name: string, args: string[] }} Check each counts as one test */
/** @type {Check[]} */
const checks = [
  { name: 'types', args: [script('typescript', 'bin', 'tsc'), '--noEmit'] },
  { name: 'lint', args: [script('oxlint', 'bin', 'oxlint')] },
  { name: 'format', args: [script('oxfmt', 'bin', 'oxfmt'), '--check'] },
];

/** Runs everything, or the tests of the files and folders that are named. @param {string[]} names */
export async function run(names) {
  const chosen = names.length > 0 ? chooseTests(paths.root, names) : undefined;
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const total = sum(chosen ? await runChosen(chosen) : await runAll());
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

async function runAll() {
  await ensureApp();
  await ensureSample();
  return withVirtualDisplay(async (env) => {
    const parts = [];
    for (const check of checks) parts.push(await runCheck(check));
    parts.push(await runVitest(env), await runPlaywright(env));
    return parts;
  });
}

/** @param {import('./chosen-tests.mjs').ChosenTests} chosen */
async function runChosen({ unit, app }) {
  const parts = [];
  if (unit.length > 0) {
    await ensureSystemPackages(['peers']);
    parts.push(await runVitest(process.env, unit));
  }
  if (app.length > 0) {
    await ensureApp();
    await ensureSample();
    parts.push(await withVirtualDisplay((env) => runPlaywright(env, app)));
  }
  return parts;
}

/** What tests that drive the app need. */
async function ensureApp() {
  await ensureSystemPackages(['window', 'headless', 'peers']);
  await ensureElectron();
  await ensureCompiled();
}

/** @param {Check} check @returns {Promise<Counts>} */
async function runCheck({ name, args }) {
  say(`check: ${name}`);
  const { status } = await node(args, { limitMs: 5 * minuteMs });
  if (status !== 0) say(`check failed: ${name} (status ${status})`);
  return countRunner({ passed: status === 0 ? 1 : 0, failed: 0 }, status);
}

/** @param {NodeJS.ProcessEnv} env @param {string[]} files all when empty @returns {Promise<Counts>} */
async function runVitest(env, files = []) {
  say('unit tests (vitest)');
  const report = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files];
  const { status } = await node([script('vitest', 'vitest.mjs'), ...args], { env, limitMs: 20 * minuteMs });
  return countRunner(readReport(report, countVitest), status);
}

/** @param {NodeJS.ProcessEnv} env @param {string[]} files all when empty @returns {Promise<Counts>} */
async function runPlaywright(env, files = []) {
  say('tests of the running and the packaged app (playwright)');
  const report = join(reports, 'playwright.json');
  // Playwright takes regular expressions.
  const patterns = files.map((file) => `${file.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
  const args = [script('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json', ...patterns];
  const { status } = await node(args, {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    limitMs: 20 * minuteMs,
  });
  return countRunner(readReport(report, countPlaywright), status);
}

/** @param {string[]} args @param {{ env?: NodeJS.ProcessEnv, limitMs: number }} options */
async function node(args, options) {
  const outcome = await runProgram(process.execPath, [...nodeFlags, ...args], {
    ...options,
    output: 'stream',
    cwd: paths.root,
  });
  if (outcome.timedOut) say(`ended after ${options.limitMs / minuteMs} minutes, which is too long`);
  return outcome;
}

/**
 * @template Report
 * @param {string} file
 * @param {(report: Report) => Counts} count
 */
function readReport(file, count) {
  if (!existsSync(file)) return undefined;
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    // A runner killed while it wrote: as good as no report.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
