// What an import of many files would make of each, also of those in archives and folders. Reads the beginning of every
// file; nothing is imported.
import { basename, resolve } from 'node:path';
import type { Output } from '../../../shared/contract/index.ts';
import type { PreviewedFile } from '../../../shared/contract/sources.ts';
import { AssayError, type ErrorData } from '../../../shared/domain/errors.ts';
import { stat } from 'node:fs/promises';
import { checksumsName, manifestName } from '../../../shared/domain/bundle-members.ts';
import type { JobContext } from '../jobs/runner.ts';
import { asAuditError } from '../db/system-errors.ts';
import type { ContainerForm } from './containers/container.ts';
import { nothingInside, placeOf } from './containers/import-members.ts';
import { baseNameOf } from './containers/member-name.ts';
import { containerFormOf, openContainer } from './containers/open.ts';
import { ambiguous, formatNamed } from './detect.ts';
import { detectFile, detectStream, type FileDetection } from './detect-file.ts';

type Preview = Output<'source.preview'>;
type Place = Pick<PreviewedFile, 'file' | 'container' | 'member'>;

/** A path or a container that cannot be read is an answer too. Throws `job.cancelled`. */
export async function previewAll(paths: readonly string[], job: JobContext): Promise<Preview> {
  const preview: Preview = { files: [], hidden: 0, bundles: [] };
  for (const given of paths) {
    const path = resolve(given);
    stopIfCancelled(job);
    const form = await containerFormOf(path).catch(() => null);
    if (form === null) {
      const bytes = await sizeOf(path);
      preview.files.push(
        previewed({ file: path, container: null, member: null }, bytes, await detectFile(path)),
      );
    } else await previewContainer(path, form, preview, job);
  }
  return preview;
}

async function previewContainer(
  path: string,
  form: ContainerForm,
  preview: Preview,
  job: JobContext,
): Promise<void> {
  const name = basename(path);
  const members = new Set<string>();
  const push = (member: string | null, bytes: number | null, detection: FileDetection): void => {
    preview.files.push(previewed({ file: path, container: name, member }, bytes, detection));
  };
  try {
    const container = await openContainer(path, form);
    try {
      let found = 0;
      for await (const entry of container.entries()) {
        stopIfCancelled(job);
        found += 1;
        if (entry.state === 'hidden') preview.hidden += 1;
        else if (entry.state === 'left') push(entry.member, entry.bytes, refused(entry.error));
        else {
          const { member, bytes } = entry;
          members.add(member);
          push(
            member,
            bytes,
            await detectStream(entry.open(), baseNameOf(member), placeOf(path, member), true),
          );
        }
        job.report({ phase: 'Looking', ...container.progress(), unit: 'B' });
      }
      if (found === 0) push(null, null, refused(nothingInside(path)));
    } finally {
      await container.close();
    }
  } catch (thrown) {
    const error = asAuditError(thrown, path);
    if (!(error instanceof AssayError) || error.code === 'job.cancelled') throw error;
    push(null, null, refused(error));
  }
  if (members.has(manifestName) && members.has(checksumsName)) preview.bundles.push(path);
}

const refused = ({ data }: AssayError): FileDetection => ({
  candidates: [],
  choice: { state: 'none', error: data },
});

function previewed(place: Place, bytes: number | null, { candidates, choice }: FileDetection): PreviewedFile {
  const tied = choice.state === 'tied' ? choice.formats : [];
  const error = errorOf(choice, place);
  return {
    ...place,
    bytes,
    candidates,
    format: choice.state === 'one' ? choice.format : null,
    tied,
    code: error?.code ?? null,
    reason: error?.message ?? null,
    hint: error?.hint ?? null,
  };
}

function errorOf(
  choice: FileDetection['choice'],
  { file, member }: Place,
): (Pick<ErrorData, 'code' | 'message'> & { hint?: string | undefined }) | null {
  if (choice.state === 'none') return choice.error;
  if (choice.state === 'one') return null;
  return ambiguous(choice.formats.map(formatNamed), member ?? file).data;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    // The detection says why.
    return null;
  }
}

function stopIfCancelled({ signal }: JobContext): void {
  if (!signal.aborted) return;
  throw new AssayError({ code: 'job.cancelled', message: 'Looking was cancelled; nothing was imported.' });
}
