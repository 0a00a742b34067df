// Passphrases and keys, as a script hands them over.
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay } from './support.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

describe('keys on the command line', () => {
  it.each(['', '\n', '\r\n'])('are not made with an empty passphrase file, %j', async (content) => {
    writeFileSync(at('empty'), content);
    expect(await assay(['keygen', '--out', at('none'), '--passphrase-file', at('empty')])).toMatchObject({
      status: 2,
      json: { error: { code: 'usage.passphrase-empty', file: at('empty') } },
    });
    expect(existsSync(at('none'))).toBe(false);
  });

  it('sign with the passphrase of a file, whose last line end is no part of it', async () => {
    writeFileSync(at('written'), 'päss wörd\n');
    writeFileSync(at('bare'), 'päss wörd');
    await assay(['keygen', '--out', at('key'), '--comment', 'ada', '--passphrase-file', at('written')]);
    await assay(['init', at('a.assay'), '--name', 'Orders']);
    const bundle = (passphrase: string) =>
      assay([
        'bundle',
        at('a.assay'),
        '--key',
        at('key'),
        '--out',
        at('b.zip'),
        '--passphrase-file',
        passphrase,
      ]);
    expect(await bundle(at('bare'))).toMatchObject({ status: 0 });
    chmodSync(at('key'), 0o644);
    expect(await bundle(at('bare'))).toMatchObject({
      status: 3,
      json: { error: { code: 'key.open-to-others', file: at('key') } },
    });
  });
});
