// `npm run package`: the unpacked app for this platform in release/; with arguments, whatever electron-builder is asked for.
import { join } from 'node:path';
import { ensureCompiled } from './compile.mjs';
import { packageApp } from './packager.mjs';
import { ensureElectron } from './electron.mjs';
import { paths } from './paths.mjs';
import { ensureSample } from './sample.mjs';
import { say } from './say.mjs';

/** @param {string[]} args of electron-builder, such as `--linux AppImage deb` */
export async function run(args) {
  const electron = await ensureElectron();
  await ensureCompiled();
  await ensureSample();
  const status = await packageApp(electron, { args });
  if (status === 0) say(`packaged into ${join(paths.root, 'release')}`);
  return status;
}
