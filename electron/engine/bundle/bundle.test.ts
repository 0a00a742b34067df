import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { crc32, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Verification } from '../../../shared/contract/bundle.ts';
import type { JobContext } from '../jobs/runner.ts';
import { readJournal } from '../db/journal.ts';
import { createAudit, openAudit } from '../audits.ts';
import type { OpenAudit } from '../db/database.ts';
import { createBundle, writeBundle } from './create.ts';
import { createKeyFile, readSigningKey } from './keyFiles.ts';
import { decodeManifest, encodeManifest, manifestName, signatureName, type Manifest } from './manifest.ts';
import { allowedSigners } from './signers.ts';
import { signMessage } from './sshsig.ts';
import { verifyBundle } from './verify.ts';
import { layOut, localHeader } from './zipLayout.ts';
import { writeArchive } from './zipWriter.ts';
import { closedAtEnd, temporaryFolder } from '../../../test/support/temporary.ts';

const quiet = (signal = new AbortController().signal): JobContext => ({ signal, report: () => undefined });

let folder: string;
let audit: OpenAudit;
let key: string;
let otherKey: string;
/** A good bundle, and its members by name. */
let bundle: string;
let good: Map<string, Buffer>;
let count = 0;
const fresh = (suffix = '.zip'): string => join(folder, `file-${(count += 1)}${suffix}`);

const csv = 'time,p95\n2026-03-02T09:00:00Z,120\n2026-03-02T09:01:00Z,480\n';

/** Puts a file into the audit as an import does, so that these tests rest on no importer. */
function addSource(id: number, file: string, bytes: Buffer): void {
  audit.db
    .prepare(
      `insert into source (id, file, bytes, sha256, kind, format, importer_version, confidence, options, row_count,
         rejected, rejected_count, warnings, duration_ms, imported_at, state)
       values (?, ?, ?, ?, 'metrics', 'metric-csv', 1, 1, '{}', 2, '[]', 0, '[]', 1, '2026-03-02T10:00:00.000Z', 'live')`,
    )
    .run(id, file, bytes.length, createHash('sha256').update(bytes).digest('hex'));
  const packed = zstdCompressSync(bytes);
  const half = Math.floor(packed.length / 2);
  const insert = audit.db.prepare('insert into source_raw (source_id, sequence, bytes) values (?, ?, ?)');
  insert.run(id, 0, packed.subarray(0, half));
  insert.run(id, 1, packed.subarray(half));
}

/** Reads members with stock unzip, so that the writer is not checked by its own reader. */
function unzipAll(path: string): Map<string, Buffer> {
  const target = fresh('');
  mkdirSync(target);
  const { status, stdout } = spawnSync('unzip', ['-q', path, '-d', target], { encoding: 'utf8' });
  expect(status, stdout).toBe(0);
  const names = readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(target.length + 1));
  return new Map(names.map((name) => [name, readFileSync(join(target, name))]));
}

async function zip(members: ReadonlyMap<string, Buffer>, path = fresh()): Promise<string> {
  const contents = [...members].map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    crc32: crc32(bytes),
    read: () => [bytes],
  }));
  await writeArchive(path, contents, { signal: quiet().signal, onProgress: () => undefined });
  return path;
}

const verify = (path: string, signer?: string): Promise<Verification> =>
  verifyBundle({ path, signer }, quiet());

const manifestOf = (members: ReadonlyMap<string, Buffer>): Manifest => {
  const decoded = decodeManifest(members.get(manifestName) as Buffer);
  if ('reason' in decoded) throw new Error(decoded.reason);
  return decoded.manifest;
};

/** The work of a forger: sets files, brings manifest and checksums in line, and signs with a key. */
function forge(changes: Record<string, Buffer>, keyFile: string, renameSigner: boolean): Map<string, Buffer> {
  const members = new Map([...good, ...Object.entries(changes)]);
  const signing = readSigningKey(keyFile, undefined);
  const manifest = manifestOf(good);
  if (renameSigner) {
    manifest.signer.fingerprint = signing.fingerprint;
    members.set('signatures/allowed_signers', Buffer.from(allowedSigners(manifest.signer.identity, signing)));
  }
  for (const file of manifest.files) {
    const bytes = members.get(file.path) as Buffer;
    file.bytes = bytes.length;
    file.sha256 = createHash('sha256').update(bytes).digest('hex');
  }
  const encoded = encodeManifest(manifest);
  members.set(manifestName, encoded);
  members.set(signatureName, Buffer.from(signMessage(signing, encoded)));
  return members;
}

