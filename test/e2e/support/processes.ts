// Finds and ends the processes of a running Assay, from `/proc`.
import { readdirSync, readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';

interface Process {
  pid: number;
  parent: number;
  command: string;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command }];
      } catch {
        // The process ended between the two looks.
        return [];
      }
    });
}

/** The process id of the engine that runs as a Node child of this app, or null while there is none. */
export function enginePid(app: { electron: ElectronApplication }): number | null {
  const shell = app.electron.process().pid;
  const engine = processes().find(
    ({ parent, command }) => parent === shell && command.includes('dist/engine/host.mjs'),
  );
  return engine?.pid ?? null;
}

export const isRunning = (pid: number): boolean => processes().some((process) => process.pid === pid);
