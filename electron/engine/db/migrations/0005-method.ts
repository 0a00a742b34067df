import type { Migration } from '../migrate.ts';

export const methodMigration: Migration = {
  name: 'method',
  sql: `
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

create table evidence (
  id integer primary key,
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
  id integer primary key,
  kind text not null,
  title text not null,
  detail text not null,
  severity text not null,
  status text not null,
  impact text,
  effort text,
  risk text,
  created_at text not null,
  updated_at text not null
) strict;

create table claim_evidence (
  claim_id integer not null references claim (id) on delete cascade,
  evidence_id integer not null references evidence (id),
  position integer not null,
  primary key (claim_id, evidence_id)
) strict, without rowid;
`,
};
