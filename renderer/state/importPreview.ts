// What comes before an import of several files, an archive or a folder: every file is looked at, and the user chooses. A
// file by itself goes straight into the line, and a signed bundle to where it is verified.
import { create } from 'zustand';
import type { PreviewedFile } from '../../shared/contract/sources.ts';
import { call, errorDataOf } from './bridge.ts';
import { enqueueImports, type ChosenMember } from './imports.ts';
import { cancelJob, startJob } from './jobs.ts';
import { navigate } from './router.ts';
import { attempt, notifyError } from './toasts.ts';

/** A row of the preview; what cannot be imported is never chosen. */
export interface PreviewRow extends PreviewedFile {
  key: string;
}

export type ImportPreview =
  | { state: 'looking'; paths: readonly string[]; jobId: string }
  | {
      state: 'choosing';
      rows: readonly PreviewRow[];
      hidden: number;
      chosen: ReadonlySet<string>;
      /** The format of a row that fits several, as the user said. */
      formats: ReadonlyMap<string, string>;
    };

export const useImportPreview = create<{ preview: ImportPreview | null }>(() => ({ preview: null }));

const show = (preview: ImportPreview | null): void => useImportPreview.setState({ preview });

/** Whether a row may be chosen: a format reads it, or several could. */
export const canImport = ({ format, tied }: PreviewedFile): boolean => format !== null || tied.length > 0;

/** Looks at what was picked or dropped, and asks where there is something to choose. */
export async function offerImports(paths: readonly string[]): Promise<void> {
  const job = startJob('source.preview', { paths: [...paths] });
  show({ state: 'looking', paths, jobId: job.jobId });
  try {
    const { files, hidden, bundles } = await job.result;
    const [first] = files;
    if (paths.length === 1 && bundles[0] !== undefined) {
      show(null);
      navigate(`/signing?bundle=${encodeURIComponent(bundles[0])}`);
    } else if (files.length === 1 && first?.container === null) {
      show(null);
      enqueueImports(paths.map((path) => ({ path })));
    } else {
      const rows = files
        .map((file, index): PreviewRow => ({ ...file, key: String(index) }))
        .toSorted((a, b) => Number(canImport(b)) - Number(canImport(a)));
      const chosen = new Set(rows.filter(({ format }) => format !== null).map(({ key }) => key));
      navigate('/sources');
      show({ state: 'choosing', rows, hidden, chosen, formats: new Map() });
    }
  } catch (thrown) {
    show(null);
    if (errorDataOf(thrown).code !== 'job.cancelled') notifyError(thrown);
  }
}

/** Lets the user pick files and offers them for import. False when none were picked. */
export async function pickImports(): Promise<boolean> {
  const picked = await attempt(() => call('shell.pick', { purpose: 'import' }));
  if (!picked?.paths) return false;
  void offerImports(picked.paths);
  return true;
}

function change(edit: (chosen: Set<string>, formats: Map<string, string>) => void): void {
  const { preview } = useImportPreview.getState();
  if (preview?.state !== 'choosing') return;
  const [chosen, formats] = [new Set(preview.chosen), new Map(preview.formats)];
  edit(chosen, formats);
  show({ ...preview, chosen, formats });
}

export function choose(keys: readonly string[], isChosen: boolean): void {
  change((chosen) => {
    for (const key of keys) {
      if (isChosen) chosen.add(key);
      else chosen.delete(key);
    }
  });
}

/** Says which of the tied formats a row has, and takes it. */
export function chooseFormat(key: string, format: string): void {
  change((chosen, formats) => {
    formats.set(key, format);
    chosen.add(key);
  });
}

export async function dismissPreview(): Promise<void> {
  const { preview } = useImportPreview.getState();
  show(null);
  if (preview?.state === 'looking') await cancelJob(preview.jobId);
}

/** A row whose format the user has not said yet is not ready, whatever its box says. */
const isReady = (
  { key, tied }: PreviewRow,
  { chosen, formats }: Extract<ImportPreview, { state: 'choosing' }>,
): boolean => chosen.has(key) && (tied.length === 0 || formats.has(key));

/** What would be imported now. */
export const readyRows = (preview: Extract<ImportPreview, { state: 'choosing' }>): readonly PreviewRow[] =>
  preview.rows.filter((row) => isReady(row, preview));

/**
 * What is chosen goes into the line: files by themselves, and each container with its members. Members that cannot be
 * imported go with them, so that the engine tells of them and the journal has their reasons.
 */
export function importChosen(): void {
  const { preview } = useImportPreview.getState();
  if (preview?.state !== 'choosing') return;
  show(null);
  const files: { path: string; reading: { as?: string } }[] = [];
  const containers = new Map<string, ChosenMember[]>();
  const ready = readyRows(preview);
  const asOf = ({ key }: PreviewRow): { as?: string } => {
    const as = preview.formats.get(key);
    return as === undefined ? {} : { as };
  };
  for (const row of ready) {
    if (row.member === null) files.push({ path: row.file, reading: asOf(row) });
    else containers.set(row.file, []);
  }
  for (const row of preview.rows) {
    if (row.member === null || (canImport(row) && !isReady(row, preview))) continue;
    containers.get(row.file)?.push({ member: row.member, ...asOf(row) });
  }
  enqueueImports([...files, ...[...containers].map(([path, members]) => ({ path, members }))]);
}
