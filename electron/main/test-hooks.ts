// What a test may ask of the shell from outside, and what of it a packaged app heeds: nothing. Its fuses let nobody
// attach a debugger; that one is attached tells the build that the packaged test drives, which nobody else gets.
import type { CommandLine } from 'electron';

export interface TestHooks {
  /** The window waits until the tool that drives it is attached. */
  waitsForTool: boolean;
  /** Another engine than the real one, and the kind of process that it runs in: `utility` or `child`. */
  engine: string | undefined;
  adapter: string | undefined;
}

export interface Surroundings {
  isPackaged: boolean;
  /** A debugger listens in this process. */
  isDebugged: boolean;
  environment: Readonly<Record<string, string | undefined>>;
}

export function testHooks({ isPackaged, isDebugged, environment }: Surroundings): TestHooks {
  if (isPackaged) return { waitsForTool: isDebugged, engine: undefined, adapter: undefined };
  return {
    waitsForTool: environment['ASSAY_TEST_ATTACHES'] === '1',
    engine: environment['ASSAY_TEST_ENGINE'],
    adapter: environment['ASSAY_TEST_ADAPTER'],
  };
}

/** Switches of Chromium that open the page to another program, or take down what keeps the page in. */
const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'auto-open-devtools-for-tabs',
  'disable-web-security',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'load-extension',
  'js-flags',
];

/** Takes them off the command line of a packaged app, before Chromium reads it. */
export function refuseSwitches(
  commandLine: Pick<CommandLine, 'hasSwitch' | 'removeSwitch'>,
  { isPackaged, isDebugged }: Pick<Surroundings, 'isPackaged' | 'isDebugged'>,
): void {
  if (!isPackaged || isDebugged) return;
  for (const name of refusedSwitches) if (commandLine.hasSwitch(name)) commandLine.removeSwitch(name);
}
