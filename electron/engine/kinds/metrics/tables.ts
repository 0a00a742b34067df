import type { Migration } from '../../db/migration.ts';

const sql = `
-- A time axis, shared by the columns of a wide file.
create table axis (
  id integer primary key,
  source_id integer not null references source (id) on delete cascade,
  count integer not null,
  start_ms real,
  end_ms real,
  -- null where the times are irregular
  step_ms real,
  -- a hole longer than this is a gap; null where no usual distance is known
  gap_ms real,
  gaps integer not null
) strict;
create index axis_by_source on axis (source_id);

-- In time order by sequence; sequences may have holes.
create table axis_chunk (
  axis_id integer not null references axis (id) on delete cascade,
  sequence integer not null,
  count integer not null,
  start_ms real not null,
  end_ms real not null,
  -- CRC-32 of data
  crc integer not null,
  data blob not null,
  primary key (axis_id, sequence)
) strict;

create table series (
  id integer primary key,
  source_id integer not null references source (id) on delete cascade,
  axis_id integer not null references axis (id) on delete cascade,
  -- place among the series of the axis
  position integer not null,
  name text not null,
  labels text not null,
  unit text not null,
  metric text,
  kind text not null,
  count integer not null,
  null_count integer not null,
  min real,
  max real
) strict;
create index series_by_source on series (source_id);
create index series_by_axis on series (axis_id);

-- Up to 4,096 samples of one series, on the axis chunk of the same sequence.
create table chunk (
  series_id integer not null references series (id) on delete cascade,
  sequence integer not null,
  -- samples with a value
  count integer not null,
  min real,
  max real,
  sum real not null,
  sum_of_squares real not null,
  -- CRC-32 of data
  crc integer not null,
  data blob not null,
  primary key (series_id, sequence)
) strict;
`;

export const metricsMigration: Migration = {
  version: 2,
  name: 'metrics',
  up: (db) => db.exec(sql),
};
