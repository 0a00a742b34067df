// Files of older formats: the copy that is kept before one is brought up to date, and the copy through which one is
// read that must not be changed.
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { connectForWriting, type AuditDb } from './database.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './migration.ts';
import { beginPart } from './part.ts';
import { asAuditError } from './system-errors.ts';

/**
 * Copies the audit's file beside it, byte for byte, and returns the copy's path: `NAME.format-5.assay`. A copy that is
 * there from before is kept. Throws a file error such as `disk.full`; nothing is then left behind.
 */
export function backUp(db: AuditDb, path: string, version: number): string {
  // What a killed process left beside the file is brought into it; else the file is not touched.
  if (db.pragma('journal_mode', { simple: true }) === 'wal') db.pragma('wal_checkpoint(truncate)');
  const backup = freeName(path, version);
  try {
    const part = beginPart(backup);
    try {
      copyFileSync(path, part.path);
      const descriptor = openSync(part.path, 'r+');
      try {
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      part.becomeNew();
    } finally {
      part.end();
    }
  } catch (error) {
    throw asAuditError(error, backup);
  }
  return backup;
}

function freeName(path: string, version: number): string {
  const extension = extname(path);
  const stem = basename(path, extension);
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : `-${count}`;
    const candidate = join(dirname(path), `${stem}.format-${version}${suffix}${extension}`);
    if (!existsSync(candidate)) return candidate;
  }
}

/** A copy of an older file in this build's format, in a folder of its own, which `remove` takes away. */
export function migratedCopy(db: AuditDb, schema: Schema, path: string): { path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'assay-older-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const copy = join(folder, 'audit.assay');
  try {
    db.prepare('vacuum into ?').run(copy);
    const migrated = connectForWriting(copy);
    try {
      migrated.pragma('synchronous = off');
      migrate(migrated, schema, path);
    } finally {
      migrated.close();
    }
    return { path: copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
