// Ten files as a client might send them, good and bad, as a zip, as a tar.gz and as a folder; and a zip of any names.
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';

const root = join(import.meta.dirname, '../../electron/engine/formats');
const sample = (path: string): Buffer => readFileSync(join(root, path));

/** JSON that begins well and is then blank for longer than any bomb may be. */
const bomb = (): Buffer => {
  const bytes = Buffer.alloc(270 * 1024 * 1024, 0x20);
  bytes.write('{"resourceSpans":[');
  return bytes;
};

export const good: Readonly<Record<string, Buffer>> = {
  'metrics/app.csv': sample('metric-csv/samples/wide-iso.csv'),
  'perf-before.folded': sample('collapsed-stacks/samples/perf-before.folded'),
  'traces/checkout.json': sample('otlp-json/samples/pretty-numbers.json'),
};
export const broken: Readonly<Record<string, Buffer>> = {
  'cut.json': Buffer.from('{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"'),
  'prose.txt': Buffer.from('Dear Sir or Madam\n'),
};
export const empty: Readonly<Record<string, Buffer>> = { 'empty.csv': Buffer.alloc(0) };

/** A zip with these members, in this order. Names of the form `xx/…` may be made unsafe afterwards. */
export async function zipOf(members: Readonly<Record<string, Buffer>>, compress = true): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(members)) zip.addBuffer(bytes, name, { compress });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Where a name stands in the bytes: behind its local header and in the directory. */
function placesOf(zip: Buffer, name: string): [local: number, central: number] {
  const local = zip.indexOf(name);
  return [local, zip.indexOf(name, local + 1)];
}

/** Gives a member another name of the same length, which no packer would write. */
export function rename(zip: Buffer, from: string, to: string): void {
  for (const at of placesOf(zip, from)) zip.write(to, at, 'latin1');
}

/** Sets the bit that says a member is encrypted. */
function encrypt(zip: Buffer, name: string): void {
  const [local, central] = placesOf(zip, name);
  zip.writeUInt16LE(zip.readUInt16LE(local - 30 + 6) | 1, local - 30 + 6);
  zip.writeUInt16LE(zip.readUInt16LE(central - 46 + 8) | 1, central - 46 + 8);
}

/** Three good files of different kinds and seven that are left; returns the code of each of those. */
export async function writeMixedZip(path: string): Promise<Record<string, string>> {
  const zip = await zipOf({
    ...good,
    ...broken,
    ...empty,
    'inner.zip': await zipOf(good),
    'bomb.json': bomb(),
    'secret.csv': Buffer.from('time,value\n2026-01-05T10:00:00Z,1\n'.repeat(10)),
    'xx/evil.csv': Buffer.from('time,value\n2026-01-05T10:00:00Z,1\n'),
  });
  rename(zip, 'xx/evil.csv', '../evil.csv');
  encrypt(zip, 'secret.csv');
  writeFileSync(path, zip);
  return {
    'cut.json': 'json.truncated',
    'prose.txt': 'import.unrecognised',
    'empty.csv': 'import.empty',
    'inner.zip': 'container.nested',
    'bomb.json': 'import.bomb',
    'secret.csv': 'container.encrypted',
    '../evil.csv': 'container.unsafe-name',
  };
}

/** The same as a folder, with a link in place of what only a zip can hold, and hidden files beside them. */
export async function writeMixedFolder(path: string): Promise<Record<string, string>> {
  const files = {
    ...good,
    ...broken,
    ...empty,
    'inner.zip': await zipOf(good),
    'bomb.json.gz': gzipSync(bomb()),
    '.DS_Store': Buffer.from('x'),
    '__MACOSX/app.csv': Buffer.from('x'),
  };
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), bytes);
  }
  spawnSync('ln', ['-s', 'metrics/app.csv', join(path, 'link.csv')]);
  return {
    'cut.json': 'json.truncated',
    'prose.txt': 'import.unrecognised',
    'empty.csv': 'import.empty',
    'inner.zip': 'container.nested',
    'bomb.json.gz': 'import.bomb',
    'link.csv': 'container.link',
  };
}

/** A folder's content as the system's tar packs it, with a name that leads out of it. */
export function packFolder(folder: string, archive: string): void {
  const flags = ['--transform', 's,^prose.txt$,../prose.txt,', '-P'];
  const { status, stderr } = spawnSync('tar', [...flags, '-czf', archive, '-C', folder, ...topLevel(folder)]);
  if (status !== 0) throw new Error(String(stderr));
}

const topLevel = (folder: string): string[] => {
  const { stdout } = spawnSync('ls', ['-A', folder], { encoding: 'utf8' });
  return stdout.trim().split('\n');
};

/** A zip of this many tiny files. */
export async function writeManyMembers(path: string, count: number): Promise<void> {
  const zip = new ZipFile();
  for (let index = 0; index < count; index += 1) {
    zip.addBuffer(Buffer.from('1'), `tiny-${index}.txt`, { compress: false });
  }
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(path)));
}
