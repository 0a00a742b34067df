// An audit may come from anybody, and SQLite runs what a file's schema says: a trigger changes rows behind a signature,
// a view stands where a table is read. So a file is held, to the letter, to the schema that the migrations up to its own
// format make, before anything else of it is read.
import { AssayError } from '../../../shared/domain/errors.ts';
import { visible } from '../../../shared/domain/visible.ts';
import { connectToMemory, type AuditDb } from './database.ts';
import type { Schema } from './migration.ts';

interface SchemaObject {
  type: string;
  name: string;
  tbl_name: string;
  /** Null where SQLite makes it by itself, such as the index of a primary key. */
  sql: string | null;
}

const keyOf = ({ type, name }: SchemaObject): string => `${type} ${name}`;
const isSame = (one: SchemaObject, other: SchemaObject): boolean =>
  one.tbl_name === other.tbl_name && one.sql === other.sql;

/** One at a time: what a foreign schema holds may be large. */
const objectsIn = (db: AuditDb): IterableIterator<SchemaObject> =>
  db
    .prepare('select type, name, tbl_name, sql from sqlite_schema order by type, name')
    .iterate() as IterableIterator<SchemaObject>;

const made = new WeakMap<Schema, Map<number, ReadonlyMap<string, SchemaObject>>>();

/** What the migrations up to a format make, by type and name: made once, in memory. */
function objectsOf(schema: Schema, version: number): ReadonlyMap<string, SchemaObject> {
  let byVersion = made.get(schema);
  if (byVersion === undefined) made.set(schema, (byVersion = new Map()));
  let objects = byVersion.get(version);
  if (objects === undefined) {
    const db = connectToMemory();
    db.transaction(() => schema.migrations.slice(0, version).forEach(({ up }) => up(db)))();
    objects = new Map([...objectsIn(db)].map((object) => [keyOf(object), object]));
    db.close();
    byVersion.set(version, objects);
  }
  return objects;
}

/** Throws `audit.foreign-schema`, which names what is there, missing or other than Assay makes it. */
export function refuseForeignSchema(db: AuditDb, schema: Schema, version: number, file: string): void {
  const missing = new Map(objectsOf(schema, version));
  for (const found of objectsIn(db)) {
    const key = keyOf(found);
    const own = missing.get(key);
    if (own === undefined) throw foreign(file, `it holds ${named(found)}, which Assay did not make`);
    if (!isSame(own, found)) throw foreign(file, `${named(found)} is not as Assay makes it`);
    missing.delete(key);
  }
  for (const own of missing.values()) throw foreign(file, `${named(own)} is missing`);
}

const longestName = 100;

const shown = (name: string): string =>
  visible(name.length > longestName ? `${name.slice(0, longestName)}…` : name);

const named = ({ type, name, tbl_name: table }: SchemaObject): string =>
  type === 'table' || type === 'view'
    ? `the ${type} “${shown(name)}”`
    : `the ${shown(type)} “${shown(name)}” on “${shown(table)}”`;

const foreign = (file: string, what: string): AssayError =>
  new AssayError({
    code: 'audit.foreign-schema',
    message: `The file is marked as an audit, but ${what}. Nothing of it was read.`,
    file,
    hint: 'Do not trust it; ask whoever sent it for the audit as Assay wrote it, or open a backup.',
  });
