// Which Electron the tests drive: `ASSAY_ELECTRON`, else the official package's binary, else the development
// fallback. The fallback has no way to name an app on its command line: it runs what lies in `resources/app`.
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');
const fallback = join(root, '.cache/electron-fallback/electron');

export interface Runtime {
  executablePath: string;
  /** Arguments that name the app, before all others. */
  appArguments: string[];
}

export function findRuntime(): Runtime {
  const given = process.env.ASSAY_ELECTRON;
  const executablePath = given || officialBinary() || fallback;
  if (!existsSync(executablePath)) {
    throw new Error(`There is no Electron at ${executablePath}. Run npm start once, or set ASSAY_ELECTRON.`);
  }
  const hasDefaultApp = existsSync(join(dirname(executablePath), 'resources/default_app.asar'));
  if (hasDefaultApp) return { executablePath, appArguments: [root] };
  linkApp(executablePath);
  return { executablePath, appArguments: [] };
}

/** The package's binary when it has been fetched. Asking the package itself would start to fetch it. */
function officialBinary(): string | null {
  const folder = join(root, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  return existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()) : null;
}

/** Makes `resources/app` beside the binary point at this checkout, unless something is there already. */
function linkApp(executablePath: string): void {
  const resources = join(dirname(executablePath), 'resources');
  const link = join(resources, 'app');
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(relative(resources, root), link);
}