async function codeOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    return error instanceof AssayError ? error.code : `unexpected: ${String(error)}`;
  }
  return 'nothing thrown';
}

beforeAll(async () => {
  folder = temporaryFolder();
  audit = closedAtEnd(
    createAudit(join(folder, 'audit.assay'), {
      name: 'Orders',
      client: 'Møbel & Co',
      auditor: 'Ada Example',
    }),
  );
  addSource(1, 'p95.csv', Buffer.from(csv));
  addSource(2, '../ünsafe name:*.csv', Buffer.from(csv.repeat(2000)));
  key = createKeyFile(join(folder, 'key'), 'ada@example.org', undefined).path;
  otherKey = createKeyFile(join(folder, 'other'), 'ada@example.org', undefined).path;
  bundle = fresh();
  await createBundle(audit, { out: bundle, key }, quiet());
  good = unzipAll(bundle);
});

describe('a bundle', () => {
  it('verifies, and says that the fingerprint is still to be checked', async () => {
    const result = await verify(bundle);
    expect(result).toMatchObject({
      ok: true,
      signerGiven: false,
      bundle: { name: 'Orders', client: 'Møbel & Co', auditor: 'Ada Example', sources: 2 },
      signatures: [{ role: 'auditor', identity: 'ada@example.org', algorithm: 'ssh-ed25519', ok: true }],
      files: { missing: [], altered: [], extra: [] },
      journal: { ok: true, firstBroken: null },
      problems: [],
    });
    expect(result.notes).toHaveLength(1);
  });

  it('verifies against the public key of its signer, and not against another', async () => {
    expect(await verify(bundle, `${key}.pub`)).toMatchObject({ ok: true, signerGiven: true, notes: [] });
    const other = await verify(bundle, `${otherKey}.pub`);
    expect(other.ok).toBe(false);
    expect(other.signatures[0]?.reason).toContain('not by the key given');
  });

  it('is accepted by stock unzip, ssh-keygen and sha256sum with the commands of its VERIFY.md', () => {
    const target = fresh('');
    mkdirSync(target);
    expect(spawnSync('unzip', ['-q', bundle, '-d', target]).status).toBe(0);
    const commands = (good.get('VERIFY.md') as Buffer)
      .toString('utf8')
      .split('\n')
      .filter((line) => line.startsWith('       '))
      .map((line) => line.trim());
    const run = (command: string | undefined): { status: number | null; stdout: string } =>
      spawnSync('sh', ['-c', command ?? 'false'], { cwd: target, encoding: 'utf8' });
    expect(run(commands[0])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Good "assay-bundle" signature'),
    });
    expect(run(commands[1])).toMatchObject({ status: 0, stdout: '' });
    const listed = /"sha256":"([0-9a-f]{64})"/.exec(run(commands[2]).stdout)?.[1];
    expect(run(commands[3]).stdout).toContain(listed);
    const found = run(commands[4])
      .stdout.trim()
      .split('\n')
      .map((line) => line.slice(2));
    const summed = new Set(
      readFileSync(join(target, 'SHA256SUMS'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.slice(66)),
    );
    expect(found.filter((name) => !summed.has(name))).toEqual([
      'SHA256SUMS',
      'manifest.json',
      'signatures/auditor.sig',
    ]);
    writeFileSync(join(target, 'data/sources.json'), 'changed');
    expect(run(commands[1]).status).not.toBe(0);
  });

  it('holds the raw bytes under safe names and tells the original ones', () => {
    expect(good.get('sources/1-p95.csv')?.toString()).toBe(csv);
    expect(good.get('sources/2-.._u_nsafe_name_.csv')?.toString()).toBe(csv.repeat(2000));
    const { sources } = JSON.parse((good.get('data/sources.json') as Buffer).toString()) as {
      sources: { file: string }[];
    };
    expect(sources.map(({ file }) => file)).toEqual(['p95.csv', '../ünsafe name:*.csv']);
  });

  it('tells of its own signing in its journal', () => {
    const lines = (good.get('journal.jsonl') as Buffer).toString().trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      action: 'bundle.signed',
      detail: { identity: 'ada@example.org', keyFingerprint: readSigningKey(key, undefined).fingerprint },
    });
  });

  it('is the same bytes for the same audit and key', async () => {
    const signing = readSigningKey(key, undefined);
    const [first, second] = [fresh(), fresh()];
    const made = await writeBundle(audit, { out: first, key: signing, identity: 'ada' }, quiet());
    await writeBundle(audit, { out: second, key: signing, identity: 'ada' }, quiet());
    expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
    expect(made.sha256).toBe(createHash('sha256').update(readFileSync(first)).digest('hex'));
  });

  it('replaces an older bundle of that name only when it is whole', async () => {
    const out = fresh();
    writeFileSync(out, 'an older bundle');
    const controller = new AbortController();
    const cancelAtFirstWrite: JobContext = {
      signal: controller.signal,
      report: ({ phase }) => void (phase === 'Writing' && controller.abort()),
    };
    expect(await codeOf(createBundle(audit, { out, key }, cancelAtFirstWrite))).toBe('job.cancelled');
    expect(readFileSync(out, 'utf8')).toBe('an older bundle');
    expect(readdirSync(folder).filter((name) => name.includes(basename(out)))).toEqual([basename(out)]);
    expect([...readJournal(audit.db)].at(-1)?.action).toBe('bundle.abandoned');
    await createBundle(audit, { out, key }, quiet());
    expect((await verify(out)).ok).toBe(true);
  });

  it('never replaces the audit, the key or a folder', async () => {
    const before = [...readJournal(audit.db)].length;
    for (const out of [audit.path, key, folder, join(folder, 'no such folder', 'b.zip')]) {
      expect(await codeOf(createBundle(audit, { out, key }, quiet())), out).toMatch(/^(usage|file)\./);
    }
    expect([...readJournal(audit.db)]).toHaveLength(before);
  });

  it('leaves the audit to be closed while it is written', async () => {
    const path = fresh('.assay');
    const closing = createAudit(path, { name: 'Closing' });
    const controller = new AbortController();
    const closeAtFirstWrite: JobContext = {
      signal: controller.signal,
      report: ({ phase }) => {
        if (phase !== 'Writing' || controller.signal.aborted) return;
        controller.abort();
        closing.close();
      },
    };
    expect(await codeOf(createBundle(closing, { out: fresh(), key }, closeAtFirstWrite))).toBe(
      'job.cancelled',
    );
    const again = openAudit(path, 'required');
    expect([...readJournal(again.db)].at(-1)?.action).toBe('bundle.abandoned');
    again.close();
  });

  it('is not made from evidence that changed inside the audit', async () => {
    const [before] = audit.db
      .prepare('select bytes from source_raw where source_id = 1')
      .pluck()
      .all() as Buffer[];
    const store = audit.db.prepare('update source_raw set bytes = ? where source_id = 1 and sequence = 0');
    const other = zstdCompressSync(Buffer.from(csv.replace('time', 'when')));
    store.run(other.subarray(0, Math.floor(other.length / 2)));
    const out = fresh();
    const code = await codeOf(createBundle(audit, { out, key }, quiet()));
    store.run(before);
    expect(code).toBe('source.raw-damaged');
    expect(existsSync(out)).toBe(false);
  });
});

