// `npm run -s assay -- …`: the command line, in this very process, so that streams, signals and the exit status are its own.
import { pathToFileURL } from 'node:url';
import { ensureCompiled } from './compile.mjs';
import { paths } from './paths.mjs';

/** @param {string[]} args */
export async function run(args) {
  await ensureCompiled();
  process.argv = [process.execPath, paths.cli, ...args];
  await import(pathToFileURL(paths.cli).href);
}
