// The one form a zip may have, and what is refused of any other.
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { AssayError } from '../../../shared/domain/errors.ts';
import { layOut, localHeader } from './zipLayout.ts';
import { bundle, codeOf, folder, fresh, good, verify, zip } from './bundle.fixture.ts';

const bytesOf = (): Buffer => readFileSync(bundle);

async function problemsOf(bytes: Buffer): Promise<string> {
  const path = fresh();
  writeFileSync(path, bytes);
  const result = await verify(path);
  expect(result.ok).toBe(false);
  return result.problems.join('\n');
}

describe('an archive that zip tools could read in two ways', () => {
  const firstName = 'SHA256SUMS';

  it('is refused with bytes after its end', async () => {
    expect(await problemsOf(Buffer.concat([bytesOf(), Buffer.from('more')]))).toContain('4 bytes follow');
  });

  it('is refused with bytes before its start', async () => {
    const moved = Buffer.concat([Buffer.from('#!/bin/sh\n'), bytesOf()]);
    expect(await problemsOf(moved)).toContain('lies 10 bytes away');
  });

  it('is refused with another name, size or checksum in a local header', async () => {
    for (const at of [14, 18, 22, 30]) {
      const bytes = bytesOf();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(await problemsOf(bytes), `byte ${at}`).toContain(`${firstName}: its own header`);
    }
  });

  it('is refused with a symbolic link', async () => {
    const bytes = bytesOf();
    const central = bytes.readUInt32LE(bytes.length - 22 + 16);
    bytes.writeUInt32LE((0o120777 << 16) >>> 0, central + 38);
    expect(await problemsOf(bytes)).toContain(`${firstName} is not marked as a plain file`);
  });

  it('is refused with a comment, and with a wrong count', async () => {
    const commented = Buffer.concat([bytesOf(), Buffer.from('hi')]);
    commented.writeUInt16LE(2, commented.length - 4);
    expect(await problemsOf(commented)).toContain('2 bytes follow');
    const counted = bytesOf();
    counted.writeUInt16LE(good.size + 1, counted.length - 12);
    expect(await problemsOf(counted)).toContain('its directory lists');
  });

  it.each([
    ['a name twice', ['a.txt', 'a.txt'], 'appears twice'],
    ['names that differ in capitals only', ['A.txt', 'a.txt'], 'capitals only'],
    ['a file that is also a folder', ['a', 'a/b'], 'both a file and a folder'],
    ['a way out of the folder', ['../evil'], 'not a name a bundle may use'],
    ['an absolute name', ['/etc/passwd'], 'not a name a bundle may use'],
    ['a name of Windows devices', ['con.txt'], 'not a name a bundle may use'],
    ['a backslash', ['a\\b'], 'not a name a bundle may use'],
    ['a control character', ['a\u0000b'], 'not a name a bundle may use'],
    ['letters beyond ASCII', ['caf\u00e9'], 'not a name a bundle may use'],
  ])('is refused with %s', async (_name, names, expected) => {
    const contents = [
      ...names.map((name) => ({ name, bytes: Buffer.from('x') })),
      ...[...good].map(([name, bytes]) => ({ name, bytes })),
    ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const members = contents.map(({ name, bytes }) => ({ name, bytes: bytes.length, crc32: crc32(bytes) }));
    const { tail } = layOut(members);
    const archive = Buffer.concat([
      ...contents.flatMap(({ bytes }, index) => [
        localHeader(members[index] as (typeof members)[number]),
        bytes,
      ]),
      tail,
    ]);
    expect(await problemsOf(archive)).toContain(expected);
  });

  it('is refused compressed or with other times, as other zip tools write it', async () => {
    for (const options of [{ compress: true }, { compress: false, mtime: new Date(2020, 1, 1) }]) {
      const archive = new yazl.ZipFile();
      for (const [name, bytes] of [...good].toSorted()) {
        archive.addBuffer(bytes, name, {
          mode: 0o100644,
          forceDosTimestamp: true,
          mtime: new Date(0),
          ...options,
        });
      }
      archive.end();
      expect(await problemsOf(await collect(archive.outputStream))).not.toBe('');
    }
  });

  it('is refused with members out of order', async () => {
    const archive = new yazl.ZipFile();
    for (const [name, bytes] of [...good].toSorted().toReversed()) {
      archive.addBuffer(bytes, name, {
        mode: 0o100644,
        forceDosTimestamp: true,
        mtime: new Date(0),
        compress: false,
      });
    }
    archive.end();
    expect(await problemsOf(await collect(archive.outputStream))).toContain('not in order');
  });
});

async function collect(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const outcomeOf = (path: string): Promise<string> =>
  verify(path).then(
    ({ ok }) => (ok ? 'accepted' : 'found wanting'),
    (error: unknown) => (error instanceof AssayError ? 'refused' : String(error)),
  );

describe('the archive', () => {
  it('is byte for byte what yazl writes of the same members', async () => {
    const archive = new yazl.ZipFile();
    for (const [name, bytes] of [...good].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      archive.addBuffer(bytes, name, {
        mode: 0o100644,
        forceDosTimestamp: true,
        mtime: new Date(0),
        compress: false,
      });
    }
    archive.end();
    expect((await collect(archive.outputStream)).equals(readFileSync(bundle))).toBe(true);
  });

  it('tells sizes and offsets beyond 4 GiB in zip64 fields', () => {
    const large = 5 * 2 ** 30;
    const members = [
      { name: 'a', bytes: large, crc32: 1 },
      { name: 'b', bytes: 1, crc32: 2 },
    ];
    const { members: placed, tail } = layOut(members);
    const header = localHeader(members[0] as (typeof members)[number]);
    expect(header.readUInt32LE(22)).toBe(0xffffffff);
    expect(header.readBigUInt64LE(30 + 1 + 4)).toBe(BigInt(large));
    expect(placed[1]?.offset).toBe(header.length + large);
    expect(tail.readUInt32LE(tail.length - 22 + 16)).toBe(0xffffffff);
  });

  it('is refused or found wanting with any one byte changed', async () => {
    const bytes = readFileSync(bundle);
    const path = fresh();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (position, mask) => {
        const changed = Buffer.from(bytes);
        changed[position] = (changed[position] ?? 0) ^ mask;
        writeFileSync(path, changed);
        expect(['found wanting', 'refused']).toContain(await outcomeOf(path));
      }),
      { numRuns: 300 },
    );
  });

  it('is refused or found wanting cut off anywhere, or mixed with another', async () => {
    const bytes = readFileSync(bundle);
    const path = fresh();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(bytes.length - 1), async (end, start) => {
        writeFileSync(
          path,
          Buffer.concat([bytes.subarray(0, end), bytes.subarray(Math.max(start, end + 1))]),
        );
        expect(['found wanting', 'refused']).toContain(await outcomeOf(path));
      }),
      { numRuns: 150 },
    );
  });

  it('is an error where it is no bundle at all', async () => {
    const text = fresh('.txt');
    writeFileSync(text, 'not a zip');
    expect(await codeOf(verify(text))).toBe('bundle.not-a-zip');
    const empty = fresh();
    writeFileSync(empty, '');
    expect(await codeOf(verify(empty))).toBe('bundle.not-a-zip');
    const cut = fresh();
    copyFileSync(bundle, cut);
    writeFileSync(cut, readFileSync(bundle).subarray(0, Math.floor(statSync(bundle).size / 2)));
    expect(await codeOf(verify(cut))).toBe('bundle.truncated');
    expect(await codeOf(verify(fresh()))).toBe('file.missing');
    expect(await codeOf(verify(folder))).toMatch(/bundle\.not-a-zip|file\./);
    expect(await codeOf(verify(await zip(new Map([['a.txt', Buffer.from('a')]]))))).toBe(
      'bundle.not-a-bundle',
    );
  });
});
