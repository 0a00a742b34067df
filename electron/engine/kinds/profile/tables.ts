import type Database from 'better-sqlite3';
import type { Migration } from '../../db/migration.ts';
import { joinColumns, mostRows, pack, splitColumns, unpackFloat64, unpackInt32 } from './columns.ts';
import { leavesOf, type Leaves } from './leaves.ts';

const sql = `
create table profile (
  source_id integer not null references source (id) on delete cascade,
  -- counts the profiles of one file
  position integer not null,
  name text not null,
  -- JSON array of {name, unit, total}
  weights text not null,
  sample_count integer not null,
  -- JSON array of the distinct names and files of the frames, zstd
  strings blob not null,
  -- little-endian typed arrays, zstd; frames: name, file, line, column, kind of each frame, int32
  frames blob not null,
  stack_parent blob not null,
  stack_frame blob not null,
  sample_stack blob not null,
  -- all weights one after another, float64
  sample_weights blob not null,
  sample_times blob,
  primary key (source_id, position)
) strict;
`;

export const profilesMigration: Migration = {
  version: 4,
  name: 'profiles',
  up: (db) => db.exec(sql),
};

const withLeaves = `
-- the stacks in which samples end, ascending, int32, and their sums of each weight one after another, float64; zstd
alter table profile add column leaf_stack blob not null default x'';
alter table profile add column leaf_weights blob not null default x'';
`;

interface SampleRow {
  weights: string;
  stack_parent: Buffer;
  sample_stack: Buffer;
  sample_weights: Buffer;
}

function addLeaves(db: Database.Database): void {
  db.exec(withLeaves);
  const read = db.prepare(
    'select weights, stack_parent, sample_stack, sample_weights from profile where rowid = ?',
  );
  const write = db.prepare('update profile set leaf_stack = ?, leaf_weights = ? where rowid = ?');
  // One at a time: each may hold millions of samples.
  for (const rowid of db.prepare('select rowid from profile').pluck().all() as number[]) {
    let leaves: Leaves;
    try {
      leaves = leavesOfRow(read.get(rowid) as SampleRow);
    } catch {
      // A profile that cannot be read must not keep the audit from being opened; it fails when it is asked for.
      continue;
    }
    write.run(pack(leaves.leafStack), pack(joinColumns(leaves.leafWeights)), rowid);
  }
}

/** As many as a column of those audits could hold. */
const mostSamples = 2 ** 29 - 1;

function leavesOfRow(row: SampleRow): Leaves {
  const { length: weightCount } = JSON.parse(row.weights) as unknown[];
  const { length: stackCount } = unpackInt32(row.stack_parent, mostRows);
  const sampleStack = unpackInt32(row.sample_stack, mostSamples);
  const weights = unpackFloat64(row.sample_weights, sampleStack.length * weightCount);
  return leavesOf(stackCount, sampleStack, splitColumns(weights, weightCount));
}

export const profileLeavesMigration: Migration = {
  version: 10,
  name: 'profile-leaves',
  up: addLeaves,
};
