// Where the launcher finds and keeps things, all inside the checkout; `.cache/` may be deleted at any time.
import { delimiter, join, resolve } from 'node:path';

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

/** The environment in which every step runs: `node` and the tools come from node_modules first. */
export function nodeEnvironment() {
  const path = process.env.PATH ?? '';
  return path.split(delimiter)[0] === bin
    ? { ...process.env }
    : { ...process.env, PATH: `${bin}${delimiter}${path}` };
}
