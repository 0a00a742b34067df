import type { Migration } from '../migration.ts';

const sql = `
-- What the auditor wrote down: one typed value a field, keyed phase.step.field.
create table field_value (
  field text primary key,
  value text not null,
  updated_at text not null
) strict, without rowid;

create table time_spent (
  phase integer primary key,
  minutes real not null
) strict;

-- A frozen window. Rows are never changed: what a report compares with must not move.
create table baseline (
  id integer primary key autoincrement,
  name text not null unique,
  from_ms real not null,
  to_ms real not null,
  note text not null,
  series text not null,
  inputs text not null,
  digest text not null,
  frozen_at text not null
) strict;
create trigger baseline_is_frozen_update before update on baseline
begin select raise(abort, 'a baseline is frozen'); end;
create trigger baseline_is_frozen_delete before delete on baseline
begin select raise(abort, 'a baseline is frozen'); end;

-- Guard rails the auditor went on against, with the reason.
create table guard_rail_override (
  id integer primary key autoincrement,
  code text not null,
  reason text not null,
  at text not null
) strict;

-- Ids of claims and evidence stand in reports, so they are never used twice.
create table evidence (
  id integer primary key autoincrement,
  title text not null,
  analysis text not null,
  analysis_version integer not null,
  parameters text not null,
  inputs text not null,
  result text not null,
  result_digest text not null,
  created_at text not null
) strict;

create table claim (
  id integer primary key autoincrement,
  kind text not null,
  title text not null,
  detail text not null,
  severity text not null,
  status text not null,
  impact text,
  effort text,
  risk text,
  constraint_type text,
  created_at text not null,
  updated_at text not null
) strict;

create table claim_evidence (
  claim_id integer not null references claim (id) on delete cascade,
  evidence_id integer not null references evidence (id),
  position integer not null,
  primary key (claim_id, evidence_id)
) strict, without rowid;
`;

export const methodMigration: Migration = {
  version: 5,
  name: 'method',
  up: (db) => db.exec(sql),
};
