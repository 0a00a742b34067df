// Brings a file to this build's format. What a later Assay made is refused by name, never guessed at.
import type Database from 'better-sqlite3';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Schema } from './migration.ts';

/** "ASAY": marks a SQLite file as an audit. */
export const applicationId = 0x41534159;

export const versionOf = (db: Database.Database): number =>
  db.pragma('user_version', { simple: true }) as number;

/**
 * Applies what is missing in one transaction, with whatever `alongside` adds to it. Returns the format the file had.
 * Throws `audit.newer` for a file from a later Assay.
 */
export function migrate(
  db: Database.Database,
  schema: Schema,
  file: string,
  alongside: () => void = () => undefined,
): number {
  const version = versionOf(db);
  refuseUnknown(version, schema, file);
  if (version === schema.version) return version;
  db.transaction(() => {
    for (const migration of schema.migrations.slice(version)) migration.up(db);
    db.pragma(`user_version = ${schema.version}`);
    alongside();
  })();
  return version;
}

/** Throws `audit.newer`, or `audit.damaged` for a number that no Assay writes. */
export function refuseUnknown(version: number, schema: Schema, file: string): void {
  if (version > schema.version) {
    throw new AssayError({
      code: 'audit.newer',
      message: `This audit has file format ${version}; this Assay reads up to ${schema.version}.`,
      file,
      hint: 'Open it with a newer Assay. The file has not been changed.',
    });
  }
  if (version < 0) {
    throw new AssayError({
      code: 'audit.damaged',
      message: `The file says it has file format ${version}, which no Assay has written.`,
      file,
      hint: 'Keep the file as it is and open a backup; nothing was deleted.',
    });
  }
}

/** Throws `audit.unfinished` for a file whose making was interrupted before it held anything. */
export function refuseUnfinished(version: number, file: string): void {
  if (version !== 0) return;
  throw new AssayError({
    code: 'audit.unfinished',
    message: 'The making of this audit was interrupted before it held anything.',
    file,
    hint: 'Remove the file and make the audit again.',
  });
}
