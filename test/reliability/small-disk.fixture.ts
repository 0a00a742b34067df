// A disk that is small enough to be full.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect } from 'vitest';
import { nodeFlags } from '../../electron/main/supervision/runtime.ts';
import { temporaryFolder } from '../support/temporary.ts';
import type { Step, StepLine } from './steps.ts';

/**
 * Runs steps where these files lie on a disk of their own of this size. Gives what the steps printed, and a folder with
 * what lay on the disk at the end, but for a file `fill`.
 */
export function onSmallDisk(
  files: readonly string[],
  sizeKb: number,
  steps: (disk: (name: string) => string) => readonly Step[],
): { lines: StepLine[]; left: string } {
  const folder = temporaryFolder();
  const [mount, left] = [join(folder, 'disk'), join(folder, 'left')];
  for (const each of [mount, left]) mkdirSync(each);
  // A mount namespace of its own, so that no right of root is needed and nothing is left mounted.
  const script = `mount -t tmpfs -o size=${sizeKb}k tmpfs "$1" && disk="$1" && left="$2" && shift 2 || exit 9
    while [ "$1" != -- ]; do cp "$1" "$disk" || exit 9; shift; done
    shift; "$@" && rm -f "$disk/fill" && cp -a "$disk/." "$left"`;
  const program = [process.execPath, ...nodeFlags, resolve(import.meta.dirname, 'steps.ts')];
  const given = steps((name) => join(mount, name)).map((step) => JSON.stringify(step));
  const args = ['sh', mount, left, ...files, '--', ...program, ...given];
  const { stdout, stderr, status } = spawnSync('unshare', ['-rm', 'sh', '-c', script, ...args], {
    encoding: 'utf8',
  });
  expect({ status, stderr }, files.map((file) => basename(file)).join(', ')).toEqual({
    status: 0,
    stderr: '',
  });
  return {
    lines: stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as StepLine),
    left,
  };
}

/** What lies in a folder, sorted. */
export const namesIn = (folder: string): string[] => readdirSync(folder).toSorted();
