import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { jsonFile } from './json-file.ts';
import { recentAudits } from './recent.ts';
import { temporaryFolder } from '../../test/support/temporary.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

describe('a settings file', () => {
  it('reads what was written, and leaves nothing beside it', () => {
    const file = jsonFile(join(folder, 'new', 'recent.json'), recentAudits, []);
    const audits = [{ path: '/a', name: 'A', openedAt: '2026-01-01T00:00:00.000Z' }];
    expect(file.write(audits)).toBe(true);
    expect(file.read()).toEqual(audits);
    expect(readdirSync(join(folder, 'new'))).toEqual(['recent.json']);
  });

  it.each(['', '{"cut', '[{"path":7}]'])('counts as empty when it holds %j', (content) => {
    const path = join(folder, 'recent.json');
    writeFileSync(path, content);
    expect(jsonFile(path, recentAudits, []).read()).toEqual([]);
  });

  it('says that it could not be written', () => {
    writeFileSync(join(folder, 'file'), 'not a folder');
    const file = jsonFile(join(folder, 'file', 'recent.json'), recentAudits, []);
    expect(file.write([])).toBe(false);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('not a folder');
  });
});
