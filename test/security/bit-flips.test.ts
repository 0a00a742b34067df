// One bit at a time is changed in the cells of every table, as a failing disk or memory does; each is named.
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectToMemory } from '../../electron/engine/db/database.ts';
import { checkIntegrity } from '../../electron/engine/db/integrity.ts';
import { schema } from '../../electron/engine/schema.ts';
import { closedAtEnd } from '../support/temporary.ts';
import { randomFrom } from './damage.ts';
import { fullAudit } from './full-audit.fixture.ts';

type Cell = null | bigint | number | string | Buffer;

const flipsPerCell = 2;
const rowsPerTable = 1;

const tables = ((): string[] => {
  const db = connectToMemory();
  for (const { up } of schema.migrations) up(db);
  const names = db.prepare("select name from sqlite_schema where type = 'table' order by name").pluck().all();
  db.close();
  return names as string[];
})();

/** The cell with one bit changed, and the SQL by which it is bound; null for a cell without bits. */
function flipped(cell: Cell, random: () => number): { value: bigint | number | Buffer; sql: string } | null {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  if (cell === null) return null;
  if (typeof cell === 'bigint')
    return { value: BigInt.asIntN(64, cell ^ (1n << BigInt(upTo(64)))), sql: '?' };
  const bytes =
    typeof cell === 'number'
      ? Buffer.from(new Float64Array([cell]).buffer)
      : Buffer.from(cell as Buffer & string);
  if (bytes.length === 0) return null;
  const at = upTo(bytes.length);
  bytes[at] = (bytes[at] as number) ^ (1 << upTo(8));
  if (typeof cell !== 'number') return { value: bytes, sql: Buffer.isBuffer(cell) ? '?' : 'cast(? as text)' };
  const value = bytes.readDoubleLE();
  // What is no number is no cell, and SQLite keeps one zero.
  return Number.isFinite(value) && value !== cell ? { value, sql: '?' } : null;
}

describe('an audit with rows in every table', () => {
  let db: Database.Database;
  const check = () => checkIntegrity(db, schema, schema.version, () => undefined);

  beforeAll(async () => {
    const { engine, path } = await fullAudit();
    await engine.call('audit.close', {});
    db = closedAtEnd(new Database(path));
    db.unsafeMode(true);
    db.pragma('foreign_keys = off');
    db.pragma('ignore_check_constraints = on');
    const triggers = db.prepare("select name from sqlite_schema where type = 'trigger'").pluck().all();
    for (const name of triggers) db.exec(`drop trigger ${String(name)}`);
  });

  it('is whole as long as nobody touches it', () => {
    const { rows, damage } = check();
    expect(damage).toEqual([]);
    expect(rows).toBeGreaterThan(50);
  });

  it.each(tables)('names the table and the row or source of any bit that is changed in %s', (table) => {
    const random = randomFrom(20_240_301);
    const columns = db.pragma(`table_info(${table})`) as { name: string; pk: number }[];
    const declared = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
    const key = declared.length > 0 ? declared : ['name'];
    const rows = db
      .prepare(`select * from ${table}`)
      .safeIntegers()
      .all()
      .toSorted(() => random() - 0.5)
      .slice(0, rowsPerTable) as Record<string, Cell>[];
    expect(rows.length).toBeGreaterThan(0);
    const tellTale = (row: Record<string, Cell>): string[] =>
      table === 'checksum' ? [table, String(row['table_name'])] : [table];
    let flips = 0;
    const unnamed: string[] = [];
    for (const [row, { name }] of rows.flatMap((each) => columns.map((column) => [each, column] as const))) {
      for (let flip = 0; flip < flipsPerCell; flip += 1) {
        const change = flipped(row[name] as Cell, random);
        if (change === null) continue;
        const sql = `update ${table} set ${name} = ${change.sql} where ${key.map((one) => `${one} = ?`).join(' and ')}`;
        db.exec('savepoint before');
        try {
          db.prepare(sql).run(change.value, ...key.map((one) => row[one]));
          flips += 1;
          const { damage } = check();
          const isNamed = damage.some(
            (one) => tellTale(row).includes(one.table ?? '') && (one.row !== null || one.sourceId !== null),
          );
          if (!isNamed) unnamed.push(`${name}: ${JSON.stringify(damage)}`);
        } catch (error) {
          // The changed key is that of another row.
          if (!String(error).includes('UNIQUE')) throw error;
        } finally {
          db.exec('rollback to before; release before');
        }
      }
    }
    expect(unnamed).toEqual([]);
    expect(flips).toBeGreaterThan(columns.length);
    expect(check().damage).toEqual([]);
  });
});
