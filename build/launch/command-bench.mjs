// `npm run bench`: the headline jobs beside their peers, see test/bench/.
import { join } from 'node:path';
import { ensureCompiled } from './compile.mjs';
import { nodeFlags, paths } from './paths.mjs';
import { passThrough } from './processes.mjs';
import { ensureSystemPackages } from './system.mjs';

/** @param {string[]} args */
export async function run(args) {
  await ensureSystemPackages(['peers']);
  await ensureCompiled();
  return passThrough(process.execPath, [...nodeFlags, join(paths.root, 'test', 'bench', 'run.ts'), ...args], {
    cwd: paths.root,
  });
}
