import type { Migration } from '../../db/migration.ts';

const sql = `
-- Services, operations and status messages of one source, each stored once.
create table trace_text (
  source_id integer not null references source (id) on delete cascade,
  id integer not null,
  value text not null,
  primary key (source_id, id)
) strict, without rowid;

-- Attribute and resource sets of one source as JSON, each stored once.
create table trace_attributes (
  source_id integer not null references source (id) on delete cascade,
  id integer not null,
  value text not null,
  primary key (source_id, id)
) strict, without rowid;

-- The part of a trace that one source holds; parts with the same hex id are read together. Values of trace_text and
-- trace_attributes may be stored again under another id: the importer's memory of them is bounded.
create table trace (
  id integer primary key,
  source_id integer not null references source (id) on delete cascade,
  trace_id text not null,
  start_ns integer not null,
  end_ns integer not null,
  span_count integer not null,
  error_count integer not null,
  service_count integer not null,
  root_service integer not null,
  root_operation integer not null,
  -- 1 when the part's root has a parent that this source does not hold
  root_is_orphan integer not null
) strict;
create index trace_by_hex on trace (trace_id);
create index trace_by_source on trace (source_id);

create table span (
  id integer primary key,
  source_id integer not null references source (id) on delete cascade,
  trace integer not null references trace (id) on delete cascade,
  span_id text not null,
  parent_span_id text,
  service integer not null,
  operation integer not null,
  kind integer not null,
  status integer not null,
  status_message integer not null,
  start_ns integer not null,
  duration_ns integer not null,
  -- both within this source; for a trace that several sources hold they are computed when it is read
  self_time_ns integer not null,
  critical_ns integer not null,
  attributes integer not null,
  resource integer not null
) strict;
create index span_by_trace on span (trace);
-- with the trace, so that finding the traces of an operation reads the index alone
create index span_by_operation on span (source_id, service, operation, trace);
`;

export const tracesMigration: Migration = {
  version: 3,
  name: 'traces',
  up: (db) => db.exec(sql),
};

const events = `
-- What happened within a span, in the order of the file. Text and attributes as in span.
create table span_event (
  span integer not null references span (id) on delete cascade,
  position integer not null,
  source_id integer not null references source (id) on delete cascade,
  time_ns integer not null,
  name integer not null,
  attributes integer not null,
  primary key (span, position)
) strict, without rowid;
create index span_event_by_source on span_event (source_id);

-- Spans of this or another trace that a span came from or belongs with.
create table span_link (
  span integer not null references span (id) on delete cascade,
  position integer not null,
  source_id integer not null references source (id) on delete cascade,
  trace_id text not null,
  span_id text not null,
  attributes integer not null,
  primary key (span, position)
) strict, without rowid;
create index span_link_by_source on span_link (source_id);
`;

export const spanEventsMigration: Migration = {
  version: 7,
  name: 'span-events',
  up: (db) => db.exec(events),
};
