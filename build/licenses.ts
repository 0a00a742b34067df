// The licences of other people's work that a build contains: what is bundled loses its own licence file, and almost
// every licence asks that its text goes along.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

interface PackageManifest {
  name: string;
  version: string;
  license?: string;
}

/** The folder of the package that a module lies in, or null for a module of our own or one the bundler made. */
export function packageFolderOf(moduleId: string): string | null {
  const path = moduleId.replace(/^\0+/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null;
}

/** A Vite plugin that adds to `folders` the package of every module that ends up in a bundle. */
export const collectPackages = (folders: Set<string>): Plugin => ({
  name: 'assay:collect-packages',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      for (const moduleId of output.moduleIds) {
        const folder = packageFolderOf(moduleId);
        if (folder !== null) folders.add(folder);
      }
    }
  },
});

/** One text with the name, version and licence of each package, in alphabetical order. */
export function licenseText(folders: Iterable<string>): string {
  const packages = [...folders]
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .sort((a, b) => (titleOf(a.manifest) < titleOf(b.manifest) ? -1 : 1));
  const parts = packages.map(({ folder, manifest }) => {
    const title = `${titleOf(manifest)} (${manifest.license ?? 'licence not named'})`;
    return `${title}\n${'='.repeat(title.length)}\n\n${readLicense(folder)}\n`;
  });
  return ['Assay contains work of others, under these licences.\n', ...parts].join('\n');
}

const titleOf = ({ name, version }: PackageManifest): string => `${name} ${version}`;

const readManifest = (folder: string): PackageManifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageManifest;

/** The licence files of a package, those in a folder such as `licenses/` included. */
function readLicense(folder: string): string {
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .filter((path) => /^(licen[cs]es?[\\/])?(licen[cs]e|copying|notice)[^\\/]*$/i.test(path))
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8').trim());
  if (texts.length === 0) return 'The package comes without a licence text; its licence is named above.';
  return texts.join('\n\n');
}
