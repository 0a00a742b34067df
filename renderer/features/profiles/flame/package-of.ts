// Which package or module a function belongs to, by its file where there is one, else by how its language writes
// names. Packages colour the flame graph, so the same function gets the same one in every file.
import type { FrameKind } from '../../../../shared/contract/profiles.ts';

/** What a function without a package is listed under. */
export const noPackage = '(no package)';

const kindPackages: Partial<Record<FrameKind, string>> = {
  kernel: 'kernel',
  thread: 'threads',
  waker: 'wakers',
  root: 'runtime',
  program: 'runtime',
  idle: 'idle',
  gc: 'garbage collector',
  unknown: 'unknown',
};

const topLevel =
  /^(?:com|org|net|io|dev|de|fr|uk|jp|cn|ru|eu|gov|edu|java|javax|jdk|sun|kotlin|scala|android|akka|clojure)$/u;

export function packageOf(name: string, file: string, kind: FrameKind): string {
  return kindPackages[kind] ?? (file === '' ? fromName(name) : fromFile(file));
}

function fromFile(file: string): string {
  const path = file.replaceAll('\\', '/');
  const inModules = path.split('/node_modules/').at(-1);
  if (inModules !== undefined && inModules !== path) {
    const parts = inModules.split('/');
    return (parts[0]?.startsWith('@') ? parts.slice(0, 2) : parts.slice(0, 1)).join('/');
  }
  if (path.startsWith('node:')) return 'node';
  const url = /^(?<scheme>[a-z][a-z-]+):\/\/(?<host>[^/]*)/u.exec(path)?.groups;
  if (url && url['scheme'] !== 'file') {
    return (url['scheme'] ?? '').endsWith('-extension') ? 'browser extension' : (url['host'] ?? '') || path;
  }
  const inPackages = /\/(?:site|dist)-packages\/(?<package>[^/]+)/u.exec(path)?.groups;
  if (inPackages) return (inPackages['package'] as string).replace(/\.py$/u, '');
  return path.split('/').at(-1) || path;
}

/** Clones that GCC makes of a C function: `schedule.isra.0`. */
const compilerClone = /(?:\.(?:isra|part|constprop|cold|lto_priv|localalias|llvm)(?:\.\d+)*)+$/u;

function fromName(symbol: string): string {
  const name = symbol.replace(compilerClone, '');
  const library = /^(?<library>[^`\s]+)`/u.exec(name)?.groups;
  if (library) return library['library'] as string;
  const object = /^\[(?<object>[^\]\s]+)\]$/u.exec(name)?.groups;
  if (object) return object['object'] as string;
  // Classes begin with a capital, which tells `java/util/HashMap.get` from Go's `net/http.Serve`.
  const javaPath = /^L?(?<path>[\w$]+(?:\/[\w$]+)*\/[A-Z][\w$]*)[.:;]/u.exec(name)?.groups;
  if (javaPath) return javaPackage((javaPath['path'] as string).split('/'));
  const go = /^(?<path>(?:[\w.~-]+\/)+[\w-]+|[a-z]\w*)\.(?:\(\*?\w|[A-Za-z_])/u.exec(name)?.groups;
  const dotted = name.split(/[(<]/u)[0]?.split('.') ?? [];
  if (dotted.length > 2 && topLevel.test(dotted[0] as string)) return javaPackage(dotted.slice(0, -1));
  if (go) return go['path'] as string;
  const scoped = /^(?:<|&|dyn |_)*(?<scope>[A-Za-z_]\w*)::/u.exec(name)?.groups;
  if (scoped) return scoped['scope'] as string;
  return noPackage;
}

/** The class goes; of the package, what names an owner and a part: `com.acme.orders`, `java.util`. */
function javaPackage(parts: readonly string[]): string {
  const packages = parts.slice(0, -1);
  const depth = /^(?:java|javax|jdk|sun|kotlin|scala)$/u.test(packages[0] ?? '') ? 2 : 3;
  return packages.slice(0, depth).join('.') || noPackage;
}
