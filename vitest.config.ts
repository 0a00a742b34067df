import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // As the launcher and the shell start Node: V8 may otherwise end a process whose worker thread ends.
    execArgv: ['--no-memory-protection-keys'],
    include: [
      '{shared,electron,renderer,build,docs}/**/*.test.{ts,tsx}',
      'test/*.test.ts',
      'test/{ages,cli,security,reliability}/**/*.test.ts',
    ],
    // Many tests start the command line or the engine from source, which compiled once takes half the time.
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '.cache/compiled-modules') },
    // One core would be kept free, of two.
    maxWorkers: '100%',
    // Database and worker tests share two cores; a slow machine must not fail them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
