// docs/formats-history.md against the code: a version that nobody explained is found here.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnalysisDeclaration } from '../../shared/analyses/declare.ts';
import { declarations } from '../../shared/analyses/index.ts';
import { documents } from '../../electron/engine/bundle/documents/registry.ts';
import { bundleFormat, bundleFormats, requiredMembers } from '../../electron/engine/bundle/manifest.ts';
import { connectToMemory } from '../../electron/engine/db/database.ts';
import { reportFormat } from '../../electron/engine/report/blocks.ts';
import { formats } from '../../electron/engine/formats/registry.ts';
import { reportVersion } from '../../electron/engine/report/version.ts';
import { schema } from '../../electron/engine/schema.ts';

const history = readFileSync(resolve(import.meta.dirname, '../../docs/formats-history.md'), 'utf8');

/** The first two cells of each row of the table under a heading. */
function rowsUnder(heading: string): string[] {
  const section = history.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim().replaceAll('`', ''))
        .join(' '),
    );
}

const upTo = (version: number): number[] => Array.from({ length: version }, (_, index) => index + 1);

describe('the history of the formats', () => {
  it('tells of every format of the audit file, in order', () => {
    expect(rowsUnder('The audit file')).toEqual(
      schema.migrations.map(({ version, name }) => `${version} ${name}`),
    );
  });

  it('tells of every format of the bundle, and each says what it requires', () => {
    expect(rowsUnder('The bundle').map((row) => row.split(' ')[0])).toEqual([...bundleFormats]);
    expect(Object.keys(requiredMembers)).toEqual([...bundleFormats]);
    expect(bundleFormats.at(-1)).toBe(bundleFormat);
  });

  it('tells of every form of the report as data, the last of which this build writes', () => {
    expect(rowsUnder('The report as data').at(-1)?.split(' ')[0]).toBe(reportFormat);
  });

  it('tells of every version of every data document, and each has its way up', () => {
    expect(rowsUnder('The data documents').sort()).toEqual(
      documents.flatMap(({ name, version }) => upTo(version).map((number) => `${name} ${number}`)).sort(),
    );
    for (const { name, version, upgrades } of documents) {
      expect(Object.keys(upgrades).map(Number), name).toEqual(upTo(version - 1));
    }
  });

  it('tells of every version of the report', () => {
    expect(rowsUnder('The report').map((row) => row.split(' ')[0])).toEqual(upTo(reportVersion).map(String));
  });

  it('tells of every version of every format and analysis', () => {
    expect(rowsUnder('Importers').sort()).toEqual(
      formats.flatMap(({ id, version }) => upTo(version).map((number) => `${id} ${number}`)).sort(),
    );
    expect(rowsUnder('Analyses').sort()).toEqual(
      declarations.flatMap(({ id, version }) => upTo(version).map((number) => `${id} ${number}`)).sort(),
    );
  });

  it('leaves no bundle whole for a version that was never released', () => {
    const versioned: readonly Pick<AnalysisDeclaration, 'id' | 'version' | 'earlierVersions'>[] = [
      ...formats,
      ...declarations,
    ];
    for (const { id, version, earlierVersions = [] } of versioned) {
      for (const earlier of earlierVersions) expect(upTo(version - 1), id).toContain(earlier);
    }
  });
});

describe('the schema of each format', () => {
  /** SHA-256, first 16 hex digits, of what `sqlite_schema` holds after the migrations up to each format. */
  const released = [
    '8b4482b66a4589d4',
    '00aab64953d77fa2',
    '4b288001eaab0643',
    '6c36b5c8a64eb07a',
    'ef3df01b41d3eca6',
    '1359826d52d9f6d7',
    '7eb09c36f4f40063',
    'd79802b3c1d48493',
    '6433bfebfd5c671f',
    'c841e249fab870bd',
    'b5f85acdd270bb97',
    'e924a2391b72c946',
  ];

  it('is what it was when it was released: files of that format are held to it', () => {
    const db = connectToMemory();
    const digests = schema.migrations.map(({ up }) => {
      up(db);
      const objects = db
        .prepare('select type, name, tbl_name, sql from sqlite_schema order by type, name')
        .all();
      return createHash('sha256').update(JSON.stringify(objects)).digest('hex').slice(0, 16);
    });
    db.close();
    expect(digests).toEqual(released);
  });
});
