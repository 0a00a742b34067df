// The table of checksums, kept in step with what is stored. Small tables change row by row: triggers of the writing
// connection, which no file holds, sum each row up as it is written, whoever writes it. Tables of evidence are written
// once by an import and never changed: each has one sum a source.
import type Database from 'better-sqlite3';
import { addRow, columnSeeds, sumOfRow, type Cell, type Sum } from './cell-sums.ts';
import type { Schema } from './migration.ts';

/** The first file format with checksums. */
export const checksumsSince = 12;

/** Tables that an import fills, one sum a source; the row of the source itself may change. */
export const tablesBySource = ({ evidenceTables }: Schema): string[] =>
  evidenceTables.filter((table) => table !== 'source' && table !== 'checksum');

/** The tables whose rows have a sum each: whatever else the file holds, also what SQLite counts ids in. */
export function tablesByRow(db: Database.Database, schema: Schema): string[] {
  const others = new Set([...tablesBySource(schema), 'checksum']);
  const tables = db.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[];
  return tables.filter((table) => !others.has(table));
}

interface Column {
  name: string;
  /** Place in the primary key, from 1; 0 outside it. */
  pk: number;
}
const columnsOf = (db: Database.Database, table: string): Column[] =>
  db.pragma(`main.table_info(${table})`) as Column[];

/** SQL of the text by which a row is known, such as `3` or `3/7`. */
function keyOf(columns: readonly Column[], row: string): string {
  const inKey = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  // The table in which SQLite counts ids declares no key.
  const names = inKey.length > 0 ? inKey.map(({ name }) => name) : ['name'];
  return names.map((name) => `cast(${row}.${name} as text)`).join(` || '/' || `);
}

/** Every row of a table with its key before its columns, as arrays. */
export const selectWithKeys = (db: Database.Database, table: string): Database.Statement =>
  db
    .prepare(`select ${keyOf(columnsOf(db, table), table)}, * from main.${table}`)
    .safeIntegers(true)
    .raw();

const sumOf = (table: string, columns: readonly Column[], row: string): string =>
  `row_sum('${table}', ${columns.map(({ name }) => `${row}.${name}`).join(', ')})`;

/** SQL of a row's checksum, from a row of the table itself or of a trigger. */
const checksumOf = (table: string, columns: readonly Column[], row: string): string =>
  `select '${table}', ${keyOf(columns, row)}, 1, ${sumOf(table, columns, row)}`;

/** Not `insert or replace`: a statement that fires a trigger lends it its own way with conflicts. */
const put = `on conflict (table_name, key) do update set row_count = excluded.row_count, sum = excluded.sum`;

/** Makes `row_sum(table, cells…)` known to SQL on this connection. */
function defineRowSum(db: Database.Database, tables: readonly string[]): void {
  // Beforehand, because a function cannot ask the database that called it.
  const seeds = new Map(
    tables.map((table) => [table, columnSeeds(columnsOf(db, table).map(({ name }) => name))]),
  );
  db.function('row_sum', { varargs: true, safeIntegers: true }, (table: string, ...cells: Cell[]) =>
    BigInt(sumOfRow(seeds.get(table) as number[], cells)),
  );
}

/** From here on every row that is written on this connection has its sum in the same transaction. */
export function keepRowSums(db: Database.Database, schema: Schema): void {
  const tables = tablesByRow(db, schema);
  defineRowSum(db, tables);
  const sqlOf = db.prepare("select sql from sqlite_schema where type = 'table' and name = ?").pluck();
  for (const table of tables) {
    if (table === 'sqlite_sequence') continue;
    const columns = columnsOf(db, table);
    const store = `insert into checksum ${checksumOf(table, columns, 'new')} where true ${put};`;
    const storeNextId = String(sqlOf.get(table)).includes('autoincrement') ? sumOfNextId(table, columns) : '';
    const forget = `delete from checksum where table_name = '${table}' and key = ${keyOf(columns, 'old')};`;
    db.exec(`
      create temp trigger ${table}_inserted after insert on main.${table} begin ${store} ${storeNextId} end;
      create temp trigger ${table}_updated after update on main.${table} begin ${forget} ${store} end;
      create temp trigger ${table}_deleted after delete on main.${table} begin ${forget} end;`);
  }
}

