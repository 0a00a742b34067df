// How a file that Assay makes comes to where the user wants it: whole and on disk or not at all; new, or in the place of
// an earlier one of its own kind where the user said so; never over anything else.
import { lstatSync, type BigIntStats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { AssayError } from '../../../shared/domain/errors.ts';
import { beginPart, type Part } from './part.ts';

/** A kind of file that Assay writes and may write again. */
export interface OwnKind {
  /** Such as “report”. */
  name: string;
  /** Whether Assay wrote this file as one of the kind; it is a regular file. */
  isOwn(path: string): Promise<boolean>;
}

export interface Place {
  path: string;
  kind: OwnKind;
  /** The user said that an earlier one may be replaced. */
  replace: boolean;
}

/**
 * Throws `file.exists` where an earlier file of the kind is in the way and may not be replaced, and
 * `file.of-another-kind` where anything else is.
 */
export async function requirePlace(place: Place): Promise<void> {
  await lookAt(place);
}

/**
 * Has the file written beside its place, brings it to the disk and puts it there. Throws as `requirePlace` does, judged
 * anew at that moment, and file errors; the place is then as it was, with nothing beside it.
 */
export async function placeFile(place: Place, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const part = beginPart(place.path);
  try {
    const file = await open(part.path, 'r+');
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    const earlier = await lookAt(place);
    if (earlier === null) putNew(part, place);
    else putInPlaceOf(earlier, part, place);
  } finally {
    part.end();
  }
}

/** The earlier file that may be replaced, or null where the place is free. A link is looked at itself. */
async function lookAt({ path, kind, replace }: Place): Promise<BigIntStats | null> {
  const there = statsOf(path);
  if (there === null) return null;
  if (!there.isFile() || !(await kind.isOwn(path))) {
    throw new AssayError({
      code: 'file.of-another-kind',
      message: `“${basename(path)}” is there already, and is no ${kind.name} that Assay wrote. It is never written over.`,
      file: path,
      hint: 'Choose another name or another folder.',
    });
  }
  if (!replace) throw alreadyThere(path);
  return there;
}

const statsOf = (path: string): BigIntStats | null =>
  lstatSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;

function putNew(part: Part, { path }: Place): void {
  try {
    part.becomeNew();
  } catch (error) {
    // Something has come to be there since.
    throw (error as { code?: string }).code === 'EEXIST' ? alreadyThere(path) : error;
  }
}

/** In one turn, so that nothing of this process comes between the last look and the change. */
function putInPlaceOf(earlier: BigIntStats, part: Part, { path, kind }: Place): void {
  const now = statsOf(path);
  const isSame =
    now !== null &&
    now.dev === earlier.dev &&
    now.ino === earlier.ino &&
    now.size === earlier.size &&
    now.ctimeNs === earlier.ctimeNs;
  if (!isSame) {
    throw new AssayError({
      code: 'file.changed',
      message: `“${basename(path)}” was changed while the ${kind.name} was made; it is left as it is.`,
      file: path,
      hint: 'Look at the file, then try again.',
    });
  }
  part.replace();
}

const alreadyThere = (path: string): AssayError =>
  new AssayError({
    code: 'file.exists',
    message: `“${basename(path)}” is there already.`,
    file: path,
    hint: 'Choose another name, or say that it may be replaced (--force).',
  });
