// Where the launcher finds and keeps things, all inside the checkout; `.cache/` may be deleted at any time.
import { delimiter, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const cache = join(root, '.cache');
const bin = join(root, 'node_modules', '.bin');
/** The optional dependency that carries Node 24 for this platform. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

export const paths = {
  root,
  cache,
  bin,
  lockFile: join(root, 'package-lock.json'),
  modules: join(root, 'node_modules'),
  dist: join(root, 'dist'),
  out: join(root, 'out'),
  node: join(root, 'node_modules', nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  cli: join(root, 'dist', 'engine', 'cli.mjs'),
  fallback: join(cache, 'electron-fallback'),
};

/**
 * What Node 24 is started with. On processors with memory protection keys V8 sometimes ends the whole process when a
 * worker thread is made or ends ("Check failed: jit_page.has_value()"); without the keys it does not look there.
 */
export const nodeFlags = ['--no-memory-protection-keys'];

/**
 * The environment in which every step runs: the tools and `node` come from node_modules first. npm 10 makes no link
 * to a package's program called `node`, so its own folder stands on the path too.
 */
export function nodeEnvironment() {
  const own = [bin, dirname(paths.node)].join(delimiter);
  const path = process.env.PATH ?? '';
  return path.startsWith(own) ? { ...process.env } : { ...process.env, PATH: `${own}${delimiter}${path}` };
}