/** SQLite counts ids in a table that bears no trigger, after those of the row that gets one have run. */
function sumOfNextId(table: string, columns: readonly Column[]): string {
  const id = columns.find(({ pk }) => pk === 1)?.name;
  const last = `coalesce((select seq from sqlite_sequence where name = '${table}'), 0)`;
  return `insert into checksum
    select 'sqlite_sequence', '${table}', 1, row_sum('sqlite_sequence', '${table}', max(new.${id}, ${last}))
    where true ${put};`;
}

/** SQL of the source that a row of evidence belongs to: its own column, or that of the row it hangs on. */
function ownerOf(db: Database.Database, table: string): string {
  if (columnsOf(db, table).some(({ name }) => name === 'source_id')) return 'source_id';
  const [reference] = db.pragma(`main.foreign_key_list(${table})`) as { table: string; from: string }[];
  if (reference === undefined) throw new Error(`Rows of ${table} belong to no source.`);
  return `(select source_id from main.${reference.table} as owner where owner.id = ${table}.${reference.from})`;
}

/** The sum of each source's rows in a table of evidence, by the source's id; `null` for rows of none. */
export function sumsBySource(
  db: Database.Database,
  table: string,
  onRow: () => void = () => undefined,
): Map<string, Sum> {
  const select = db
    .prepare(`select ${ownerOf(db, table)}, * from main.${table}`)
    .safeIntegers(true)
    .raw();
  const seeds = columnSeeds(select.columns().map(({ name }) => name)).slice(1);
  const sums = new Map<string, Sum>();
  for (const [owner, ...cells] of select.iterate() as IterableIterator<Cell[]>) {
    const source = String(owner);
    let total = sums.get(source);
    if (total === undefined) sums.set(source, (total = { rows: 0, sum: 0 }));
    addRow(total, seeds, cells);
    onRow();
  }
  return sums;
}

/** An insertion that sums the rows it writes. Throws where `columns` are not all that the table has. */
export function summedInsert(
  db: Database.Database,
  table: string,
  columns: readonly string[],
): { run(cells: Cell[]): void; sum: Sum } {
  if (columnsOf(db, table).length !== columns.length) throw new Error(`${table} has other columns.`);
  const places = columns.map(() => '?').join(', ');
  const insert = db.prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`);
  const seeds = columnSeeds(columns);
  const sum: Sum = { rows: 0, sum: 0 };
  return {
    run(cells) {
      // Faster than the array itself.
      insert.run(...cells);
      addRow(sum, seeds, cells);
    },
    sum,
  };
}

const storeSum = (db: Database.Database): ((table: string, key: string, sum: Sum) => void) => {
  const insert = db.prepare('insert into checksum (table_name, key, row_count, sum) values (?, ?, ?, ?)');
  return (table, key, { rows, sum }) => void insert.run(table, key, rows, sum);
};

/** In the staging database of an import: `summed` are the tables whose rows were summed as they were written. */
export function storeSourceSums(
  db: Database.Database,
  schema: Schema,
  sourceId: number,
  summed: ReadonlyMap<string, Sum>,
): void {
  const store = storeSum(db);
  for (const table of tablesBySource(schema)) {
    const sum = summed.get(table) ?? sumsBySource(db, table).get(String(sourceId));
    if (sum !== undefined && sum.rows > 0) store(table, String(sourceId), sum);
  }
}

/** Sums up all that is stored, as it is: for a file of a format before this build's. */
export function fillChecksums(db: Database.Database, schema: Schema): void {
  const tables = tablesByRow(db, schema);
  defineRowSum(db, tables);
  db.exec('delete from checksum');
  for (const table of tables) {
    db.exec(`insert into checksum ${checksumOf(table, columnsOf(db, table), table)} from main.${table}`);
  }
  const store = storeSum(db);
  for (const table of tablesBySource(schema)) {
    for (const [source, sum] of sumsBySource(db, table)) store(table, source, sum);
  }
}
