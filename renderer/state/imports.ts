// Files on their way into the audit, and archives and folders of which some members were chosen: each is imported in
// turn, a file after it was detected and, when two formats fit equally well, asked about. What went wrong stays in the list until it is put away.
import { create } from 'zustand';
import type { LeftFile, Source } from '../../shared/contract/sources.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { ErrorData } from '../../shared/domain/errors.ts';
import { call, errorDataOf } from './bridge.ts';
import { cancelJob, startJob } from './jobs.ts';

export type Candidate = Output<'source.detect'>['candidates'][number];

export type ImportState =
  | { state: 'waiting' }
  | { state: 'detecting' }
  /** Two formats fit equally well. */
  | { state: 'asking'; candidates: readonly Candidate[] }
  | { state: 'importing'; jobId: string }
  | { state: 'done'; source: Source }
  | { state: 'duplicate'; source: Source }
  /** Of an archive or a folder. */
  | { state: 'taken'; sources: readonly Source[]; left: readonly LeftFile[] }
  | { state: 'cancelled'; message: string | null }
  | { state: 'failed'; error: ErrorData };

/** How to read a file, where the user said so: its format, the zone of its local times, the importer's options. */
export interface Reading {
  as?: string;
  timeZone?: string;
  options?: Record<string, string>;
}

/** A member to import, and its format where the user said so. */
export interface ChosenMember {
  member: string;
  as?: string;
}

export interface ImportItem {
  id: number;
  path: string;
  fileName: string;
  reading: Reading;
  /** Of an archive or a folder; null for a file. */
  members: readonly ChosenMember[] | null;
  progress: ImportState;
}

interface ImportStore {
  items: readonly ImportItem[];
}

export const useImports = create<ImportStore>(() => ({ items: [] }));

let nextId = 1;
let working = false;

export const fileNameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

function update(id: number, change: Partial<ImportItem>): void {
  useImports.setState(({ items }) => ({
    items: items.map((item) => (item.id === id ? { ...item, ...change } : item)),
  }));
}

async function importMembers({ id, path }: ImportItem, members: readonly ChosenMember[]): Promise<void> {
  const only = members.map((chosen) => ({ path, ...chosen }));
  const job = startJob('source.importAll', { paths: [path], only });
  update(id, { progress: { state: 'importing', jobId: job.jobId } });
  const { sources, left } = await job.result;
  update(id, { progress: { state: 'taken', sources, left } });
}

async function importOne(item: ImportItem): Promise<void> {
  const { id, path } = item;
  try {
    if (item.members !== null) {
      await importMembers(item, item.members);
      return;
    }
    if (item.reading.as === undefined) {
      update(id, { progress: { state: 'detecting' } });
      const { candidates, choice } = await call('source.detect', { path });
      if (choice.state === 'tied') {
        const tied = candidates.filter(({ format }) => choice.formats.includes(format));
        update(id, { progress: { state: 'asking', candidates: tied } });
        return;
      }
    }
    const job = startJob('source.import', { path, ...item.reading });
    update(id, { progress: { state: 'importing', jobId: job.jobId } });
    const source = await job.result;
    update(id, {
      progress: { state: source.duplicateOf === undefined ? 'done' : 'duplicate', source },
    });
  } catch (thrown) {
    const error = errorDataOf(thrown);
    const cancelled = error.code === 'job.cancelled' || error.code === 'import.cancelled';
    const message = item.members === null ? null : error.message;
    update(id, { progress: cancelled ? { state: 'cancelled', message } : { state: 'failed', error } });
  }
}

async function work(): Promise<void> {
  if (working) return;
  working = true;
  for (;;) {
    const next = useImports.getState().items.find(({ progress }) => progress.state === 'waiting');
    if (!next) break;
    await importOne(next);
  }
  working = false;
}

/** Puts files at the end of the line, and archives and folders with the members to take of them. */
export function enqueueImports(
  files: readonly { path: string; reading?: Reading; members?: readonly ChosenMember[] }[],
): void {
  const added = files.map(({ path, reading = {}, members = null }): ImportItem => ({
    id: nextId++,
    path,
    fileName: fileNameOf(path),
    reading,
    members,
    progress: { state: 'waiting' },
  }));
  useImports.setState(({ items }) => ({ items: [...items, ...added] }));
  void work();
}

/** Reads a file as the user says: which of the tied formats it has, or how a failed one is to be read. */
export function importAs(id: number, reading: Reading): void {
  update(id, { reading, progress: { state: 'waiting' } });
  void work();
}

export async function cancelImport({ id, progress }: ImportItem): Promise<void> {
  if (progress.state === 'importing') await cancelJob(progress.jobId);
  else update(id, { progress: { state: 'cancelled', message: null } });
}

export function dismissImport(id: number): void {
  useImports.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) }));
}

const isFinished = ({ progress }: ImportItem): boolean =>
  ['done', 'taken', 'duplicate', 'cancelled', 'failed'].includes(progress.state);

/** Takes away what ended, well or not. */
export function dismissFinished(): void {
  useImports.setState(({ items }) => ({ items: items.filter((item) => !isFinished(item)) }));
}

/** The import of a file of this name that failed and can be tried again, if the line still holds it. */
export const failedImportOf = (fileName: string): ImportItem | undefined =>
  useImports
    .getState()
    .items.findLast((item) => item.fileName === fileName && item.progress.state === 'failed');

/** Another audit has another line; a running import was cancelled by the engine when the audit changed. */
export function forgetImports(): void {
  useImports.setState({ items: [] });
}
