// `assay --cli COMMAND`: the command line of a packaged Assay, run by whichever Node runs the engine.
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { endsWithParent } from '../cli/command-thread.ts';
import { engineEnvironment } from './supervision/environment.ts';
import { canLoadDatabase, nodeFlags } from './supervision/runtime.ts';
import { requireNode } from './supervision/start.ts';
import type { Layout } from './layout.ts';

const faultStatus = 5;
/** Chromium ends at once on a Linux host without a display, unless it is told at its very start to draw nowhere. */
const headlessSwitches = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'];

/**
 * Runs the command line and ends with its status. Another process that does the work is waited for in place: once
 * this script lets go, Chromium looks for a display.
 */
export async function runCli(layout: Layout, args: readonly string[]): Promise<void> {
  if (!canLoadDatabase(process.versions)) {
    endWith(requireNode(layout), [...nodeFlags, layout.cliEntry, ...args], engineEnvironment(process.env));
  }
  if (lacksDisplay() && !process.argv.includes(headlessSwitches[0] ?? '')) {
    endWith(process.execPath, [...headlessSwitches, ...process.argv.slice(1)], process.env);
  }
  process.argv = [process.execPath, layout.cliEntry, ...args];
  await import(/* @vite-ignore */ pathToFileURL(layout.cliEntry).href);
  app.exit(Number(process.exitCode ?? 0));
}

const lacksDisplay = (): boolean =>
  process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;

/** Runs a program in our place and ends with its status. A signal ends us at once, and the program sees that. */
function endWith(program: string, args: readonly string[], env: NodeJS.ProcessEnv): never {
  const { status, signal, error } = spawnSync(program, args, {
    stdio: 'inherit',
    env: { ...env, [endsWithParent]: '1' },
  });
  if (error !== undefined) process.stderr.write(`The command line could not be started: ${error.message}\n`);
  // The shell's convention for a program ended by a signal.
  const signalStatus = signal === null ? faultStatus : 128 + constants.signals[signal];
  process.exit(status ?? signalStatus);
}
