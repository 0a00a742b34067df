// Builds everything that runs: the window's page, the main and preload scripts, the engine and the command line.
// Node code is bundled whole but for better-sqlite3, whose native binary must stay a file.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');
const output = (name: string): string => resolve(root, 'dist', name);

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
      cli: 'electron/cli/main.ts',
      'import-worker': 'electron/engine/importers/worker.ts',
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
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: output('renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
  },
};

rmSync(resolve(root, 'dist'), { recursive: true, force: true });
await Promise.all([...nodeBundles.map((bundle) => build(nodeConfig(bundle))), build(pageConfig)]);
