// What the operating system and SQLite say, in Assay's words; and the one question asked of a path before it is read.
import { statSync, type Stats } from 'node:fs';
import { AssayError } from '../../../shared/domain/errors.ts';
import { damaged } from './damaged.ts';
import type { OpenAudit } from './database.ts';

interface SystemMessage {
  code: string;
  message: string;
  hint: string;
}

const systemMessages: Record<string, SystemMessage> = {
  ENOENT: {
    code: 'file.missing',
    message: 'There is no such file or folder.',
    hint: 'Check the path; was the drive unplugged?',
  },
  EACCES: {
    code: 'file.no-permission',
    message: 'You may not read or write this file.',
    hint: 'Check the permissions of the file and of its folder.',
  },
  EPERM: {
    code: 'file.no-permission',
    message: 'You may not read or write this file.',
    hint: 'Check the permissions of the file and of its folder.',
  },
  ENOSPC: {
    code: 'disk.full',
    message: 'The disk is full.',
    hint: 'Free some space, or move the audit to another disk. Nothing was changed.',
  },
  EDQUOT: {
    code: 'disk.full',
    message: 'Your share of the disk is used up.',
    hint: 'Free some space, or move the audit to another disk. Nothing was changed.',
  },
  EFBIG: {
    code: 'disk.file-too-large',
    message: 'The disk does not take files of this size.',
    hint: 'Use a disk with another file system: FAT ends at 4 GB.',
  },
  ENOTDIR: {
    code: 'file.missing',
    message: 'There is no such file: a part of its path is a file, not a folder.',
    hint: 'Check the path.',
  },
  EISDIR: {
    code: 'file.is-folder',
    message: 'This is a folder, not a file.',
    hint: 'Name a file inside it.',
  },
  EEXIST: {
    code: 'file.exists',
    message: 'A file of this name is already there.',
    hint: 'Choose another name.',
  },
  ELOOP: {
    code: 'file.link-ring',
    message: 'The path leads in a ring of symbolic links.',
    hint: 'Name the file itself instead of a link to it.',
  },
  ENAMETOOLONG: {
    code: 'file.name-too-long',
    message: 'The path is longer than the system takes.',
    hint: 'Use a shorter name, or a folder nearer to the root.',
  },
  EROFS: {
    code: 'file.no-permission',
    message: 'The disk is mounted for reading only.',
    hint: 'Choose a folder on another disk.',
  },
  EBUSY: {
    code: 'file.busy',
    message: 'Another program holds this file.',
    hint: 'Close it there first.',
  },
  EIO: {
    code: 'disk.failed',
    message: 'The disk failed while it was read or written.',
    hint: 'Copy the file to another disk; was the drive unplugged?',
  },
  ENXIO: {
    code: 'file.not-regular',
    message: 'This is a device or a socket, not a file.',
    hint: 'Write what it holds into a file and use that.',
  },
  EMFILE: {
    code: 'system.too-many-files',
    message: 'This process may open no more files.',
    hint: 'Raise the limit (ulimit -n), and try again.',
  },
  SQLITE_FULL: {
    code: 'disk.full',
    message: 'The disk is full.',
    hint: 'Free some space, or move the audit to another disk. Nothing was changed.',
  },
  // The index of a log could not be made longer, which SQLite does not tell as a full disk.
  SQLITE_IOERR_SHMSIZE: {
    code: 'disk.full',
    message: 'The disk is full.',
    hint: 'Free some space, or move the audit to another disk. Nothing was changed.',
  },
  SQLITE_CORRUPT: {
    code: 'audit.corrupt',
    message: 'The audit file is damaged.',
    hint: 'Keep the file as it is and open a backup; nothing was deleted.',
  },
  SQLITE_NOTADB: {
    code: 'audit.not-an-audit',
    message: 'This file is not a readable SQLite database.',
    hint: 'Keep the file as it is and open a backup.',
  },
  SQLITE_CANTOPEN: {
    code: 'file.no-permission',
    message: 'The file, or a file beside it, cannot be opened.',
    hint: 'Check that the folder exists and that you may write in it.',
  },
  SQLITE_READONLY: {
    code: 'audit.read-only',
    message: 'The audit file cannot be written.',
    hint: 'Check its permissions, or copy it to a folder of your own.',
  },
  SQLITE_IOERR: {
    code: 'disk.failed',
    message: 'The disk failed while it was read or written.',
    hint: 'Was the drive unplugged, or the disk full? Keep the file as it is; what was saved before stands.',
  },
  SQLITE_TOOBIG: {
    code: 'audit.value-too-large',
    message: 'One value is larger than an audit can hold, which is 1 GB.',
    hint: 'Split the file, or leave out the field that is so large.',
  },
  SQLITE_NOMEM: {
    code: 'system.out-of-memory',
    message: 'There is not enough memory.',
    hint: 'Close other programs, and try again.',
  },
  SQLITE_BUSY: {
    code: 'audit.locked',
    message: 'Another program holds the audit file.',
    hint: 'Close it there first.',
  },
};

