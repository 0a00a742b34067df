// What brings profiles of older audits up to date.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { joinColumns, pack, splitColumns, unpackFloat64, unpackInt32 } from './columns.ts';
import { readProfile } from './store.ts';
import { profileLeavesMigration, profilesMigration } from './tables.ts';

/** Two profiles of one source as they lay before, the second with samples that do not unpack. */
function older(): Database.Database {
  const db = new Database(':memory:');
  db.exec("create table source (id integer primary key, state text); insert into source values (1, 'live')");
  profilesMigration.up(db);
  const insert = db.prepare('insert into profile values (1, ?, ?, ?, 4, ?, ?, ?, ?, ?, ?, null)');
  const weights = JSON.stringify([
    { name: 'time', unit: 'us', total: 100 },
    { name: 'samples', unit: 'samples', total: 4 },
  ]);
  const strings = Buffer.alloc(0);
  const samples = pack(Int32Array.from([2, 0, 2, 1]));
  const values = pack(joinColumns([Float64Array.from([10, 20, 30, 40]), Float64Array.from([1, 1, 1, 1])]));
  const stacks = [pack(Int32Array.from([-1, 0, 1, 2])), pack(Int32Array.from([0, 0, 0, 0]))] as const;
  insert.run(0, 'whole', weights, strings, strings, ...stacks, samples, values);
  insert.run(1, 'damaged', weights, strings, strings, ...stacks, Buffer.from('no column'), values);
  return db;
}

describe('the leaves of older profiles', () => {
  it('are the stacks in which samples end, with the sums of each weight', () => {
    const db = older();
    profileLeavesMigration.up(db);
    const row = db.prepare('select leaf_stack, leaf_weights from profile where position = 0').get() as {
      leaf_stack: Buffer;
      leaf_weights: Buffer;
    };
    expect([...unpackInt32(row.leaf_stack, 3)]).toEqual([0, 1, 2]);
    expect(splitColumns(unpackFloat64(row.leaf_weights, 6), 2).map((sums) => [...sums])).toEqual([
      [20, 40, 40],
      [1, 1, 2],
    ]);
    db.close();
  });

  it('keep no audit from being opened where one profile is damaged, which is refused when it is asked for', () => {
    const db = older();
    profileLeavesMigration.up(db);
    expect(() => readProfile(db, '1:1')).toThrow(
      expect.objectContaining({
        code: 'audit.damaged',
        message: expect.stringContaining('source 1, position 1'),
      }),
    );
    db.close();
  });
});

describe('a column of a profile', () => {
  const packed = pack(new Int32Array(1_000_000));

  it('unpacks to no more values than there may be', () => {
    expect(packed.length).toBeLessThan(1000);
    expect(unpackInt32(packed, 1_000_000)).toHaveLength(1_000_000);
    expect(() => unpackInt32(packed, 999_999)).toThrow();
  });
});
