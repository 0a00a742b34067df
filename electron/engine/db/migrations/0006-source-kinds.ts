import type { Migration } from '../migration.ts';

/** A file may hold several kinds of evidence: which ones, in the order in which they first came. */
export const sourceKindsMigration: Migration = {
  version: 6,
  name: 'source-kinds',
  up(db) {
    db.exec("alter table source add column kinds text not null default '[]'");
    db.exec('update source set kinds = json_array(kind)');
  },
};
