// What an archive may not do, whatever it holds: write beside the staging database, hold too much, or stop half way
// with something half taken.
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../../shared/contract/jobs.ts';
import type { Engine } from '../../engine.ts';
import { AssayError } from '../../../../shared/domain/errors.ts';
import { containerLimits, type Container, type Entry } from './container.ts';
import { readMemberName } from './member-name.ts';
import { containerFormOf, openContainer } from './open.ts';
import { testEngine } from '../../../../test/support/engine.ts';
import { temporaryFolder } from '../../../../test/support/temporary.ts';

let folder: string;
let engine: Engine;
let listen: (event: EngineEvent) => void;
const at = (...parts: string[]): string => join(folder, ...parts);

beforeEach(async () => {
  folder = temporaryFolder();
  listen = () => undefined;
  engine = testEngine((event) => listen(event));
  mkdirSync(at('work'));
  await engine.call('audit.create', { path: at('work', 'a.assay'), name: 'Containers' });
});

const csv = Buffer.from('time,latency_ms\n2026-01-05T00:00:00Z,12\n');

const csvOf = (index: number): Buffer => Buffer.from(`time,latency_ms\n2026-01-05T00:00:00Z,${index}\n`);

/** A zip of stored members whose names are these bytes, which no packer would write. */
function zipNamed(names: readonly Buffer[], content: (index: number) => Buffer): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [index, name] of names.entries()) {
    const bytes = content(index);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(names.length, 4);
  end.writeUInt16LE(names.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end]);
}

const filesUnder = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(root, name)).isFile())
    .toSorted();

/** Names that lead out, that systems read in a way of their own, and any others. */
const anyName = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc
    .array(
      fc.constantFrom('..', '.', '', 'a', 'C:', '\\', 'nul', 'x.csv', '~', '%2e%2e', '\u0000', '..\\..'),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((parts) => parts.join('/')),
  fc.constantFrom(
    '/etc/pwned.csv',
    '../../pwned.csv',
    'C:\\pwned.csv',
    '\\\\host\\share\\pwned.csv',
    '..\\pwned.csv',
  ),
);

describe('the names in an archive', () => {
  it('never lead to a write outside the staging database', async () => {
    const runs = fc.asyncProperty(fc.array(anyName, { minLength: 1, maxLength: 12 }), async (names) => {
      // Names that would reach a folder of the test's own as well.
      const all = [...names, `${folder}/pwned.csv`, '../pwned.csv', 'work/../../pwned.csv'];
      writeFileSync(
        at('names.zip'),
        zipNamed(
          all.map((name) => Buffer.from(name)),
          csvOf,
        ),
      );
      const entries = all
        .filter((name) => Buffer.byteLength(name) < 90 && !name.includes('\0'))
        .map((name) => ({ header: { name, size: csv.length }, body: csv }));
      writeFileSync(at('names.tar'), await packTar(entries));
      const before = filesUnder(folder);
      const { sources, left, hidden } = await engine.call('source.importAll', {
        paths: [at('names.zip'), at('names.tar')],
      });
      expect(filesUnder(folder)).toEqual(before);
      expect(left.filter(({ code }) => code === 'container.unsafe-name').length).toBeGreaterThanOrEqual(2);
      for (const { container, file } of sources) {
        expect(container?.member.split('/')).not.toContain('..');
        expect(file).not.toMatch(/[/\\]/u);
      }
      expect(sources.length + left.length + hidden).toBeGreaterThan(0);
    });
    await fc.assert(runs, { numRuns: 8 });
  }, 60_000);

  it.each([
    ['a.csv', 'a.csv'],
    ['./logs//a.csv', 'logs/a.csv'],
    ['logs\\a.csv', 'logs/a.csv'],
    ['a..b/c...csv', 'a..b/c...csv'],
  ])('are plain: %j', (raw, name) => expect(readMemberName(raw)).toEqual({ state: 'plain', name }));

  it.each([
    '../a',
    'a/../../b',
    '/a',
    '\\a',
    'C:a',
    'c:\\a',
    'a\0b',
    'a\nb',
    '',
    '.',
    'x\u202Ecsv.exe',
    '..\\a',
  ])('are unsafe: %j', (raw) => expect(readMemberName(raw).state).toBe('unsafe'));

  it.each([
    '.DS_Store',
    'a/.git/config',
    '__MACOSX/a.csv',
    'Thumbs.db',
    'x/a.assay-wal',
    'a.assay.importing',
  ])('are hidden: %j', (raw) => expect(readMemberName(raw)).toEqual({ state: 'hidden' }));
});

async function entriesOf(container: Container): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of container.entries()) entries.push(entry);
  } finally {
    await container.close();
  }
  return entries;
}
const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'no error',
    (error: unknown) => (error instanceof AssayError ? error.code : String(error)),
  );

const openAll = async (name: string, limits: typeof containerLimits): Promise<Entry[]> => {
  const form = await containerFormOf(at(name));
  if (form === null) throw new Error('It is no container.');
  return entriesOf(await openContainer(at(name), form, limits));
};

