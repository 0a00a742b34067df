import type Database from 'better-sqlite3';

/** One step of the file format; `user_version` counts those applied. Never edited once released. */
export interface Migration {
  /** The format that it makes. The steps of all folders together count from 1 without a gap. */
  version: number;
  name: string;
  /** Runs within the transaction that brings the whole file up to date; also on the empty database of an import. */
  up(db: Database.Database): void;
}

/** Every step of the file format and what they make: folded from the audit's own tables and those of each kind. */
export interface Schema {
  /** In order; the last makes `version`. */
  migrations: readonly Migration[];
  version: number;
  /** The tables an import may fill, in an order that satisfies their references. */
  evidenceTables: readonly string[];
}

/** Throws where two steps make the same format or one is missing: the numbers are part of every file. */
export function foldSchema(migrations: readonly Migration[], evidenceTables: readonly string[]): Schema {
  const ordered = migrations.toSorted((a, b) => a.version - b.version);
  for (const [index, { version, name }] of ordered.entries()) {
    if (version === index + 1) continue;
    throw new Error(`Migration “${name}” makes format ${version}; ${index + 1} was expected.`);
  }
  const twice = evidenceTables.find((table, index) => evidenceTables.indexOf(table) !== index);
  if (twice !== undefined) throw new Error(`The table ${twice} is declared twice.`);
  return { migrations: ordered, version: ordered.length, evidenceTables };
}
