import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary.ts';
import { chooseTests } from './chosen-tests.mjs';

let root: string;
beforeEach(() => {
  root = temporaryFolder();
  const files = [
    'shared/units.ts',
    'shared/units.test.ts',
    'shared/deep/zone.test.tsx',
    'shared/node_modules/zod/zod.test.ts',
    'renderer/page.ts',
    'test/e2e/frame.spec.ts',
    'test/both/a.test.ts',
    'test/both/b.spec.ts',
  ];
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
});

describe('the tests of a folder', () => {
  it('are those of every folder in it, but for packages', () => {
    expect(chooseTests(root, ['shared/'])).toEqual({
      unit: ['shared/deep/zone.test.tsx', 'shared/units.test.ts'],
      app: [],
    });
  });

  it('go to the runner that their names tell', () => {
    expect(chooseTests(root, ['test/both'])).toEqual({
      unit: ['test/both/a.test.ts'],
      app: ['test/both/b.spec.ts'],
    });
  });

  it('may be one file, or several folders that lie in each other, and each runs once', () => {
    expect(chooseTests(root, ['test/e2e/frame.spec.ts']).app).toEqual(['test/e2e/frame.spec.ts']);
    expect(chooseTests(root, ['shared/deep', join(root, 'shared')]).unit).toHaveLength(2);
  });

  it('may be all there are', () => {
    const { unit, app } = chooseTests(root, ['.']);
    expect([unit.length, app.length]).toEqual([3, 2]);
  });

  it.each([
    ['a folder that does not exist', 'shared/missing', 'There is no file or folder shared/missing.'],
    ['a folder without a test', 'renderer', 'renderer holds no test.'],
    ['a file that is no test', 'shared/units.ts', 'shared/units.ts holds no test.'],
    ['a folder elsewhere', '../elsewhere', '../elsewhere is not inside the project.'],
    ['an option', '--watch', 'The option --watch is not known.'],
  ])('are refused with status 2 for %s', (_what, name, message) => {
    expect(() => chooseTests(root, ['shared', name])).toThrow(
      expect.objectContaining({ message, status: 2 }),
    );
  });
});
