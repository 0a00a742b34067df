import type { Migration } from '../migration.ts';

/** The other analyses that ran for a pinned one: id, version, parameters, digest of the result. */
export const evidenceUsesMigration: Migration = {
  version: 8,
  name: 'evidence-uses',
  up: (db) => db.exec("alter table evidence add column uses text not null default '[]'"),
};
