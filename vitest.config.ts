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
    // Database and worker tests share two cores; a slow machine must not fail them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
