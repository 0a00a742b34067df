// Which files hold other files, told by their bytes, and how each is opened.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { asAuditError, requireRegularFile } from '../../db/system-errors.ts';
import { headBytes, peek } from '../../reading/stream.ts';
import { decode } from '../decode.ts';
import { archiveIn } from '../known-formats/files.ts';
import {
  containerLimits,
  leftBecause,
  type Container,
  type ContainerForm,
  type ContainerLimits,
} from './container.ts';
import { openFolder } from './folder.ts';
import { openTar } from './tar.ts';
import { openZip } from './zip.ts';

const openers: Readonly<
  Record<ContainerForm, (path: string, limits: ContainerLimits) => Promise<Container>>
> = {
  zip: openZip,
  tar: openTar,
  folder: openFolder,
};

/**
 * Null for a plain file, and for one that cannot be unpacked far enough to tell: its import says why. Throws file
 * errors.
 */
export async function containerFormOf(path: string): Promise<ContainerForm | null> {
  try {
    const stats = await stat(path);
    requireRegularFile(stats, path);
    if (stats.isDirectory()) return 'folder';
    const raw = await headOf(createReadStream(path, { end: headBytes - 1 }));
    if (archiveIn(raw) === 'zip') return 'zip';
    return archiveIn(await decodedHeadOf(path)) === 'tar' ? 'tar' : null;
  } catch (error) {
    throw asAuditError(error, path);
  }
}

export async function openContainer(
  path: string,
  form: ContainerForm,
  limits: ContainerLimits = containerLimits,
): Promise<Container> {
  try {
    return await openers[form](path, limits);
  } catch (error) {
    throw asAuditError(error, path);
  }
}

/** Throws `container.nested` where the bytes of a member are those of an archive. */
export function refuseNested(head: Uint8Array): void {
  if (archiveIn(head) !== null) throw leftBecause('nested');
}

async function headOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return (await peek(stream, headBytes)).head;
}

async function decodedHeadOf(path: string): Promise<Uint8Array> {
  const raw = createReadStream(path, { highWaterMark: headBytes });
  const decoded = decode(raw, path);
  try {
    return await headOf(decoded);
  } catch (error) {
    // Of the system's errors the caller hears; what cannot be unpacked is for the import to report.
    if ((error as { syscall?: string }).syscall !== undefined) throw error;
    return new Uint8Array();
  } finally {
    await decoded.return(undefined);
    raw.destroy();
  }
}
