import type { Migration } from '../migration.ts';

/** The archive or folder that a source came in, and its path inside. */
export const sourceContainerMigration: Migration = {
  version: 9,
  name: 'source-container',
  up(db) {
    db.exec('alter table source add column container_file text');
    db.exec('alter table source add column container_member text');
  },
};
