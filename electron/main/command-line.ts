// `assay --cli COMMAND`: the command line of a packaged Assay, run by whichever Node runs the engine.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { engineEnvironment } from './engine/environment.ts';
import { canLoadDatabase } from './engine/runtime.ts';
import { requireNode } from './engine/start.ts';
import type { Layout } from './layout.ts';

/** Runs the command line and ends with its status. */
export async function runCli(layout: Layout, args: readonly string[]): Promise<void> {
  if (canLoadDatabase(process.versions)) {
    process.argv = [process.execPath, layout.cliEntry, ...args];
    await import(/* @vite-ignore */ pathToFileURL(layout.cliEntry).href);
    return;
  }
  const child = spawn(requireNode(layout), [layout.cliEntry, ...args], {
    stdio: 'inherit',
    env: engineEnvironment(process.env),
  });
  child.on('error', (error) => {
    process.stderr.write(`The command line could not be started: ${error.message}\n`);
    app.exit(5);
  });
  child.on('exit', (status) => app.exit(status ?? 5));
}
