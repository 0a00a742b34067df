// Builds everything that runs: the window's page, the main and preload scripts, the engine and the command line.
// Node code is bundled whole but for better-sqlite3, whose native binary must stay a file.
// All of it is built beside dist/ and put in its place when whole, so that nobody ever starts half a build.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { digestOfDist } from './launch/compile.mjs';
import { writeStamp } from './launch/stamps.mjs';
import { collectPackages, licenseText } from './licenses.ts';

const root = resolve(import.meta.dirname, '..');
const dist = resolve(root, 'dist');
// As deep as dist/ itself: source maps hold relative paths.
const draft = resolve(root, `dist.${process.pid}`);
const output = (name: string): string => resolve(draft, name);

/** Folders of the packages that go along; the first three do so as files, not as bundled modules. */
const packed = new Set(
  ['better-sqlite3', '@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'].map((name) =>
    resolve(root, 'node_modules', name),
  ),
);

interface NodeBundle {
  directory: string;
  entries: Record<string, string>;
  target: string;
  format: 'es' | 'cjs';
}

const nodeBundles: NodeBundle[] = [
  {
    directory: 'engine',
    entries: {
      host: 'electron/engine/host.ts',
      cli: 'electron/cli/assay.ts',
      'cli-thread': 'electron/cli/main.ts',
      'import-worker': 'electron/engine/intake/worker.ts',
      'integrity-worker': 'electron/engine/integrity/worker.ts',
      'analysis-worker': 'electron/engine/analyses/worker.ts',
    },
    target: 'node22',
    format: 'es',
  },
  { directory: 'main', entries: { main: 'electron/main/main.ts' }, target: 'node20', format: 'es' },
  // A sandboxed preload script must be CommonJS.
  {
    directory: 'preload',
    entries: { preload: 'electron/preload/preload.ts' },
    target: 'node20',
    format: 'cjs',
  },
];

const nodeConfig = ({ directory, entries, target, format }: NodeBundle): InlineConfig => ({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [collectPackages(packed)],
  ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
  build: {
    ssr: true,
    target,
    minify: false,
    sourcemap: true,
    emptyOutDir: true,
    outDir: output(directory),
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, resolve(root, path)])),
      external: ['better-sqlite3', 'electron', /^node:/],
      output: {
        format,
        entryFileNames: format === 'es' ? '[name].mjs' : '[name].cjs',
        chunkFileNames: format === 'es' ? '[name].mjs' : '[name].cjs',
      },
    },
  },
});

const pageConfig: InlineConfig = {
  root: resolve(root, 'renderer'),
  configFile: false,
  logLevel: 'warn',
  base: './',
  plugins: [react(), collectPackages(packed)],
  build: {
    target: 'chrome130',
    outDir: output('renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
  },
};

/** Moves the draft to dist/. Another compile may do the same at this moment: the last one stands. */
function publish(): void {
  const aside = resolve(root, `dist.old-${process.pid}`);
  for (let triesLeft = 10; ; triesLeft -= 1) {
    try {
      rmSync(aside, { recursive: true, force: true });
      renameIfThere(dist, aside);
      renameSync(draft, dist);
      break;
    } catch (error) {
      if (triesLeft === 0 || !isTaken(error)) throw error;
    }
  }
  rmSync(aside, { recursive: true, force: true });
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

const isTaken = (error: unknown): boolean =>
  ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');

// Taken before the build: a source changed meanwhile makes dist/ stale, not silently wrong.
const stamp = digestOfDist();
try {
  const configs = [...nodeBundles.map(nodeConfig), pageConfig];
  // All are waited for, also when one fails: none may write into the draft once it is removed.
  const builds = await Promise.allSettled(configs.map((config) => build(config)));
  for (const result of builds) if (result.status === 'rejected') throw result.reason;
  writeFileSync(resolve(draft, 'THIRD-PARTY-LICENSES.txt'), licenseText(packed));
  writeStamp(resolve(draft, '.stamp'), stamp);
  publish();
} catch (error) {
  // The bundler's message shows the place; its own stack says nothing about our sources.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(draft, { recursive: true, force: true });
}
