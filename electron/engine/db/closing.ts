// Closing an audit always releases it: connection, lock and copy. What could not be done on the way, because another
// program reads the file, the disk is full or the medium is gone, is returned as data and never thrown: nothing that
// was acknowledged is lost by it, and the next audit can be opened.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { ClosingNotice } from '../../../shared/contract/audit.ts';
import { toErrorData } from '../../../shared/domain/errors.ts';
import type { AuditDb } from './database.ts';
import { asAuditError } from './system-errors.ts';

export interface Held {
  /** The file the user chose, which notices name, and the file that `db` has open. */
  path: string;
  dataPath: string;
  /** Only where the audit was written. */
  lock?: { release(): void } | undefined;
  afterClose?: (() => void) | undefined;
}

/** Leaves, where it was written, one file with nothing beside it. The first thing that failed is what is told. */
export function release(db: AuditDb, { path, dataPath, lock, afterClose }: Held): ClosingNotice | null {
  const faults: ClosingNotice[] = [];
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      faults.push(noticeOf(error, path));
    }
  };
  if (lock !== undefined) {
    const fault = foldLog(db, dataPath);
    if (fault !== null) faults.push(fault);
  }
  attempt(() => db.close());
  if (lock !== undefined) attempt(() => lock.release());
  if (afterClose !== undefined) attempt(afterClose);
  return faults[0] ?? null;
}

const longestWaitMs = 2000;
const pauseMs = 5;

/**
 * Folds the write-ahead log into the file and leaves WAL mode. Waits a little for a reader of this process that is just
 * closing in a thread of its own. Returns why the log stays beside the file, or null where it does not.
 */
export function foldLog(db: AuditDb, path: string): ClosingNotice | null {
  try {
    if (db.pragma('journal_mode', { simple: true }) !== 'wal') return null;
    db.pragma('busy_timeout = 0');
    const pause = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    for (let waitedMs = 0; ; waitedMs += pauseMs) {
      const [folded] = db.pragma('wal_checkpoint(truncate)') as { log: number; checkpointed: number }[];
      try {
        db.pragma('journal_mode = delete');
        return null;
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
        if (waitedMs >= longestWaitMs) return stillRead(path, folded?.log === folded?.checkpointed);
        Atomics.wait(pause, 0, 0, pauseMs);
      }
    }
  } catch (error) {
    return whyNotFolded(error, path);
  }
}

/** `isWhole`: the file itself has everything, and its log says nothing more. */
function stillRead(path: string, isWhole: boolean): ClosingNotice {
  const log = `${basename(path)}-wal`;
  return {
    code: 'audit.still-read',
    message: `${log} stays beside the file, since another program is reading it; ${
      isWhole ? 'the file itself holds everything' : 'it holds what was saved last'
    }.`,
    file: path,
    hint: `${isWhole ? '' : 'Copy or send the two together. '}End that program; when the audit is closed in Assay the next time, it is one file again.`,
  };
}

function whyNotFolded(error: unknown, path: string): ClosingNotice {
  if ((error as { code?: unknown }).code === 'SQLITE_READONLY_DBMOVED' || !existsSync(path)) {
    return {
      code: 'audit.gone',
      message: `${basename(path)} is no longer where it was opened: it was moved or deleted, or its drive was unplugged.`,
      file: path,
      hint: 'Look for it before you work on. If its drive was unplugged, plug it in and open the audit again: what was saved is there.',
    };
  }
  const { code, message } = noticeOf(error, path);
  const log = `${basename(path)}-wal`;
  return {
    code,
    message: `${message} ${log} therefore stays beside the file: it holds what was saved last, and nothing is lost.`,
    file: path,
    hint: `Keep the two together. ${hints[code] ?? 'Open the audit in Assay again'}, and close it there: then it is one file again.`,
  };
}

function noticeOf(error: unknown, path: string): ClosingNotice {
  const { code, message, file = path, hint = '' } = toErrorData(asAuditError(error, path));
  return { code, message, file, hint };
}

const hints: Readonly<Record<string, string>> = {
  'disk.full': 'Free some space, open the audit in Assay again',
};