describe('a bundle that was tampered with', () => {
  it('names each file with a byte changed', async () => {
    for (const [name, bytes] of good) {
      const changed = Buffer.from(bytes);
      const middle = Math.floor(changed.length / 2);
      changed[middle] = (changed[middle] ?? 0) ^ 1;
      const result = await verify(await zip(new Map([...good, [name, changed]])));
      expect(result.ok, name).toBe(false);
      if (name === manifestName)
        expect(result.bundle === null || result.signatures[0]?.ok === false).toBe(true);
      else if (name === signatureName) expect(result.signatures[0]).toMatchObject({ ok: false });
      else expect(result.files.altered, name).toEqual([name]);
    }
  });

  it('names each file taken out', async () => {
    for (const name of good.keys()) {
      const members = new Map(good);
      members.delete(name);
      const result = await verify(await zip(members));
      expect(result.ok, name).toBe(false);
      expect(result.files.missing, name).toContain(name);
    }
  });

  it('names a file added', async () => {
    const result = await verify(await zip(new Map([...good, ['sources/3-more.csv', Buffer.from('x')]])));
    expect(result).toMatchObject({ ok: false, files: { extra: ['sources/3-more.csv'] } });
  });

  it('names a file renamed', async () => {
    const members = new Map(good);
    members.set('sources/1-other.csv', members.get('sources/1-p95.csv') as Buffer);
    members.delete('sources/1-p95.csv');
    expect(await verify(await zip(members))).toMatchObject({
      ok: false,
      files: { missing: ['sources/1-p95.csv'], extra: ['sources/1-other.csv'] },
    });
  });

  it('names files swapped', async () => {
    const one = good.get('sources/1-p95.csv') as Buffer;
    const two = good.get('sources/2-.._u_nsafe_name_.csv') as Buffer;
    const swapped = new Map([
      ...good,
      ['sources/1-p95.csv', two],
      ['sources/2-.._u_nsafe_name_.csv', one],
    ] as const);
    expect((await verify(await zip(swapped))).files.altered).toEqual([
      'sources/1-p95.csv',
      'sources/2-.._u_nsafe_name_.csv',
    ]);
  });

  it('says that another key signed', async () => {
    const result = await verify(await zip(forge({}, otherKey, false)));
    expect(result.ok).toBe(false);
    expect(result.signatures[0]?.reason).toContain('the manifest names');
  });

  it('shows a forger who also changed the names by the journal, and by the key given', async () => {
    const path = await zip(forge({}, otherKey, true));
    const result = await verify(path);
    expect(result.ok).toBe(false);
    expect(result.problems.join()).toContain('not by the key of the signature');
    expect((await verify(path, `${key}.pub`)).signatures[0]?.ok).toBe(false);
  });

  it('says where an edited journal is broken, even under a good signature', async () => {
    const journal = (good.get('journal.jsonl') as Buffer).toString();
    const edited = Buffer.from(journal.replace('was created', 'was not created'));
    const result = await verify(await zip(forge({ 'journal.jsonl': edited }, key, false)));
    expect(result).toMatchObject({ ok: false, journal: { ok: false, firstBroken: 1 } });
  });

  it('says that the journal was cut short', async () => {
    const lines = (good.get('journal.jsonl') as Buffer).toString().trimEnd().split('\n');
    const cut = Buffer.from(`${lines.slice(0, -1).join('\n')}\n`);
    const result = await verify(await zip(forge({ 'journal.jsonl': cut }, key, false)));
    expect(result).toMatchObject({ ok: false, journal: { ok: false, firstBroken: null } });
  });

  it('says that a manifest is not canonical, even under a good signature', async () => {
    const spaced = Buffer.from(`${(good.get(manifestName) as Buffer).toString()}\n`);
    const members = new Map(good);
    members.set(manifestName, spaced);
    members.set(signatureName, Buffer.from(signMessage(readSigningKey(key, undefined), spaced)));
    const result = await verify(await zip(members));
    expect(result).toMatchObject({ ok: false, bundle: null });
    expect(result.problems.join()).toContain('canonical');
  });

  it('shows a source that the index gives another hash', async () => {
    const index = JSON.parse((good.get('data/sources.json') as Buffer).toString());
    index.sources[0].sha256 = '0'.repeat(64);
    const result = await verify(
      await zip(forge({ 'data/sources.json': Buffer.from(JSON.stringify(index)) }, key, false)),
    );
    expect(result.problems.join()).toContain('sources/1-p95.csv');
  });
});

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
        const outcome = await verify(path).then(
          ({ ok }) => (ok ? 'accepted' : 'found wanting'),
          (error: unknown) => (error instanceof AssayError ? 'refused' : String(error)),
        );
        expect(['found wanting', 'refused']).toContain(outcome);
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
        const outcome = await verify(path).then(
          ({ ok }) => (ok ? 'accepted' : 'found wanting'),
          (error: unknown) => (error instanceof AssayError ? 'refused' : String(error)),
        );
        expect(['found wanting', 'refused']).toContain(outcome);
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
