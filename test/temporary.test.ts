import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atEnd, closedAtEnd, temporaryFolder } from './support/temporary.ts';

const ofFile = temporaryFolder();
const made: string[] = [];
const ended: string[] = [];

describe('what a test makes', () => {
  it('is there while the test runs', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    made.push(folder);
    atEnd(() => ended.push(`first, folder ${existsSync(folder) ? 'there' : 'gone'}`));
    closedAtEnd({ close: async () => void ended.push('second') });
    expect(existsSync(folder)).toBe(true);
  });

  it('is cleared away when it ends, the latest first', () => {
    expect(made.map((folder) => existsSync(folder))).toEqual([false]);
    expect(ended).toEqual(['second', 'first, folder there']);
  });

  it('leaves what was made outside a test to the tests that follow', () => {
    expect(existsSync(ofFile)).toBe(true);
  });
});
