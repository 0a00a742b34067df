// The registries that are written from the folders: none may lag behind what it folds.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { registryTexts } from '../build/registries.ts';
import { temporaryFolder } from './support/temporary.ts';

const root = resolve(import.meta.dirname, '..');
const texts = await registryTexts(root);

describe.each([...texts])('%s', (file, text) => {
  it('is what its folder gives; otherwise run `npm run registries`', () => {
    expect(
      readFileSync(join(root, file), 'utf8'),
      `Run \`npm run registries\`: ${file} is not up to date.`,
    ).toBe(text);
  });
});

describe('writing the registries', () => {
  let project: string;
  beforeEach(() => {
    project = temporaryFolder();
    cpSync(join(root, '.oxfmtrc.json'), join(project, '.oxfmtrc.json'));
  });

  const put = (path: string, text: string): void => {
    mkdirSync(join(project, path, '..'), { recursive: true });
    writeFileSync(join(project, path), text);
  };

  it('takes what exports the word of the registry, by name, and passes over what stands beside it', async () => {
    put('electron/engine/formats/two-shapes/index.ts', 'export const formats = [];\n');
    put('electron/engine/formats/one/index.ts', 'export const format = {};\n');
    put('electron/engine/formats/kit/index.ts', 'export const formatted = {};\n');
    put('electron/engine/formats/format.ts', 'export const format = {};\n');
    const text = (await registryTexts(project)).get('electron/engine/formats/registry.ts');
    expect(text).toContain("import { format as oneFormat } from './one/index.ts';");
    expect(text).toContain("import { formats as twoShapesFormats } from './two-shapes/index.ts';");
    expect(text).toContain('[oneFormat, ...twoShapesFormats]');
    expect(text).not.toContain('kit');
  });

  it('names what a folder holds by the id of the folder', async () => {
    put('electron/engine/analyses/top-functions/index.ts', 'export const analysis = {};\n');
    const text = (await registryTexts(project)).get('electron/engine/analyses/registry.ts');
    expect(text).toContain("'top-functions': topFunctionsAnalysis");
  });
});
