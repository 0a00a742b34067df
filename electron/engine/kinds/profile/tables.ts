import type { Migration } from '../../db/migration.ts';

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
