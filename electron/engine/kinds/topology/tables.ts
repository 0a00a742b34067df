import type { Migration } from '../../db/migration.ts';

const sql = `
-- One graph of a source, and how its file was read.
create table topology (
  source_id integer primary key references source (id) on delete cascade,
  -- edges or matrix
  layout text not null,
  -- which end of the file's edges calls: first-calls-second or second-calls-first
  direction text not null
) strict;

-- Whatever the file names, also what neither calls nor is called.
create table topology_name (
  source_id integer not null references source (id) on delete cascade,
  id integer not null,
  name text not null,
  primary key (source_id, id)
) strict, without rowid;

-- Caller and callee as ids of topology_name.
create table topology_call (
  source_id integer not null references source (id) on delete cascade,
  caller integer not null,
  callee integer not null,
  -- sync or async; null where the file does not say it
  kind text,
  -- null where the file does not count
  calls integer,
  primary key (source_id, caller, callee)
) strict, without rowid;
`;

export const topologyMigration: Migration = {
  version: 11,
  name: 'topology',
  up: (db) => db.exec(sql),
};