describe('the limits of a container', () => {
  beforeEach(async () => {
    const names = ['a.csv', 'b.csv', 'c.csv'];
    writeFileSync(
      at('three.zip'),
      zipNamed(
        names.map((name) => Buffer.from(name)),
        () => csv,
      ),
    );
    const entries = names.map((name) => ({ header: { name, size: csv.length }, body: csv }));
    writeFileSync(at('three.tar'), await packTar(entries));
    mkdirSync(at('three'));
    for (const name of names) writeFileSync(at('three', name), csv);
  });

  it.each(['three.zip', 'three.tar', 'three'])('let %s through that keeps them', async (name) => {
    expect(await openAll(name, { members: 3, bytes: 3 * csv.length })).toHaveLength(3);
  });

  it.each(['three.zip', 'three.tar', 'three'])('count the files of %s', async (name) => {
    expect(await codeOf(openAll(name, { ...containerLimits, members: 2 }))).toBe(
      'container.too-many-members',
    );
  });

  it.each(['three.zip', 'three.tar', 'three'])('count the bytes of %s', async (name) => {
    expect(await codeOf(openAll(name, { ...containerLimits, bytes: 2 * csv.length }))).toBe(
      'container.too-large',
    );
  });
});

describe('a zip whose bytes were changed', () => {
  it('is told by the checksum of the member, which is left', async () => {
    const zip = zipNamed([Buffer.from('a.csv'), Buffer.from('b.csv')], () => csv);
    zip.write('13', zip.indexOf(',12') + 1);
    writeFileSync(at('changed.zip'), zip);
    const { sources, left } = await engine.call('source.importAll', { paths: [at('changed.zip')] });
    expect(sources.map(({ file }) => file)).toEqual(['b.csv']);
    expect(left).toMatchObject([{ member: 'a.csv', code: 'container.corrupt' }]);
  });
});

describe('a zip whose directory says less than a member holds', () => {
  it('has that member inflated no further than it says, and left', async () => {
    const packed = deflateRawSync(Buffer.concat([csv, Buffer.alloc(10_000_000, '\n')]));
    const zip = zipNamed([Buffer.from('a.csv'), Buffer.from('b.csv')], (index) =>
      index === 0 ? packed : csv,
    );
    const inLocal = zip.indexOf('PK\u0003\u0004');
    const inDirectory = zip.indexOf('PK\u0001\u0002');
    // Deflated, and as long as the table in it: the method and the length stand at these places of each header.
    for (const [method, length] of [
      [inLocal + 8, inLocal + 22],
      [inDirectory + 10, inDirectory + 24],
    ] as const) {
      zip.writeUInt16LE(8, method);
      zip.writeUInt32LE(csv.length, length);
    }
    writeFileSync(at('lying.zip'), zip);
    const { sources, left } = await engine.call('source.importAll', { paths: [at('lying.zip')] });
    expect(sources.map(({ file }) => file)).toEqual(['b.csv']);
    expect(left).toMatchObject([{ member: 'a.csv', code: 'container.corrupt' }]);
    expect(left[0]?.reason).toContain('too many bytes');
  });
});

describe('an import of some members', () => {
  it('takes those that were chosen, as what was said', async () => {
    const names = ['a.csv', 'b.csv', 'prose.txt'].map((name) => Buffer.from(name));
    writeFileSync(
      at('some.zip'),
      zipNamed(names, (index) =>
        index === 2
          ? Buffer.from('Dear Sir')
          : Buffer.concat([csv, Buffer.from(`2026-01-05T00:01:00Z,${index}\n`)]),
      ),
    );
    const { sources, left } = await engine.call('source.importAll', {
      paths: [at('some.zip')],
      only: [{ path: at('some.zip'), member: 'b.csv', as: 'metric-csv-wide' }],
    });
    expect(sources).toMatchObject([
      { file: 'b.csv', confidence: 1, container: { file: 'some.zip', member: 'b.csv' } },
    ]);
    expect(left).toEqual([]);
  });
});

describe('a cancel in the middle', () => {
  it('leaves the members that were taken and nothing else', async () => {
    const rows = Array.from(
      { length: 400_000 },
      (_, row) => `${1_772_496_000_000 + row * 1000},${row % 977}\n`,
    );
    const big = Buffer.from(`time,latency_ms\n${rows.join('')}`);
    const contents = [
      csv,
      Buffer.from('time,cpu\n2026-01-05T00:00:00Z,12\n'),
      big,
      Buffer.from('time,io\n2026-01-05T00:00:00Z,1\n'),
    ];
    const names = ['a.csv', 'b.csv', 'big.csv', 'z.csv'].map((name) => Buffer.from(name));
    writeFileSync(
      at('cancel.zip'),
      zipNamed(names, (index) => contents[index] as Buffer),
    );
    const small = csv.length * 2;
    listen = (event) => {
      if (event.type !== 'job' || event.job.jobId !== 'cancelled' || event.job.done <= small) return;
      if (event.job.state === 'running') void engine.call('job.cancel', { jobId: 'cancelled' });
    };
    const refused = await engine
      .call('source.importAll', { paths: [at('cancel.zip')] }, 'cancelled')
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      data: { code: 'job.cancelled', message: expect.stringContaining('a.csv, b.csv') },
    });
    const { sources } = await engine.call('source.list', {});
    expect(sources.map(({ file }) => file)).toEqual(['a.csv', 'b.csv']);
    expect(readdirSync(at('work')).filter((name) => name.includes('importing'))).toEqual([]);
    const { entries } = await engine.call('journal.list', { offset: 0, limit: 100 });
    expect(entries.at(-1)).toMatchObject({
      action: 'container.stopped',
      detail: { takenCount: 2, stoppedBy: { code: 'job.cancelled' } },
    });
  });
});

describe('a signed bundle among the paths', () => {
  it('is said to be one by the preview', async () => {
    const names = ['manifest.json', 'SHA256SUMS', 'sources/1-a.csv'].map((name) => Buffer.from(name));
    writeFileSync(
      at('bundle.zip'),
      zipNamed(names, () => csv),
    );
    const { bundles } = await engine.call('source.preview', { paths: [at('bundle.zip')] });
    expect(bundles).toEqual([at('bundle.zip')]);
  });
});