/** Errors of the file system and of SQLite in Assay's words; any other error is passed on as it is. */
export function asAuditError(error: unknown, file: string): unknown {
  if (error instanceof AssayError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return error;
  const lacking =
    code === 'SQLITE_ERROR' ? /^no such (table|column): (.+)$/u.exec((error as Error).message) : null;
  if (lacking !== null) {
    const { message, hint } = damaged('its schema', `it has no ${lacking[1]} “${lacking[2]}”`).data;
    return new AssayError({ code: 'audit.damaged', message, file, ...(hint && { hint }) }, error);
  }
  const known = systemMessages[code] ?? systemMessages[code.split('_').slice(0, 2).join('_')];
  return known ? new AssayError({ ...known, file }, error) : error;
}

/**
 * What a failed call is told as. Before an error is called a fault of Assay, the file at hand is asked whether it is
 * sound: damaged bytes also show as broken JSON or as compressed data that cannot be unpacked.
 */
export function explainFailure(error: unknown, audit: Pick<OpenAudit, 'db' | 'path'> | null): unknown {
  const { path } = (error ?? {}) as { path?: unknown };
  const known = asAuditError(error, typeof path === 'string' ? path : (audit?.path ?? ''));
  if (known instanceof AssayError || audit === null || !audit.db.open) return known;
  const isDamaged = error instanceof SyntaxError || isUnpacking(error) || !isSound(audit);
  return isDamaged
    ? new AssayError({ ...(systemMessages['SQLITE_CORRUPT'] as SystemMessage), file: audit.path }, error)
    : error;
}

function isUnpacking(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^Z(?:STD)?_/u.test(code);
}

function isSound({ db }: Pick<OpenAudit, 'db'>): boolean {
  try {
    return db.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch {
    // What cannot even be checked is not sound.
    return false;
  }
}

/** Throws `file.not-regular` for a pipe, a socket or a device: reading one may never end. */
export function requireRegularFile(stats: Stats, file: string): void {
  if (stats.isFile() || stats.isDirectory()) return;
  const found = stats.isFIFO() ? 'a pipe' : stats.isSocket() ? 'a socket' : 'a device';
  throw new AssayError({
    code: 'file.not-regular',
    message: `This is ${found}, not a file.`,
    file,
    hint: 'Write what it holds into a file and use that.',
  });
}

/** Throws `file.missing` or another file error where a folder to write in is not there. */
export function requireFolder(folder: string): void {
  try {
    if (statSync(folder).isDirectory()) return;
  } catch (error) {
    throw asAuditError(error, folder);
  }
  throw new AssayError({
    code: 'file.not-a-folder',
    message: 'This is a file, not a folder to write in.',
    file: folder,
    hint: 'Choose a folder that is there, or make one.',
  });
}
