// A disk that is full or read-only is named, and what was begun there is removed.
import { mkdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { cliPath, contentOf, integrityOf, writeWideCsv } from '../cli/support.ts';
import { audit, before, file, folder } from './audit.fixture.ts';

describe('a full disk', () => {
  it('is named, and the audit on it is as it was', async () => {
    const mount = file('small-disk');
    mkdirSync(mount);
    await writeWideCsv(file('big.csv'), 120_000);
    // A mount namespace of its own, so that no right of root is needed and nothing is left mounted.
    const script = `mount -t tmpfs -o size=2m tmpfs "$1" && cp "$2" "$1/one.assay" &&
      { "$4" "$5" import "$1/one.assay" "$3" --json > "$6/full-disk.json"; status=$?; }
      cp "$1/one.assay" "$6/after-full-disk.assay" && ls -A "$1" > "$6/left-on-disk" && exit $status`;
    const { status, stderr } = spawnSync(
      'unshare',
      ['-rm', 'sh', '-c', script, 'sh', mount, audit, file('big.csv'), process.execPath, cliPath, folder],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    expect(JSON.parse(readFileSync(file('full-disk.json'), 'utf8'))).toMatchObject({
      error: { code: 'disk.full', message: 'The disk is full.' },
    });
    expect(contentOf(file('after-full-disk.assay'))).toEqual(before);
    expect(integrityOf(file('after-full-disk.assay'))).toBe('ok');
    expect(readFileSync(file('left-on-disk'), 'utf8')).toBe('one.assay\n');
  });
});

const auditKb = (): number => Math.ceil(readFileSync(audit).length / 4096) * 4;

/** Runs a script where the folder is a disk of its own of this size, with the audit on it as one.assay. */
function onDisk(
  sizeKb: number,
  script: string,
  environment: Record<string, string> = {},
): { output: string; left: string[] } {
  const mount = file('other-disk');
  mkdirSync(mount, { recursive: true });
  const whole = `mount -t tmpfs -o size=${sizeKb}k tmpfs "$1" && cd "$1" && cp "$2" one.assay && ${script}
    ls -A > "$5"`;
  const args = ['sh', mount, audit, process.execPath, cliPath, file('left-there')];
  const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', whole, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  expect(stderr).toBe('');
  return { output: stdout, left: readFileSync(file('left-there'), 'utf8').trim().split('\n') };
}

describe('another disk', () => {
  const fill = 'dd if=/dev/zero of=fill bs=4k status=none 2>/dev/null;';

  it.each([
    ['a new audit', 'init new.assay --name New'],
    ['an import', 'import one.assay "$2"'],
    ['a key', 'keygen --out key'],
    ['a report', 'report one.assay --out report'],
  ])('that is full leaves nothing of %s', (_name, command) => {
    const { output, left } = onDisk(auditKb() + 8, `${fill} "$3" "$4" ${command} --json;`);
    expect(JSON.parse(output)).toMatchObject({ error: { code: 'disk.full' } });
    expect(left).toEqual(['fill', 'one.assay']);
  });

  it('that is read-only takes no report, and says why', () => {
    const script = 'mount -o remount,ro "$1" && "$3" "$4" report one.assay --out report --json;';
    const { output, left } = onDisk(auditKb() + 64, script);
    expect(JSON.parse(output)).toMatchObject({
      error: { code: 'file.no-permission', message: 'The disk is mounted for reading only.' },
    });
    expect(left).toEqual(['one.assay']);
  });

  it.each([
    ['its log and its index', ''],
    ['its log alone', 'rm one.assay-shm;'],
    ['neither, as its last program marked it', 'rm one.assay-shm one.assay-wal;'],
  ])('that is read-only gives an audit to read that was left with %s', (_name, remove) => {
    const fold = remove.includes('-wal') ? `db.pragma('wal_checkpoint(truncate)');` : '';
    const left = `const db = new (require('${createRequire(import.meta.url).resolve('better-sqlite3')}'))('one.assay');
      db.pragma('journal_mode = wal'); db.prepare("update source set file = 'last.csv'").run(); ${fold}
      process.kill(process.pid, 'SIGKILL')`;
    // The copy through which it is read lies in a folder of the test.
    const script = `mkdir ../tmp && export TMPDIR="$PWD/../tmp"; { "$3" -e "$PROGRAM"; } 2>"$5"; ${remove}
      mount -o remount,ro "$1" && "$3" "$4" sources one.assay --json; ls "$TMPDIR" | grep -v locks; rm -r "$TMPDIR";`;
    const { output } = onDisk(auditKb() + 200, script, { PROGRAM: left });
    expect(JSON.parse(output)).toMatchObject({ sources: [{ file: 'last.csv' }] });
  });
});
