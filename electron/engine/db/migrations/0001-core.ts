import type { Migration } from '../migration.ts';

const sql = `
create table audit (
  key text primary key,
  value text not null
) strict, without rowid;

create table source (
  id integer primary key,
  file text not null,
  bytes integer not null,
  sha256 text not null,
  kind text not null,
  format text not null,
  importer_version integer not null,
  confidence real not null,
  options text not null,
  row_count integer not null,
  rejected text not null,
  rejected_count integer not null,
  warnings text not null,
  duration_ms real not null,
  imported_at text not null,
  -- 'removed' sets a source aside, so that undo can bring it back
  state text not null check (state in ('live', 'removed'))
) strict;
create index source_by_hash on source (sha256);

-- The raw bytes of each source: one zstd stream, cut into rows.
create table source_raw (
  source_id integer not null references source (id) on delete cascade,
  sequence integer not null,
  bytes blob not null,
  primary key (source_id, sequence)
) strict;

create table journal (
  sequence integer primary key,
  at text not null,
  action text not null,
  summary text not null,
  detail text not null,
  previous_hash text not null,
  hash text not null
) strict;
create trigger journal_is_append_only_update before update on journal
begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_is_append_only_delete before delete on journal
begin select raise(abort, 'the journal is append-only'); end;
`;

export const coreMigration: Migration = {
  version: 1,
  name: 'core',
  up: (db) => db.exec(sql),
};
