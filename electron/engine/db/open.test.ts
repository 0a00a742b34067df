import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { schema } from '../schema.ts';
import { applicationId } from './migrate.ts';
import { codeOf } from './code-of.fixture.ts';
import { createAudit, openAudit } from '../audits.ts';
import { readAuditInfo } from './open.ts';
import { temporaryFolder } from '../../../test/support/temporary.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'one.assay');
});

describe('an audit file', () => {
  it('keeps its particulars and marks itself as an audit of this format', () => {
    createAudit(path, { name: 'Checkout', client: 'Halden', auditor: 'Lindqvist' }).close();
    const audit = openAudit(path, 'required');
    expect(readAuditInfo(audit)).toMatchObject({
      name: 'Checkout',
      client: 'Halden',
      auditor: 'Lindqvist',
      schemaVersion: schema.version,
      readOnly: false,
      lockedBy: null,
      interruptedImport: null,
    });
    expect(audit.db.pragma('application_id', { simple: true })).toBe(applicationId);
    audit.close();
  });

  it('works in WAL mode with full synchronisation and foreign keys', () => {
    const audit = createAudit(path, { name: 'A' });
    expect(audit.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(audit.db.pragma('synchronous', { simple: true })).toBe(2);
    expect(audit.db.pragma('foreign_keys', { simple: true })).toBe(1);
    audit.close();
  });

  it('is one file with nothing beside it once closed', () => {
    createAudit(path, { name: 'A' }).close();
    openAudit(path, 'required').close();
    expect(readdirSync(folder)).toEqual(['one.assay']);
  });

  it('is not overwritten by a new one of the same name', () => {
    createAudit(path, { name: 'A' }).close();
    expect(codeOf(() => createAudit(path, { name: 'B' }))).toBe('audit.exists');
  });

  it('opens for one writer; the second is told who writes and may read', () => {
    const first = createAudit(path, { name: 'A' });
    const second = openAudit(path, 'preferred');
    expect(second.readOnly).toBe(true);
    expect(second.lockedBy).toContain(`process ${process.pid}`);
    expect(codeOf(() => openAudit(path, 'required'))).toBe('audit.locked');
    second.close();
    first.close();
    const third = openAudit(path, 'required');
    expect(third.readOnly).toBe(false);
    third.close();
  });

  it('removes what a killed import left beside it', () => {
    createAudit(path, { name: 'A' }).close();
    writeFileSync(`${path}.importing`, 'half an import');
    openAudit(path, 'required').close();
    expect(existsSync(`${path}.importing`)).toBe(false);
  });

  it('from a newer Assay is refused and left as it is', () => {
    createAudit(path, { name: 'A' }).close();
    const db = new Database(path);
    db.pragma(`user_version = ${schema.version + 1}`);
    db.close();
    const copy = join(folder, 'copy');
    copyFileSync(path, copy);
    expect(codeOf(() => openAudit(path, 'required'))).toBe('audit.newer');
    expect(codeOf(() => openAudit(path, 'never'))).toBe('audit.newer');
    expect(readdirSync(folder).toSorted()).toEqual(['copy', 'one.assay']);
  });

  it.each([
    ['text', 'not a database at all, but long enough to hold a header of the size that is read first'],
    ['nothing', ''],
  ])('made of %s is said not to be an audit', (_what, content) => {
    writeFileSync(path, content);
    expect(codeOf(() => openAudit(path, 'required'))).toBe('audit.not-an-audit');
  });

  it('is told apart from any other SQLite database', () => {
    const db = new Database(path);
    db.exec('create table other (id integer)');
    db.close();
    expect(codeOf(() => openAudit(path, 'required'))).toBe('audit.not-an-audit');
  });

  it('that is missing is said to be missing', () => {
    expect(codeOf(() => openAudit(path, 'required'))).toBe('file.missing');
  });
});
