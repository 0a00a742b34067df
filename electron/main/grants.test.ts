import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createGrants, type Grant } from './grants.ts';
import { temporaryFolder } from '../../test/support/temporary.ts';

let folder: string;
const at = (...parts: string[]): string => join(folder, ...parts);

const everything: Grant[] = ['open', 'read', 'create', 'replace'];

beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(at('picked', 'inner'), { recursive: true });
  mkdirSync(at('picked-not'));
  writeFileSync(at('picked', 'inner', 'a.csv'), '');
  writeFileSync(at('secret'), '');
});

describe('files within the page’s reach', () => {
  it('are none at first', () => {
    expect(createGrants().allows(at('secret'), 'any')).toBe(false);
  });

  it('are the one that was picked, not its neighbours', () => {
    const grants = createGrants();
    grants.file(at('picked', 'inner', 'a.csv'), 'read');
    expect(grants.allows(at('picked', 'inner', 'a.csv'), 'read')).toBe(true);
    expect(grants.allows(at('picked', 'inner', 'b.csv'), 'any')).toBe(false);
    expect(grants.allows(at('picked', 'inner'), 'any')).toBe(false);
  });

  it('may not exist yet', () => {
    const grants = createGrants();
    grants.file(at('new', 'audit.assay'), 'create');
    expect(grants.allows(at('new', 'audit.assay'), 'create')).toBe(true);
  });

  it('are all in a folder that was picked, at any depth', () => {
    const grants = createGrants();
    grants.folder(at('picked'), 'read');
    expect(grants.allows(at('picked'), 'read')).toBe(true);
    expect(grants.allows(at('picked', 'inner', 'a.csv'), 'read')).toBe(true);
    expect(grants.allows(at('picked', 'report', 'report.html'), 'read')).toBe(true);
    expect(grants.allows(at('picked', '..notes'), 'read')).toBe(true);
  });

  it('are not reached from a folder through `..`, a similar name or a link', () => {
    const grants = createGrants();
    grants.folder(at('picked'), ...everything);
    symlinkSync(at('secret'), at('picked', 'link'));
    symlinkSync(folder, at('picked', 'up'));
    expect(grants.allows(`${at('picked')}/../secret`, 'any')).toBe(false);
    expect(grants.allows(at('picked-not'), 'any')).toBe(false);
    expect(grants.allows(at('picked', 'link'), 'any')).toBe(false);
    expect(grants.allows(at('picked', 'up', 'secret'), 'any')).toBe(false);
    expect(grants.allows(at('picked', 'up', 'new-file'), 'any')).toBe(false);
  });

  it('are not made through a link that leads to nothing yet', () => {
    const grants = createGrants();
    grants.folder(at('picked'), ...everything);
    symlinkSync(at('new-file'), at('picked', 'link'));
    symlinkSync(at('new-folder'), at('picked', 'inner', 'way'));
    symlinkSync(at('picked', 'round'), at('picked', 'round'));
    expect(grants.allows(at('picked', 'link'), 'any')).toBe(false);
    expect(grants.allows(at('picked', 'link', 'below'), 'any')).toBe(false);
    expect(grants.allows(at('picked', 'inner', 'way', 'new-file'), 'any')).toBe(false);
    expect(grants.allows(at('picked', 'round'), 'any')).toBe(false);
  });

  it('are none where what was picked is a link that leads to nothing', () => {
    const grants = createGrants();
    symlinkSync(at('new-file'), at('picked', 'link'));
    grants.file(at('picked', 'link'), ...everything);
    writeFileSync(at('new-file'), '');
    expect(grants.allows(at('picked', 'link'), 'any')).toBe(false);
    expect(grants.allows(at('new-file'), 'any')).toBe(false);
  });

  it('are named by absolute paths without a null byte', () => {
    const grants = createGrants();
    grants.folder(at('picked'), 'read');
    expect(grants.allows(relative(process.cwd(), at('picked', 'inner', 'a.csv')), 'read')).toBe(false);
    expect(grants.allows(`${at('picked', 'inner', 'a.csv')}\0.txt`, 'read')).toBe(false);
    expect(grants.allows('', 'any')).toBe(false);
  });
});

describe('what a file was given for', () => {
  it.each(everything)('is nothing else, such as to %s it', (grant) => {
    const grants = createGrants();
    grants.file(at('secret'), grant);
    grants.folder(at('picked'), grant);
    for (const asked of everything) {
      expect(grants.allows(at('secret'), asked)).toBe(asked === grant);
      expect(grants.allows(at('picked', 'inner', 'a.csv'), asked)).toBe(asked === grant);
    }
    expect(grants.allows(at('secret'), 'any')).toBe(true);
  });

  it('adds up', () => {
    const grants = createGrants();
    grants.file(at('secret'), 'read');
    grants.file(at('secret'), 'open');
    expect(grants.allows(at('secret'), 'read')).toBe(true);
    expect(grants.allows(at('secret'), 'open')).toBe(true);
    expect(grants.allows(at('secret'), 'replace')).toBe(false);
  });

  it('can be taken back alone', () => {
    const grants = createGrants();
    grants.file(at('secret'), 'create', 'replace');
    grants.takeBack(at('secret'), 'replace');
    expect(grants.allows(at('secret'), 'replace')).toBe(false);
    expect(grants.allows(at('secret'), 'create')).toBe(true);
  });
});
