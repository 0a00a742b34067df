import { describe, expect, it } from 'vitest';
import { columnSeeds, sumOfRow, type Cell } from './cell-sums.ts';
import { connectToMemory } from './database.ts';

const seeds = columnSeeds(['a', 'b']);

describe('the sum of a row', () => {
  it.each<[what: string, type: string, cell: Cell]>([
    ['a whole number', 'integer', 5],
    ['a whole number in a column of reals', 'real', 5],
    ['a fraction', 'real', 0.1],
    ['a negative zero', 'real', -0],
    ['what is no number', 'real', Number.NaN],
    ['an infinity', 'real', Number.NEGATIVE_INFINITY],
    ['a bigint that a number holds', 'integer', -7n],
    ['a bigint that no number holds', 'integer', 2n ** 62n + 1n],
    ['the least integer', 'integer', -(2n ** 63n)],
    ['an empty text', 'text', ''],
    ['a text', 'text', 'Møbel 🪑'],
    ['a text with a null in it', 'text', 'a\u0000b'],
    ['a text that is not well formed', 'text', 'a\ud800b'],
    ['a long text that is not well formed', 'text', `${'a'.repeat(100)}\udc00`],
    ['bytes', 'blob', Buffer.from([0, 255, 128])],
    ['null', 'text', null],
  ])('is the same before it is stored and after: %s', (_what, type, cell) => {
    const db = connectToMemory();
    db.exec(`create table t (a ${type}, b integer) strict`);
    db.prepare('insert into t values (?, 1)').run(cell);
    const [stored] = db.prepare('select * from t').safeIntegers().raw().all() as Cell[][];
    expect(sumOfRow(seeds, stored as Cell[])).toBe(sumOfRow(seeds, [cell, 1]));
    db.close();
  });

  it('is another one where two cells change places', () => {
    expect(sumOfRow(seeds, [1, 2])).not.toBe(sumOfRow(seeds, [2, 1]));
  });
});
