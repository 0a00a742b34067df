// Whether what is stored is what was written: SQLite's own look at its pages and indexes, the journal's chain, and the
// checksums of every row. What differs is named by its table, and by its row or its source.
import type { Damage } from '../../../shared/contract/audit.ts';
import { columnSeeds, sumOfRow, type Cell, type Sum } from './cell-sums.ts';
import { checksumsSince, selectWithKeys, sumsBySource, tablesByRow, tablesBySource } from './checksums.ts';
import type { AuditDb } from './database.ts';
import { readJournal, verifyJournal } from './journal.ts';
import type { Schema } from './migration.ts';

export interface IntegrityReport {
  /** Rows held against their checksum. */
  rows: number;
  /** The first of them. */
  damage: Damage[];
  damageCount: number;
}

type Find = (damage: Partial<Damage> & { problem: string }) => void;

/** Damage that is told in full; all of it is counted. */
const toldDamage = 1000;
const reportEveryRows = 20_000;

/** Takes as long as reading all of the file twice; in a transaction it sees one view of it. `fileVersion` is that of the file itself, not of a migrated copy. */
export function checkIntegrity(
  db: AuditDb,
  schema: Schema,
  fileVersion: number,
  report: (phase: string, done: number, total: number) => void,
): IntegrityReport {
  const found: IntegrityReport = { rows: 0, damage: [], damageCount: 0 };
  const find: Find = (damage) => {
    found.damageCount += 1;
    if (found.damage.length < toldDamage)
      found.damage.push({ table: null, row: null, sourceId: null, ...damage });
  };
  report('Checking pages', 0, 0);
  reading(null, find, () => checkPages(db, find));
  reading('journal', find, () => checkChain(db, find));
  if (fileVersion < checksumsSince) return found;
  let total = 0;
  reading('checksum', find, () => {
    total = db.prepare('select coalesce(sum(row_count), 0) from checksum').pluck().get() as number;
    checkTableNames(db, schema, find);
  });
  const onRow = (): void => {
    if (found.rows % reportEveryRows === 0) report('Checking rows', found.rows, total);
    found.rows += 1;
  };
  for (const table of tablesByRow(db, schema)) {
    reading(table, find, () => checkRows(db, table, find, onRow));
  }
  for (const table of tablesBySource(schema)) {
    reading(table, find, () => checkSources(db, table, find, onRow));
  }
  return found;
}

/** What SQLite itself cannot read is damage like any other. */
function reading(table: string | null, find: Find, read: () => void): void {
  try {
    read();
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    const isDamage = error instanceof SyntaxError || (typeof code === 'string' && damageCodes.test(code));
    if (!isDamage) throw error;
    find({ table, problem: `cannot be read to its end: ${message}` });
  }
}
const damageCodes = /^SQLITE_(?:CORRUPT|NOTADB)/u;

function checkPages(db: AuditDb, find: Find): void {
  const objects = db.prepare('select name, tbl_name, rootpage from sqlite_schema').all() as {
    name: string;
    tbl_name: string;
    rootpage: number;
  }[];
  const rows = db.prepare(`pragma integrity_check(${toldDamage})`).pluck().all() as string[];
  for (const problem of rows.flatMap((row) => row.split('\n'))) {
    if (problem === 'ok' || problem.startsWith('***')) continue;
    const root = Number(/\bTree (\d+)/u.exec(problem)?.[1]);
    const words = new Set(problem.split(/[^\w]+/u));
    const owner = objects.find(({ rootpage, name }) => rootpage === root || words.has(name));
    find({ table: owner?.tbl_name ?? null, problem });
  }
}

function checkChain(db: AuditDb, find: Find): void {
  const { firstBroken } = verifyJournal(readJournal(db));
  if (firstBroken === null) return;
  find({
    table: 'journal',
    row: String(firstBroken),
    problem: 'the chain breaks here: it does not follow from the entry before it',
  });
}

/** A checksum that names no table stands for nothing, so nobody would miss what it was of. */
function checkTableNames(db: AuditDb, schema: Schema, find: Find): void {
  const known = [...tablesByRow(db, schema), ...tablesBySource(schema)];
  const strays = db
    .prepare(
      `select table_name || ' ' || key from checksum where table_name not in (${known.map(() => '?').join()})`,
    )
    .pluck()
    .all(known) as string[];
  for (const row of strays) find({ table: 'checksum', row, problem: 'is of a table that is not there' });
}

/** The stored sums of a table, by the key of the row or the id of the source. */
function storedSums(db: AuditDb, table: string): Map<string, Sum> {
  const rows = db
    .prepare('select key, row_count as rows, sum from checksum where table_name = ?')
    .all(table) as ({ key: string } & Sum)[];
  return new Map(rows.map(({ key, rows: count, sum }) => [key, { rows: count, sum }]));
}

function checkRows(db: AuditDb, table: string, find: Find, onRow: () => void): void {
  const expected = storedSums(db, table);
  const select = selectWithKeys(db, table);
  const seeds = columnSeeds(select.columns().map(({ name }) => name)).slice(1);
  for (const [key, ...cells] of select.iterate() as IterableIterator<Cell[]>) {
    onRow();
    const row = String(key);
    const stored = expected.get(row);
    expected.delete(row);
    if (stored === undefined) find({ table, row, problem: 'is there, but was not written by Assay' });
    else if (stored.rows !== 1 || stored.sum !== sumOfRow(seeds, cells)) {
      find({ table, row, problem: 'is not what was written' });
    }
  }
  for (const row of expected.keys()) find({ table, row, problem: 'is missing' });
}

function checkSources(db: AuditDb, table: string, find: Find, onRow: () => void): void {
  const found = sumsBySource(db, table, onRow);
  const stored = storedSums(db, table);
  for (const source of new Set([...found.keys(), ...stored.keys()])) {
    const none: Sum = { rows: 0, sum: 0 };
    const now = found.get(source) ?? none;
    const then = stored.get(source) ?? none;
    if (now.rows === then.rows && now.sum === then.sum) continue;
    const id = Number(source);
    find({
      table,
      sourceId: Number.isInteger(id) ? id : null,
      problem:
        now.rows === then.rows
          ? `its ${now.rows} rows are not what was written`
          : `it has ${now.rows} rows, ${then.rows} were written`,
    });
  }
}
