import type { Migration } from '../../../../electron/engine/db/migration.ts';
import { schema } from '../../../../electron/engine/schema.ts';

const sql = `
create table note (
  id integer primary key,
  source_id integer not null references source (id) on delete cascade,
  time_ms real not null,
  text text not null
) strict;
create index note_by_source on note (source_id);
`;

export const notesMigration: Migration = {
  // A real migration writes the number itself, one more than the last in docs/formats-history.md.
  version: schema.version + 1,
  name: 'notes',
  up: (db) => db.exec(sql),
};
