// The house: which floor a file stands on, and which way its imports may point. Walked here, so that a wrong arrow or a
// ring of imports fails, also one of types alone.
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface Process {
  /** Files under this folder … */
  from: RegExp;
  /** … may import these files of the project, */
  mayImport: RegExp[];
  /** these packages, or any but Electron, */
  packages: 'any' | RegExp;
  /** and Node's own modules. */
  node: boolean;
}

/** The first that matches a file holds. Tests, their fixtures and samples may import what they like. */
const processes: Process[] = [
  { from: /^shared\//, mayImport: [/^shared\//], packages: /^zod$/, node: false },
  // A format takes bytes and gives batches: it knows neither the audit nor how files come in.
  {
    from: /^electron\/engine\/formats\//,
    mayImport: [/^shared\//, /^electron\/engine\/(formats|reading|kinds)\//],
    packages: 'any',
    node: true,
  },
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
    // Of the processes it starts, only what it says to them.
    mayImport: [
      /^shared\//,
      /^electron\/main\//,
      /^electron\/engine\/protocol\.ts$/,
      /^electron\/cli\/command-thread\.ts$/,
    ],
    packages: /^(electron|zod)$/,
    node: true,
  },
  { from: /^electron\/preload\//, mayImport: [/^shared\//], packages: /^electron$/, node: false },
  { from: /^renderer\//, mayImport: [/^shared\//, /^renderer\//], packages: 'any', node: false },
];

/** Lowest first: a file imports its own floor and those below. Each file of these trees stands on exactly one. */
const houses: RegExp[][] = [
  [/^shared\/domain\//, /^shared\/analyses\//, /^shared\/playbook\//, /^shared\/contract\//],
  [
    /^electron\/engine\/(?:version|protocol|inflate)\.ts$/,
    /^electron\/engine\/db\//,
    /^electron\/engine\/stats\//,
    /^electron\/engine\/(?:jobs\/.*|session\.ts|handler\.ts)$/,
    /^electron\/engine\/kinds\//,
    /^electron\/engine\/(?:schema|audits)\.ts$/,
    /^electron\/engine\/integrity\//,
    /^electron\/engine\/reading\//,
    /^electron\/engine\/formats\//,
    /^electron\/engine\/intake\//,
    /^electron\/engine\/analyses\//,
    /^electron\/engine\/evidence\//,
    /^electron\/engine\/method\//,
    /^electron\/engine\/report\//,
    /^electron\/engine\/bundle\//,
    /^electron\/engine\/methods\//,
    /^electron\/engine\/(?:handlers|engine|host)\.ts$/,
  ],
  [
    /^renderer\/(?:state\/.*|css\.d\.ts)$/,
    /^renderer\/ui\//,
    /^renderer\/evidence\//,
    /^renderer\/features\//,
    /^renderer\/app\//,
  ],
];

/** A folder or file of each of these never imports from another beside it. */
const siblings = [
  /^electron\/engine\/kinds\/[^/]+(?=\/)/,
  /^electron\/engine\/formats\/[^/]+(?=\/)/,
  /^electron\/engine\/analyses\/[^/]+(?=\/)/,
  /^renderer\/features\/[^/]+(?=\/)/,
  /^shared\/analyses\/(?!(?:declare|index|registry|wording)\.ts)[^/]+\.ts/,
];

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

const targetOf = (file: string, imported: string): string =>
  normalize(join(dirname(file), imported))
    .split(sep)
    .join('/');

/** What is wrong with one import, or null. Paths are relative to the project, with `/`. */
function wrongArrow(file: string, imported: string): string | null {
  const own = processes.find(({ from }) => from.test(file));
  if (own === undefined) return null;
  if (!imported.startsWith('.')) {
    const name = imported.replace(/^node:/, '');
    if (imported.startsWith('node:') || nodeModules.has(name.split('/')[0] ?? '')) {
      return own.node ? null : `${file} imports Node’s “${imported}”`;
    }
    const isAllowed = own.packages === 'any' ? name !== 'electron' : own.packages.test(name);
    return isAllowed ? null : `${file} imports the package “${imported}”`;
  }
  const target = targetOf(file, imported);
  if (isTest(target)) return `${file} imports ${target}, which is of tests`;
  if (!own.mayImport.some((allowed) => allowed.test(target))) return `${file} imports ${target}`;
  for (const floors of houses) {
    const [from, to] = [file, target].map((path) => floors.findIndex((floor) => floor.test(path)));
    if (from === undefined || to === undefined || from === -1 || to === -1) continue;
    if (to > from) return `${file} imports ${target}, which stands above it`;
  }
  for (const sibling of siblings) {
    const [mine, other] = [sibling.exec(file)?.[0], sibling.exec(target)?.[0]];
    if (mine !== undefined && other !== undefined && mine !== other) {
      return `${file} imports its sibling ${target}`;
    }
  }
  return null;
}

/** The groups of files that lead to each other (Tarjan's strongly connected components of more than one). */
function ringsIn(arrows: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const rings: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    lowest.set(file, index.get(file) as number);
    stack.push(file);
    for (const target of arrows.get(file) ?? []) {
      if (!arrows.has(target)) continue;
      if (!index.has(target)) visit(target);
      else if (!stack.includes(target)) continue;
      lowest.set(file, Math.min(lowest.get(file) as number, lowest.get(target) as number));
    }
    if (lowest.get(file) !== index.get(file)) return;
    const ring = stack.splice(stack.indexOf(file));
    if (ring.length > 1) rings.push(ring.sort());
  };
  for (const file of arrows.keys()) if (!index.has(file)) visit(file);
  return rings;
}

const isTest = (file: string): boolean => /\.(?:test|fixture)\.tsx?$|\/samples\//.test(file);

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !isTest(file));
}

const sources = new Map(
  ['shared', 'electron', 'renderer']
    .flatMap(sourceFiles)
    .map((file) => [file, importsOf(readFileSync(join(root, file), 'utf8'))]),
);
const arrowsOf = (files: ReadonlyMap<string, readonly string[]>): Map<string, string[]> =>
  new Map(
    [...files].map(([file, imported]) => [
      file,
      imported.filter((name) => name.startsWith('.')).map((name) => targetOf(file, name)),
    ]),
  );

describe('the project’s imports', () => {
  it('all point in the allowed directions', () => {
    expect(sources.size).toBeGreaterThan(100);
    const wrong = [...sources].flatMap(([file, imported]) => imported.map((name) => wrongArrow(file, name)));
    expect(wrong.filter((arrow) => arrow !== null)).toEqual([]);
  });

  it('make no ring', () => {
    expect(ringsIn(arrowsOf(sources))).toEqual([]);
  });

  it('lead from files that each stand on one floor', () => {
    const houseless = [...sources.keys()].filter(
      (file) =>
        /^(?:shared|electron\/engine|renderer)\//.test(file) &&
        houses.flat().filter((floor) => floor.test(file)).length !== 1,
    );
    expect(houseless).toEqual([]);
  });

  it('include one from each layer to shared, so that the walk is known to see them', () => {
    for (const file of ['electron/engine/engine.ts', 'electron/main/router.ts', 'renderer/state/bridge.ts']) {
      expect(
        sources.get(file)?.some((imported) => imported.includes('shared/contract/index.ts')),
        file,
      ).toBe(true);
    }
  });
});

describe('the files of an audit', () => {
  it('are opened in one place, but for its lock and for what an import throws away', () => {
    const openers = [...sources.keys()].filter((file) =>
      /^import (?!type\b).*'better-sqlite3'/m.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(openers.toSorted()).toEqual(
      ['database', 'lock-file', 'staging'].map((name) => `electron/engine/db/${name}.ts`),
    );
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

  it('finds a ring that is seeded among the real files, and the files in it', () => {
    const seeded = new Map(sources);
    seeded.set('shared/domain/units.ts', ['./seeded.ts']);
    seeded.set('shared/domain/seeded.ts', ['./format.ts']);
    expect(ringsIn(arrowsOf(seeded))).toEqual([
      ['shared/domain/format.ts', 'shared/domain/seeded.ts', 'shared/domain/units.ts'],
    ]);
  });

  it.each([
    ['shared/domain/a.ts', 'node:fs'],
    ['shared/domain/a.ts', 'fs/promises'],
    ['shared/domain/a.ts', 'react'],
    ['shared/domain/a.ts', '../../electron/engine/engine.ts'],
    ['shared/domain/a.ts', '../playbook/playbook.ts'],
    ['shared/analyses/a.ts', '../contract/traces.ts'],
    ['shared/playbook/a.ts', '../contract/findings.ts'],
    ['electron/engine/a.ts', 'electron'],
    ['electron/engine/a.ts', '../main/grants.ts'],
    ['electron/engine/a.ts', '../../renderer/state/bridge.ts'],
    ['electron/engine/db/a.ts', '../kinds/registry.ts'],
    ['electron/engine/stats/a.ts', '../analyses/registry.ts'],
    ['electron/engine/kinds/metrics/a.ts', '../../formats/format.ts'],
    ['electron/engine/kinds/metrics/a.ts', '../traces/store.ts'],
    ['electron/engine/reading/a.ts', '../formats/format.ts'],
    ['electron/engine/formats/csv/index.ts', '../otlp/index.ts'],
    ['electron/engine/formats/csv/index.ts', '../../intake/detect.ts'],
    ['electron/engine/formats/csv/index.ts', '../../db/database.ts'],
    ['electron/engine/formats/csv/index.ts', '../../stats/moments.ts'],
    ['electron/engine/formats/format.ts', '../session.ts'],
    ['electron/engine/analyses/usl/index.ts', '../quantiles/index.ts'],
    ['electron/engine/analyses/usl/index.ts', '../../evidence/pin.ts'],
    ['electron/engine/report/a.ts', '../bundle/manifest.ts'],
    ['electron/engine/report/a.ts', './audit.fixture.ts'],
    ['electron/engine/evidence/claims.ts', '../method/fields.ts'],
    ['shared/analyses/usl.ts', './quantiles.ts'],
    ['electron/cli/main.ts', '../main/main.ts'],
    ['electron/cli/main.ts', 'electron'],
    ['electron/main/main.ts', '../engine/engine.ts'],
    ['electron/main/main.ts', 'better-sqlite3'],
    ['electron/preload/preload.ts', 'node:fs'],
    ['renderer/app/App.tsx', '../../electron/main/grants.ts'],
    ['renderer/app/App.tsx', 'node:path'],
    ['renderer/app/App.tsx', 'electron'],
    ['renderer/features/traces/TraceScreen.tsx', '../metrics/points.ts'],
    ['renderer/features/traces/feature.tsx', '../metrics/metrics.css'],
    ['renderer/features/traces/waterfall/Waterfall.tsx', '../../profiles/colors.ts'],
    ['renderer/features/traces/feature.tsx', '../../app/commands.ts'],
    ['renderer/features/feature.ts', '../app/features.ts'],
    ['renderer/evidence/PinButton.tsx', '../features/findings/words.ts'],
    ['renderer/ui/Button.tsx', '../evidence/index.ts'],
    ['renderer/state/router.ts', '../ui/index.ts'],
  ])('refuses %s importing %s', (file, imported) => {
    expect(wrongArrow(file, imported)).not.toBeNull();
  });

  it.each([
    ['shared/contract/a.ts', 'zod'],
    ['shared/contract/a.ts', '../analyses/index.ts'],
    ['shared/analyses/usl.ts', './wording.ts'],
    ['shared/analyses/registry.ts', './usl.ts'],
    ['electron/engine/kinds/registry.ts', './metrics/kind.ts'],
    ['electron/engine/kinds/metrics/kind.ts', '../kind.ts'],
    ['electron/engine/formats/csv/index.ts', '../format.ts'],
    ['electron/engine/formats/csv/index.ts', './parse.ts'],
    ['electron/engine/formats/csv/index.ts', '../../reading/row.ts'],
    ['electron/engine/formats/csv/index.ts', '../../kinds/metrics/batch.ts'],
    ['electron/engine/analyses/usl/index.ts', '../../kinds/metrics/series.ts'],
    ['electron/engine/formats/csv/index.ts', '../../../../shared/contract/profiles.ts'],
    ['electron/main/router.ts', '../engine/protocol.ts'],
    ['renderer/features/traces/feature.tsx', '../feature.ts'],
    ['renderer/features/traces/feature.tsx', './waterfall/Waterfall.tsx'],
    ['renderer/features/traces/waterfall/Waterfall.tsx', '../address.ts'],
    ['renderer/features/traces/feature.tsx', '../../evidence/index.ts'],
    ['renderer/app/features.ts', '../features/traces/feature.tsx'],
    ['renderer/app/App.tsx', '../../shared/domain/units.ts'],
    ['build/compile.ts', 'vite'],
  ])('allows %s importing %s', (file, imported) => {
    expect(wrongArrow(file, imported)).toBeNull();
  });
});
