import type { Migration } from '../migrate.ts';

export const profilesMigration: Migration = {
  name: 'profiles',
  sql: `
create table profile (
  source_id integer not null references source (id) on delete cascade,
  -- counts the profiles of one file
  position integer not null,
  name text not null,
  -- JSON array of {name, unit, total}
  weights text not null,
  sample_count integer not null,
  -- frames: JSON, zstd; the rest little-endian typed arrays, zstd
  frames blob not null,
  stack_parent blob not null,
  stack_frame blob not null,
  sample_stack blob not null,
  sample_weights blob not null,
  sample_times blob,
  primary key (source_id, position)
) strict;
`,
};
