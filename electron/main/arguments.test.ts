import { describe, expect, it } from 'vitest';
import { cliArguments, filesToOpen } from './arguments.ts';

describe('the arguments of a start', () => {
  it('ask for the command line with --cli, and all that follows is its own', () => {
    expect(cliArguments(['assay', '--no-sandbox', '--cli', 'detect', '--json', 'a'])).toEqual([
      'detect',
      '--json',
      'a',
    ]);
    expect(cliArguments(['assay', 'a.assay'])).toBeNull();
  });

  it('name files relative to the folder of the start; switches, folders and missing files are left out', () => {
    const folder = import.meta.dirname;
    expect(filesToOpen(['/bin/assay', '--flag', 'main.ts', '.', 'missing.assay'], folder)).toEqual([
      `${folder}/main.ts`,
    ]);
  });
});
