// Which files the page may name to the contract: only those the user picked, dropped, opened or had open before.
// Paths are compared as the file system resolves them, so that neither `..` nor a link leads out of a folder.
import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';

export interface Grants {
  /** Opens one file, which need not exist yet. */
  file(path: string): void;
  /** Opens a folder and everything in it. */
  folder(path: string): void;
  allows(path: string): boolean;
}

/** The path with links resolved as far as it exists. */
export function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    // Not there yet: what matters is the folder it would be made in.
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPath(parent), basename(absolute));
  }
}

/** Both paths absolute and with links resolved. */
function isWithin(folder: string, path: string): boolean {
  const inner = relative(folder, path);
  return inner === '' || (!isAbsolute(inner) && inner.split(/[\\/]/)[0] !== '..');
}

export function createGrants(resolveLinks: (path: string) => string = realPath): Grants {
  const files = new Set<string>();
  const folders = new Set<string>();
  return {
    file: (path) => void files.add(resolveLinks(path)),
    folder: (path) => void folders.add(resolveLinks(path)),
    allows(path) {
      if (!isAbsolute(path) || path.includes('\0')) return false;
      const real = resolveLinks(path);
      return files.has(real) || [...folders].some((folder) => isWithin(folder, real));
    },
  };
}
