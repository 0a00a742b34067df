// Imports point one way: shared <- engine <- cli; shared <- main, preload, renderer. An importer or an analysis never
// imports a sibling. Walked here, so that a wrong arrow fails.
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface Rule {
  /** Files under this folder … */
  from: RegExp;
  /** … may import these files of the project, */
  mayImport: RegExp[];
  /** these packages, or any but Electron, */
  packages: 'any' | RegExp;
  /** and Node's own modules. */
  node: boolean;
}

/** The first rule that matches a file holds. Tests and samples may import what they like. */
const rules: Rule[] = [
  { from: /^shared\//, mayImport: [/^shared\//], packages: /^zod$/, node: false },
  {
    from: /^electron\/engine\//,
    mayImport: [/^shared\//, /^electron\/engine\//, /^package\.json$/],
    packages: 'any',
    node: true,
  },
  {
    from: /^electron\/cli\//,
    mayImport: [/^shared\//, /^electron\/(engine|cli)\//, /^package\.json$/],
    packages: 'any',
    node: true,
  },
  {
    from: /^electron\/main\//,
    mayImport: [/^shared\//, /^electron\/main\//, /^electron\/engine\/protocol\.ts$/],
    packages: /^(electron|zod)$/,
    node: true,
  },
  { from: /^electron\/preload\//, mayImport: [/^shared\//], packages: /^electron$/, node: false },
  { from: /^renderer\//, mayImport: [/^shared\//, /^renderer\//], packages: 'any', node: false },
];

/** A folder of each of these never imports from another. */
const siblings = /^electron\/engine\/(?:formats|analyses)\/[^/]+(?=\/)/;

const nodeModules = new Set(builtinModules.filter((name) => !name.startsWith('_')));

/** Every module that a source names in an import, a re-export or a dynamic import. */
function importsOf(source: string): string[] {
  const code = source.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  const patterns = [
    /(?:^|\n)\s*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/g,
    /\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]\s*\)/g,
    /\brequire\(\s*['"]([^'"]+)['"]\s*\)/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name]) => name as string));
}

/** What is wrong with one import, or null. Paths are relative to the project, with `/`. */
function wrongArrow(file: string, imported: string): string | null {
  const rule = rules.find(({ from }) => from.test(file));
  if (rule === undefined) return null;
  if (!imported.startsWith('.')) {
    const name = imported.replace(/^node:/, '');
    if (imported.startsWith('node:') || nodeModules.has(name.split('/')[0] ?? '')) {
      return rule.node ? null : `${file} imports Node’s “${imported}”`;
    }
    const isAllowed = rule.packages === 'any' ? name !== 'electron' : rule.packages.test(name);
    return isAllowed ? null : `${file} imports the package “${imported}”`;
  }
  const target = normalize(join(dirname(file), imported))
    .split(sep)
    .join('/');
  if (!rule.mayImport.some((allowed) => allowed.test(target))) return `${file} imports ${target}`;
  const own = siblings.exec(file)?.[0];
  const other = siblings.exec(target)?.[0];
  return own !== undefined && other !== undefined && own !== other
    ? `${file} imports its sibling ${target}`
    : null;
}

const isTest = (file: string): boolean => /\.test\.tsx?$|\/samples\//.test(file);

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !isTest(file));
}

describe('the project’s imports', () => {
  it('all point in the allowed directions', () => {
    const files = ['shared', 'electron', 'renderer'].flatMap(sourceFiles);
    expect(files.length).toBeGreaterThan(100);
    const wrong = files.flatMap((file) =>
      importsOf(readFileSync(join(root, file), 'utf8')).map((imported) => wrongArrow(file, imported)),
    );
    expect(wrong.filter((arrow) => arrow !== null)).toEqual([]);
  });

  it('include one from each layer to shared, so that the walk is known to see them', () => {
    for (const file of ['electron/engine/engine.ts', 'electron/main/router.ts', 'renderer/state/bridge.ts']) {
      const found = importsOf(readFileSync(join(root, file), 'utf8'));
      expect(
        found.some((imported) => imported.includes('shared/contract/index.ts')),
        file,
      ).toBe(true);
    }
  });
});

describe('the walk of imports', () => {
  it('sees static, type, side-effect, re-exporting and dynamic imports, and no comment', () => {
    const source = `
      import a from 'a';
      import { b,
        type B } from "./b.ts";
      import type { C } from '../c.ts';
      import './d.css';
      export { e } from './e.ts';
      export * from './f.ts';
      const g = await import('./g.ts');
      // import h from 'h';
      const text = "nothing from here";
    `;
    expect(importsOf(source).sort()).toEqual(
      ['a', './b.ts', '../c.ts', './d.css', './e.ts', './f.ts', './g.ts'].sort(),
    );
  });

  it.each([
    ['shared/domain/a.ts', 'node:fs'],
    ['shared/domain/a.ts', 'fs/promises'],
    ['shared/domain/a.ts', 'react'],
    ['shared/domain/a.ts', '../../electron/engine/engine.ts'],
    ['electron/engine/a.ts', 'electron'],
    ['electron/engine/a.ts', '../main/grants.ts'],
    ['electron/engine/a.ts', '../../renderer/state/bridge.ts'],
    ['electron/engine/formats/csv/index.ts', '../otlp/index.ts'],
    ['electron/engine/analyses/usl/index.ts', '../quantiles/index.ts'],
    ['electron/cli/main.ts', '../main/main.ts'],
    ['electron/cli/main.ts', 'electron'],
    ['electron/main/main.ts', '../engine/engine.ts'],
    ['electron/main/main.ts', 'better-sqlite3'],
    ['electron/preload/preload.ts', 'node:fs'],
    ['renderer/app/App.tsx', '../../electron/main/grants.ts'],
    ['renderer/app/App.tsx', 'node:path'],
    ['renderer/app/App.tsx', 'electron'],
  ])('refuses %s importing %s', (file, imported) => {
    expect(wrongArrow(file, imported)).not.toBeNull();
  });

  it.each([
    ['shared/contract/a.ts', 'zod'],
    ['electron/engine/formats/csv/index.ts', '../decode.ts'],
    ['electron/engine/formats/csv/index.ts', './parse.ts'],
    ['electron/engine/formats/csv/index.ts', '../../stats/quantiles.ts'],
    ['electron/main/router.ts', '../engine/protocol.ts'],
    ['renderer/app/App.tsx', '../../shared/domain/units.ts'],
    ['build/compile.ts', 'vite'],
  ])('allows %s importing %s', (file, imported) => {
    expect(wrongArrow(file, imported)).toBeNull();
  });
});
