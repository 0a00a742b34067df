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
  const notices: ClosingNotice[] = [];
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      notices.push(noticeOf(error, path));
    }
  };
  const obstacle = lock === undefined ? null : foldLog(db);
  // SQLite itself folds the log of the last that has the file open, where it can.
  attempt(() => db.close());
  if (obstacle !== null) notices.unshift(...told(obstacle, dataPath));
  if (lock !== undefined) attempt(() => lock.release());
  if (afterClose !== undefined) attempt(afterClose);
  return notices[0] ?? null;
}

/** Why a log was not folded: a reader that stays, with whether the file holds everything all the same; or an error. */
type Obstacle = { isWhole: boolean } | { error: unknown };

const longestWaitMs = 2000;
const pauseMs = 5;

/**
 * Folds the write-ahead log into the file and leaves WAL mode. Waits a little for a reader of this process that is just
 * closing in a thread of its own. Never throws.
 */
export function foldLog(db: AuditDb): Obstacle | null {
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
        if (waitedMs >= longestWaitMs) return { isWhole: folded?.log === folded?.checkpointed };
        Atomics.wait(pause, 0, 0, pauseMs);
      }
    }
  } catch (error) {
    return { error };
  }
}

/** Nothing where the file is there and no log lies beside it: then it holds everything. */
function told(obstacle: Obstacle, path: string): ClosingNotice[] {
  const hasMoved =
    'error' in obstacle && (obstacle.error as { code?: unknown }).code === 'SQLITE_READONLY_DBMOVED';
  if (hasMoved || !existsSync(path)) return [gone(path)];
  if (!existsSync(`${path}-wal`)) return [];
  return ['error' in obstacle ? notFolded(obstacle.error, path) : stillRead(obstacle.isWhole, path)];
}

function gone(path: string): ClosingNotice {
  return {
    code: 'audit.gone',
    message: `${basename(path)} is no longer where it was opened: it was moved or deleted, or its drive was unplugged.`,
    file: path,
    hint: 'Look for it before you work on. If its drive was unplugged, plug it in and open the audit again: what was saved is there.',
  };
}

/** `isWhole`: the file itself holds everything, and its log says nothing more. */
function stillRead(isWhole: boolean, path: string): ClosingNotice {
  return {
    code: 'audit.still-read',
    message: `${basename(path)}-wal stays beside the file, since another program is reading it; ${
      isWhole ? 'the file itself holds everything' : 'it holds what was saved last'
    }.`,
    file: path,
    hint: `${isWhole ? '' : 'Copy or send the two together. '}End that program; when the audit is closed in Assay the next time, it is one file again.`,
  };
}

function notFolded(error: unknown, path: string): ClosingNotice {
  const { code, message } = noticeOf(error, path);
  return {
    code,
    message: `${message} ${basename(path)}-wal therefore stays beside the file: it holds what was saved last, and nothing is lost.`,
    file: path,
    hint: `Keep the two together. ${code === 'disk.full' ? 'Free some space, open' : 'Open'} the audit in Assay again, and close it there: then it is one file again.`,
  };
}

function noticeOf(error: unknown, path: string): ClosingNotice {
  const { code, message, file = path, hint = '' } = toErrorData(asAuditError(error, path));
  return { code, message, file, hint };
}
