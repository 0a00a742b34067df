// What the arguments of a start ask for: the command line, files to open, or just the window.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { canLoadDatabase } from './engine/runtime.ts';
import { engineEnvironment } from './engine/environment.ts';
import { requireNode } from './engine/start.ts';
import type { Layout } from './layout.ts';

const cliFlag = '--cli';

/** The arguments after `--cli`, or null when the window is wanted. */
export function cliArguments(argv: readonly string[]): string[] | null {
  const at = argv.indexOf(cliFlag);
  return at === -1 ? null : argv.slice(at + 1);
}

/** Files named by a start, as a double click does. The first argument is the program. */
export function filesToOpen(argv: readonly string[], workingFolder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => resolve(workingFolder, argument))
    .filter((path) => existsSync(path) && statSync(path).isFile());
}

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
