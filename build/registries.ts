// `npm run registries`: writes the registries whose order carries no meaning from the folders beside them, so that a
// new kind, format, analysis or command is its own files and no line elsewhere. Where order is meaning (the sections
// and forms of the report, the screens of the rail) the list is written by hand.
// A member is a file at a registry's place that exports its word; what it is called follows from its file or folder.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { format } from 'oxfmt';

interface Member {
  /** The folder of a `kind.ts` or `index.ts`, the file's name without its ending otherwise. */
  id: string;
  /** Id and word as one name in code, such as `topFunctionsAnalysis`. */
  name: string;
  /** Relative to the registry. */
  path: string;
  /** What of the registry's words it exports. */
  exported: string;
}

interface Registry {
  file: string;
  /** Where its members stand, as a glob. */
  members: string;
  /** A member exports one of these. */
  words: readonly string[];
  /** What it needs beside its members. */
  types: readonly string[];
  /** What it exports. */
  fold(members: readonly Member[]): string;
}

const names = (members: readonly Member[]): string => members.map(({ name }) => name).join(', ');
/** Members that are one, or a list under the plural word. */
const spread = (members: readonly Member[], plural: string): string =>
  members.map(({ name, exported }) => (exported === plural ? `...${name}` : name)).join(', ');
const byId = (members: readonly Member[]): string =>
  members.map(({ id, name }) => `'${id}': ${name}`).join(', ');

const registries: readonly Registry[] = [
  {
    file: 'shared/contract/kind-registry.ts',
    members: 'shared/contract/*.ts',
    words: ['kind'],
    types: [],
    fold: (members) => `export const allKinds = [${names(members)}] as const;`,
  },
  {
    file: 'shared/analyses/registry.ts',
    members: 'shared/analyses/*.ts',
    words: ['declaration'],
    types: [],
    fold: (members) => `export const declarations = [${names(members)}] as const;`,
  },
  {
    file: 'electron/engine/kinds/registry.ts',
    members: 'electron/engine/kinds/*/kind.ts',
    words: ['kind'],
    types: ["import type { EvidenceKind } from '../../../shared/contract/kinds.ts';"],
    fold: (members) =>
      `export const kinds = {${byId(members)}} satisfies { [K in EvidenceKind]: { id: K } };`,
  },
  {
    file: 'electron/engine/formats/registry.ts',
    members: 'electron/engine/formats/*/index.ts',
    words: ['format', 'formats'],
    types: ["import type { Format } from './format.ts';"],
    fold: (members) => `export const formats: readonly Format[] = [${spread(members, 'formats')}];`,
  },
  {
    file: 'electron/engine/analyses/registry.ts',
    members: 'electron/engine/analyses/*/index.ts',
    words: ['analysis'],
    types: [
      "import type { AnalysisId, Declared } from '../../../shared/analyses/index.ts';",
      "import type { Analysis } from './analysis.ts';",
    ],
    fold: (members) =>
      `export const analyses: { readonly [Id in AnalysisId]: Analysis<Declared<Id>> } = {${byId(members)}};`,
  },
  {
    file: 'electron/cli/commands/registry.ts',
    members: 'electron/cli/commands/*.ts',
    words: ['commands'],
    types: ["import type { CliCommand } from '../command.ts';"],
    fold: (members) => `export const commands: readonly CliCommand[] = [${spread(members, 'commands')}];`,
  },
];

const posix = (path: string): string => path.split(sep).join('/');

function membersOf(root: string, { file, members, words }: Registry): Member[] {
  return globSync(members, { cwd: root })
    .map(posix)
    .filter((path) => path !== file && !path.endsWith('.test.ts'))
    .flatMap((path): Member[] => {
      const source = readFileSync(join(root, path), 'utf8');
      const exported = words.find((word) => new RegExp(`^export const ${word}\\b`, 'mu').test(source));
      if (exported === undefined) return [];
      const own = basename(path, '.ts');
      const id = own === 'index' || own === 'kind' ? basename(dirname(path)) : own;
      const name = `${id}-${exported}`.replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
      return [{ id, name, path: `./${posix(relative(dirname(file), path))}`, exported }];
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Every registry as the folders of the project at `root` give it, by its path. */
export async function registryTexts(root: string): Promise<Map<string, string>> {
  const style = JSON.parse(readFileSync(join(root, '.oxfmtrc.json'), 'utf8'));
  const texts = new Map<string, string>();
  for (const registry of registries) {
    const members = membersOf(root, registry);
    const text = [
      '// Written by `npm run registries` from the files beside it.',
      ...registry.types,
      ...members.map(({ name, path, exported }) => `import { ${exported} as ${name} } from '${path}';`),
      '',
      registry.fold(members),
    ].join('\n');
    const { code, errors } = await format(registry.file, text, style);
    if (errors.length > 0)
      throw new Error(`${registry.file}: ${errors.map(({ message }) => message).join('; ')}`);
    texts.set(registry.file, code);
  }
  return texts;
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..');
  for (const [file, text] of await registryTexts(root)) writeFileSync(join(root, file), text);
}
