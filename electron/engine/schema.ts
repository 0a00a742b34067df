// The file format as a whole: the audit's own tables and those of every kind of evidence.
import { foldSchema } from './db/migration.ts';
import { coreMigration } from './db/migrations/0001-core.ts';
import { methodMigration } from './db/migrations/0005-method.ts';
import { sourceKindsMigration } from './db/migrations/0006-source-kinds.ts';
import { evidenceUsesMigration } from './db/migrations/0008-evidence-uses.ts';
import { sourceContainerMigration } from './db/migrations/0009-source-container.ts';
import { checksumsMigration } from './db/migrations/0012-checksums.ts';
import { kinds } from './kinds/registry.ts';

/** The tables of a source itself, which every import fills. */
export const sourceTables = ['source', 'source_raw', 'checksum'] as const;

const everyKind = Object.values(kinds);

export const schema = foldSchema(
  [
    coreMigration,
    methodMigration,
    sourceKindsMigration,
    evidenceUsesMigration,
    sourceContainerMigration,
    checksumsMigration,
    ...everyKind.flatMap(({ migrations }) => migrations),
  ],
  [...sourceTables, ...everyKind.flatMap(({ tables }) => tables)],
);
