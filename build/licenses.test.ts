import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { licenseText, packageFolderOf } from './licenses.ts';
import { temporaryFolder } from '../test/support/temporary.ts';

describe('the package of a module', () => {
  it.each([
    ['/p/node_modules/zod/v4/index.js', '/p/node_modules/zod'],
    ['/p/node_modules/@tanstack/react-table/build/a.js', '/p/node_modules/@tanstack/react-table'],
    ['/p/node_modules/a/node_modules/b/index.js', '/p/node_modules/a/node_modules/b'],
    ['\0/p/node_modules/react/index.js?commonjs-module', '/p/node_modules/react'],
    ['C:\\p\\node_modules\\zod\\index.js', 'C:/p/node_modules/zod'],
  ])('of %j is %s', (moduleId, folder) => {
    expect(packageFolderOf(moduleId)).toBe(folder);
  });

  it.each(['/p/shared/domain/units.ts', '\0rolldown/runtime.js'])('of %j is none', (moduleId) => {
    expect(packageFolderOf(moduleId)).toBeNull();
  });
});

describe('the text of licences', () => {
  let modules = '';
  const add = (name: string, files: Record<string, string>): string => {
    const folder = join(modules, name);
    mkdirSync(folder, { recursive: true });
    const manifest = JSON.stringify({ name, version: '1.2.3', license: 'MIT' });
    for (const [file, text] of Object.entries({ 'package.json': manifest, ...files })) {
      writeFileSync(join(folder, file), text);
    }
    return folder;
  };
  beforeEach(() => {
    modules = temporaryFolder();
  });

  it('names each package in order, with its licence files', () => {
    const folders = [
      add('b', { LICENSE: 'Text of b', NOTICE: 'Notice of b' }),
      add('a', { 'license.md': 'Text of a' }),
    ];
    const text = licenseText(folders);
    expect(text).toContain('a 1.2.3 (MIT)\n=============\n\nText of a\n');
    expect(text).toContain('Text of b\n\nNotice of b\n');
    expect(text.indexOf('Text of a')).toBeLessThan(text.indexOf('Text of b'));
  });

  it('takes in a folder of licences, and no source that is merely called so', () => {
    const folder = add('a', { LICENSE: 'Text of a' });
    for (const [name, text] of [
      ['licenses', 'Text within'],
      ['src', 'code'],
    ] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'LICENSE-d3'), text);
    }
    const text = licenseText([folder]);
    expect(text).toContain('Text of a\n\nText within\n');
    expect(text).not.toContain('code');
  });

  it('says so where a package has no licence text', () => {
    expect(licenseText([add('a', {})])).toContain('comes without a licence text');
  });
});
