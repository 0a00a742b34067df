// A good bundle of a small audit, and the tools of a forger.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, zstdCompressSync } from 'node:zlib';
import { expect } from 'vitest';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Verification } from '../../../shared/contract/bundle.ts';
import type { JobContext } from '../jobs/runner.ts';
import { createAudit } from '../audits.ts';
import { storeSourceSums } from '../db/checksums.ts';
import { schema } from '../schema.ts';
import { createBundle } from './create.ts';
import { createKeyFile, readSigningKey } from './keyFiles.ts';
import { decodeManifest, encodeManifest, manifestName, signatureName, type Manifest } from './manifest.ts';
import { allowedSigners } from './signers.ts';
import { signMessage } from './sshsig.ts';
import { verifyBundle } from './verify.ts';
import { writeArchive } from './zipWriter.ts';
import { closedAtEnd, temporaryFolder } from '../../../test/support/temporary.ts';

export const quiet = (signal = new AbortController().signal): JobContext => ({
  signal,
  report: () => undefined,
});

export const folder = temporaryFolder();
let count = 0;
export const fresh = (suffix = '.zip'): string => join(folder, `file-${(count += 1)}${suffix}`);
export const key = createKeyFile(join(folder, 'key'), 'ada@example.org', undefined).path;
export const otherKey = createKeyFile(join(folder, 'other'), 'ada@example.org', undefined).path;

export const audit = closedAtEnd(
  createAudit(join(folder, 'audit.assay'), {
    name: 'Orders',
    client: 'Møbel & Co',
    auditor: 'Ada Example',
  }),
);

export const csv = 'time,p95\n2026-03-02T09:00:00Z,120\n2026-03-02T09:01:00Z,480\n';

/** Puts a file into the audit as an import does, so that these tests rest on no importer. */
export function addSource(id: number, file: string, bytes: Buffer): void {
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
  storeSourceSums(audit.db, schema, id, new Map());
}

/** Reads members with stock unzip, so that the writer is not checked by its own reader. */
export function unzipAll(path: string): Map<string, Buffer> {
  const target = fresh('');
  mkdirSync(target);
  const { status, stdout } = spawnSync('unzip', ['-q', path, '-d', target], { encoding: 'utf8' });
  expect(status, stdout).toBe(0);
  const names = readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(target.length + 1));
  return new Map(names.map((name) => [name, readFileSync(join(target, name))]));
}

export async function zip(members: ReadonlyMap<string, Buffer>, path = fresh()): Promise<string> {
  const contents = [...members].map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    crc32: crc32(bytes),
    read: () => [bytes],
  }));
  await writeArchive(path, contents, { signal: quiet().signal, onProgress: () => undefined });
  return path;
}

addSource(1, 'p95.csv', Buffer.from(csv));
addSource(2, '../ünsafe name:*.csv', Buffer.from(csv.repeat(2000)));

/** A good bundle. */
export const bundle = fresh();

await createBundle(audit, { out: bundle, key }, quiet());

/** Its members by name. */
export const good = unzipAll(bundle);

export const verify = (path: string, signer?: string): Promise<Verification> =>
  verifyBundle({ path, signer }, quiet());

export const manifestOf = (members: ReadonlyMap<string, Buffer>): Manifest => {
  const decoded = decodeManifest(members.get(manifestName) as Buffer);
  if ('reason' in decoded) throw new Error(decoded.reason);
  return decoded.manifest;
};

/** The work of a forger: sets files, brings manifest and checksums in line, and signs with a key. */
export function forge(
  changes: Record<string, Buffer>,
  keyFile: string,
  renameSigner: boolean,
): Map<string, Buffer> {
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

export async function codeOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    return error instanceof AssayError ? error.code : `unexpected: ${String(error)}`;
  }
  return 'nothing thrown';
}
