import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createGrants } from './grants.ts';
import { temporaryFolder } from '../../test/support/temporary.ts';

let folder: string;
const at = (...parts: string[]): string => join(folder, ...parts);

beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(at('picked', 'inner'), { recursive: true });
  mkdirSync(at('picked-not'));
  writeFileSync(at('picked', 'inner', 'a.csv'), '');
  writeFileSync(at('secret'), '');
});

describe('files within the page’s reach', () => {
  it('are none at first', () => {
    expect(createGrants().allows(at('secret'))).toBe(false);
  });

  it('are the one that was picked, not its neighbours', () => {
    const grants = createGrants();
    grants.file(at('picked', 'inner', 'a.csv'));
    expect(grants.allows(at('picked', 'inner', 'a.csv'))).toBe(true);
    expect(grants.allows(at('picked', 'inner', 'b.csv'))).toBe(false);
    expect(grants.allows(at('picked', 'inner'))).toBe(false);
  });

  it('may not exist yet', () => {
    const grants = createGrants();
    grants.file(at('new', 'audit.assay'));
    expect(grants.allows(at('new', 'audit.assay'))).toBe(true);
  });

  it('are all in a folder that was picked, at any depth', () => {
    const grants = createGrants();
    grants.folder(at('picked'));
    expect(grants.allows(at('picked'))).toBe(true);
    expect(grants.allows(at('picked', 'inner', 'a.csv'))).toBe(true);
    expect(grants.allows(at('picked', 'report', 'report.html'))).toBe(true);
    expect(grants.allows(at('picked', '..notes'))).toBe(true);
  });

  it('are not reached from a folder through `..`, a similar name or a link', () => {
    const grants = createGrants();
    grants.folder(at('picked'));
    symlinkSync(at('secret'), at('picked', 'link'));
    symlinkSync(folder, at('picked', 'up'));
    expect(grants.allows(`${at('picked')}/../secret`)).toBe(false);
    expect(grants.allows(at('picked-not'))).toBe(false);
    expect(grants.allows(at('picked', 'link'))).toBe(false);
    expect(grants.allows(at('picked', 'up', 'secret'))).toBe(false);
    expect(grants.allows(at('picked', 'up', 'new-file'))).toBe(false);
  });

  it('are named by absolute paths without a null byte', () => {
    const grants = createGrants();
    grants.folder(at('picked'));
    expect(grants.allows(relative(process.cwd(), at('picked', 'inner', 'a.csv')))).toBe(false);
    expect(grants.allows(`${at('picked', 'inner', 'a.csv')}\0.txt`)).toBe(false);
    expect(grants.allows('')).toBe(false);
  });
});
