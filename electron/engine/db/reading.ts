// Opening an audit for reading where its log lies beside it and nothing can be written there, as on a read-only medium:
// SQLite then needs files that it cannot make, so the audit is read through a copy into which its log is folded.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectForReading, connectForWriting, type AuditDb } from './database.ts';
import { versionOf } from './migrate.ts';

export interface Readable {
  db: AuditDb;
  /** What `db` has open: the file itself or its copy. */
  dataPath: string;
  /** Takes the copy away, where there is one; after `db` was closed. */
  remove(): void;
}

/** Throws errors of the file system and of SQLite; nothing is then left. */
export function openReadable(path: string): Readable {
  const db = connectForReading(path);
  try {
    // The first reading opens the log.
    versionOf(db);
    return { db, dataPath: path, remove: () => undefined };
  } catch (error) {
    db.close();
    if (!/^SQLITE_(?:CANTOPEN|READONLY)/u.test(String((error as { code?: unknown }).code))) throw error;
    return openCopy(path);
  }
}

function openCopy(path: string): Readable {
  const folder = mkdtempSync(join(tmpdir(), 'assay-read-only-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const copy = join(folder, 'audit.assay');
  try {
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    const folded = connectForWriting(copy);
    try {
      folded.pragma('journal_mode = delete');
    } finally {
      folded.close();
    }
    return { db: connectForReading(copy), dataPath: copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
