// What the arguments of a start ask for: the command line, files to open, or just the window.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';

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
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}
