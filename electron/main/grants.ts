// Which files the page may name to the contract, and for what: only those the user picked, dropped, opened or had open
// before. Paths are compared as the file system resolves them, so that neither `..` nor a link leads out of a folder.
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';

/** What the user gave a file for: to open it as an audit, to read it, to make it, to put another in its place. */
export type Grant = 'open' | 'read' | 'create' | 'replace';

export interface Grants {
  /** Gives one file, which need not exist yet. */
  file(path: string, ...grants: Grant[]): void;
  /** Gives a folder and everything in it. */
  folder(path: string, ...grants: Grant[]): void;
  /** `any` asks for one grant or another. */
  allows(path: string, grant: Grant | 'any'): boolean;
  /** What the user said of one file holds for one time. */
  takeBack(path: string, grant: Grant): void;
}

/**
 * The path with links resolved as far as it exists; null where a part of it is a link that leads to nothing, because
 * what is written there would be made wherever the link points.
 */
export function realPath(path: string): string | null {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    if (isLink(absolute)) return null;
    // Not there yet: what matters is the folder it would be made in.
    const parent = dirname(absolute);
    if (parent === absolute) return absolute;
    const folder = realPath(parent);
    return folder === null ? null : join(folder, basename(absolute));
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    // In a folder that may not be looked into: nothing can be made in it either.
    return false;
  }
}

/** Both paths absolute and with links resolved. */
function isWithin(folder: string, path: string): boolean {
  const inner = relative(folder, path);
  return inner === '' || (!isAbsolute(inner) && inner.split(/[\\/]/)[0] !== '..');
}

type Given = Map<string, Set<Grant>>;

const holds = (given: ReadonlySet<Grant> | undefined, grant: Grant | 'any'): boolean =>
  given !== undefined && (grant === 'any' || given.has(grant));

export function createGrants(resolveLinks: (path: string) => string | null = realPath): Grants {
  const files: Given = new Map();
  const folders: Given = new Map();

  function give(given: Given, path: string, grants: readonly Grant[]): void {
    const real = resolveLinks(path);
    if (real !== null) given.set(real, new Set([...(given.get(real) ?? []), ...grants]));
  }

  return {
    file: (path, ...grants) => give(files, path, grants),
    folder: (path, ...grants) => give(folders, path, grants),
    allows(path, grant) {
      if (!isAbsolute(path) || path.includes('\0')) return false;
      const real = resolveLinks(path);
      if (real === null) return false;
      if (holds(files.get(real), grant)) return true;
      return [...folders].some(([folder, given]) => isWithin(folder, real) && holds(given, grant));
    },
    takeBack(path, grant) {
      const real = resolveLinks(path);
      if (real !== null) files.get(real)?.delete(grant);
    },
  };
}
