import type { Migration } from '../migration.ts';

const sql = `
-- 32 bits that sum up what is stored: one row for each row of a small table, by its key, and one for all rows that a
-- source has in a table of evidence, by the id of the source.
create table checksum (
  table_name text not null,
  key text not null,
  row_count integer not null,
  sum integer not null,
  primary key (table_name, key)
) strict, without rowid;
`;

/** Filled where a file is migrated in place (see checksums.ts); a copy that is only read has none. */
export const checksumsMigration: Migration = {
  version: 12,
  name: 'checksums',
  up: (db) => db.exec(sql),
};
