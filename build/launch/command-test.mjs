// `npm test`: set-up, then types, lint and format, the unit tests, and the tests of the running app, one line of sum
// at the end. A failing runner does not keep the next one from running: one look shows all that is wrong.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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

/** Runs everything; extra arguments are not taken, `vitest` and `playwright` can be run by hand. */
export async function run() {
  await ensureSystemPackages(['window', 'headless', 'peers']);
  await ensureElectron();
  await ensureCompiled();
  await ensureSample();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  const total = await withVirtualDisplay(async (env) => {
    const parts = [];
    for (const check of checks) parts.push(await runCheck(check));
    parts.push(await runVitest(env));
    parts.push(await runPlaywright(env));
    return sum(parts);
  });
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

/** @param {Check} check @returns {Promise<Counts>} */
async function runCheck({ name, args }) {
  say(`check: ${name}`);
  const { status } = await node(args, { limitMs: 5 * minuteMs });
  if (status !== 0) say(`check failed: ${name} (status ${status})`);
  return countRunner({ passed: status === 0 ? 1 : 0, failed: 0 }, status);
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Counts>} */
async function runVitest(env) {
  say('unit tests (vitest)');
  const report = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = await node([script('vitest', 'vitest.mjs'), ...args], { env, limitMs: 10 * minuteMs });
  return countRunner(readReport(report, countVitest), status);
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Counts>} */
async function runPlaywright(env) {
  say('tests of the running and the packaged app (playwright)');
  const report = join(reports, 'playwright.json');
  const { status } = await node([script('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    limitMs: 15 * minuteMs,
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
