// Where the parts of Assay lie, in a checkout and in a package. The main script is always `dist/main/main.mjs`.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';

export interface Layout {
  /** The folder that holds `dist` and `package.json`. */
  root: string;
  /** The package's resources folder; null in a checkout. */
  resources: string | null;
  pageFolder: string;
  preload: string;
  engineEntry: string;
  cliEntry: string;
  /** The sample engagement's audit, when it has been made. */
  samplePath: string | null;
}

/**
 * The engine's files leave the archive (`app.asar.unpacked`), because a Node that is not Electron's cannot read
 * one.
 */
const outsideArchive = (path: string): string => path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');

export function findLayout(): Layout {
  const root = resolve(import.meta.dirname, '../..');
  const resources = app.isPackaged ? process.resourcesPath : null;
  const sample = join(resources ?? join(root, 'build'), 'sample', 'sample-engagement.assay');
  return {
    root,
    resources,
    pageFolder: join(root, 'dist', 'renderer'),
    preload: join(root, 'dist', 'preload', 'preload.cjs'),
    engineEntry: outsideArchive(join(root, 'dist', 'engine', 'host.mjs')),
    cliEntry: outsideArchive(join(root, 'dist', 'engine', 'cli.mjs')),
    samplePath: existsSync(sample) ? sample : null,
  };
}
