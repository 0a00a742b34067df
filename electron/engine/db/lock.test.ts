// Who may write an audit: one process, by whatever name it opens the file.
import {
  existsSync,
  linkSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from './code-of.fixture.ts';
import { createAudit, openAudit } from '../audits.ts';
import { readAuditInfo } from './open.ts';
import { closedAtEnd, temporaryFolder } from '../../../test/support/temporary.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'one.assay');
  createAudit(path, { name: 'One' }).close();
});

describe('an audit that is being written', () => {
  it.each([
    ['a hard link', linkSync],
    ['a symbolic link', symlinkSync],
    [
      'a link to a link',
      (from: string, to: string) => (symlinkSync(from, `${to}-1`), symlinkSync(`${to}-1`, to)),
    ],
  ])('admits no second writer through %s, and is read there as it is now', (_name, link) => {
    const other = join(temporaryFolder(), 'other.assay');
    const first = closedAtEnd(openAudit(path, 'required'));
    link(path, other);
    expect(codeOf(() => openAudit(other, 'required'))).toBe('audit.locked');
    first.db.prepare("update audit set value = 'Renamed' where key = 'name'").run();
    for (const write of ['preferred', 'never'] as const) {
      const second = openAudit(other, write);
      expect(readAuditInfo(second)).toMatchObject({ path: other, name: 'Renamed', readOnly: true });
      second.close();
    }
    first.close();
    const second = closedAtEnd(openAudit(other, 'required'));
    expect(codeOf(() => openAudit(path, 'required'))).toBe('audit.locked');
    second.close();
    expect(readdirSync(folder)).toEqual(['one.assay']);
  });

  it('admits no second writer after it was renamed, and is not read without what was written last', () => {
    const first = closedAtEnd(openAudit(path, 'required'));
    first.db.prepare("update audit set value = 'Renamed' where key = 'name'").run();
    const moved = join(folder, 'moved.assay');
    renameSync(path, moved);
    expect(codeOf(() => openAudit(moved, 'required'))).toBe('audit.locked');
    expect(codeOf(() => openAudit(moved, 'never'))).toBe('audit.locked');
    expect(first.close()).toMatchObject({ code: 'audit.gone' });
    const second = closedAtEnd(openAudit(moved, 'required'));
    expect(readAuditInfo(second).name).toBe('Renamed');
  });

  it('and was left with its log beside one name is not opened by another', () => {
    const writer = new Database(path);
    writer.pragma('journal_mode = wal');
    const reader = closedAtEnd(new Database(path, { readonly: true }));
    reader.exec('begin');
    reader.prepare('select count(*) from journal').get();
    writer.prepare("update audit set value = 'Renamed' where key = 'name'").run();
    writer.close();
    const other = join(temporaryFolder(), 'other.assay');
    linkSync(path, other);
    for (const write of ['required', 'never'] as const) {
      expect(codeOf(() => openAudit(other, write))).toBe('audit.log-elsewhere');
    }
    reader.close();
    openAudit(path, 'required').close();
    expect(readAuditInfo(closedAtEnd(openAudit(other, 'never'))).name).toBe('Renamed');
  });
});

describe('a file that has the name of the lock', () => {
  it.each([
    ['text', 'My own notes about a lock.'],
    ['nothing', ''],
    ['another database', null],
  ])('and holds %s is left as it is, and the audit is not written', (_name, content) => {
    const own = `${path}.lock`;
    if (content === null)
      new Database(own).exec('create table notes (line text) strict; insert into notes values (1)').close();
    else writeFileSync(own, content);
    const bytes = readFileSync(own);
    expect(codeOf(() => openAudit(path, 'required'))).toBe('audit.lock-name-taken');
    expect(codeOf(() => openAudit(path, 'preferred'))).toBe('audit.lock-name-taken');
    closedAtEnd(openAudit(path, 'never'));
    expect(readFileSync(own).equals(bytes)).toBe(true);
  });

  it('as a link is not followed', () => {
    const victim = join(folder, 'victim');
    symlinkSync(victim, `${path}.lock`);
    expect(codeOf(() => openAudit(path, 'required'))).toBe('audit.lock-name-taken');
    expect(existsSync(victim)).toBe(false);
  });

  it('is taken over when a killed process of an older build left it', () => {
    const left = new Database(`${path}.lock`);
    left.exec("create table holder (name text not null) strict; insert into holder values ('gone')");
    left.close();
    openAudit(path, 'required').close();
    expect(readdirSync(folder)).toEqual(['one.assay']);
  });
});

describe('a new audit', () => {
  it('never takes the place of anything, not even of a link that leads nowhere', () => {
    symlinkSync(join(folder, 'nowhere'), join(folder, 'new.assay'));
    expect(codeOf(() => createAudit(join(folder, 'new.assay'), { name: 'New' }))).toBe('audit.exists');
    expect(readdirSync(folder).toSorted()).toEqual(['new.assay', 'one.assay']);
  });

  it('leaves nothing where its folder is missing', () => {
    const closed = join(folder, 'closed');
    expect(codeOf(() => createAudit(join(closed, 'new.assay'), { name: 'New' }))).toBe('file.missing');
    expect(readdirSync(folder)).toEqual(['one.assay']);
  });
});
