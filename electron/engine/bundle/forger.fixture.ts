// The tools of a forger who knows the format: whatever is changed, all that names the key, the journal or a checksum is
// brought in line with it (the report and VERIFY.md too) and signed with a key. The auditor himself could do little more.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { JournalEntry } from '../../../shared/contract/journal.ts';
import { canonicalJson } from '../db/canonical.ts';
import { journalHash, journalRoot } from '../db/journal.ts';
import { signedAction } from './create.ts';
import { readSigningKey } from './keyFiles.ts';
import {
  checksumsName,
  decodeManifest,
  encodeManifest,
  instructionsName,
  journalName,
  manifestName,
  signatureName,
  signersName,
  unlistedNames,
  type Manifest,
} from './manifest.ts';
import { checksumsOf, roleOf } from './members.ts';
import { allowedSigners } from './signers.ts';
import { signMessage } from './sshsig.ts';
import { compareNames } from './zipLayout.ts';
import { openArchive } from './zipReader.ts';
import { writeArchive } from './zipWriter.ts';

export type Members = ReadonlyMap<string, Buffer>;

/** Every member of a bundle by its name. */
export async function membersOf(path: string): Promise<Map<string, Buffer>> {
  const archive = await openArchive(path);
  try {
    const members = new Map<string, Buffer>();
    for (const member of archive.members.values()) {
      const chunks: Buffer[] = [];
      for await (const chunk of archive.read(member)) chunks.push(chunk);
      members.set(member.name, Buffer.concat(chunks));
    }
    return members;
  } finally {
    await archive.close();
  }
}

/** Writes members in the one layout a bundle has, over whatever was written there before. */
export async function pack(members: Members, path: string): Promise<string> {
  const contents = [...members].map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    crc32: crc32(bytes),
    read: () => [bytes],
  }));
  rmSync(path, { force: true });
  await writeArchive(path, contents, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  return path;
}

export interface Forgery {
  /** Of the private key it is signed with. */
  keyFile: string;
  /** Last change to the manifest before it is signed. */
  change?: (manifest: Manifest) => void;
  /** Leaves `SHA256SUMS` as it is given. */
  keepChecksums?: boolean;
}

/** The members with everything in line again, under a good signature. */
export function signAgain(given: Members, forgery: Forgery): Map<string, Buffer> {
  const key = readSigningKey(forgery.keyFile, undefined);
  const members = new Map(given);
  const decoded = decodeManifest(members.get(manifestName) as Buffer);
  if ('reason' in decoded) throw new Error(decoded.reason);
  const { manifest } = decoded;
  const before = { head: manifest.journal.head, fingerprint: manifest.signer.fingerprint };
  manifest.signer.fingerprint = key.fingerprint;
  const journal = members.get(journalName);
  if (journal) {
    const entries = chainAgain(journal, key.fingerprint);
    members.set(journalName, Buffer.from(entries.map((entry) => `${canonicalJson(entry)}\n`).join('')));
    manifest.journal = { entries: entries.length, head: entries.at(-1)?.hash ?? journalRoot };
  }
  for (const [name, bytes] of members) {
    if (roleOf(name) !== 'report' && name !== instructionsName) continue;
    const inLine = bytes
      .toString('utf8')
      .replaceAll(before.head, manifest.journal.head)
      .replaceAll(before.fingerprint, key.fingerprint);
    members.set(name, Buffer.from(inLine));
  }
  if (members.has(signersName)) {
    members.set(signersName, Buffer.from(allowedSigners(manifest.signer.identity, key)));
  }
  const list = (): Manifest['files'] =>
    [...members]
      .filter(([name]) => !unlistedNames.has(name))
      .map(([path, bytes]) => ({
        path,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        role: roleOf(path) ?? 'data',
      }))
      .toSorted((a, b) => compareNames(a.path, b.path));
  if (members.has(checksumsName) && forgery.keepChecksums !== true) {
    members.set(checksumsName, Buffer.from(checksumsOf(list())));
  }
  manifest.files = list();
  forgery.change?.(manifest);
  const encoded = encodeManifest(manifest);
  members.set(manifestName, encoded);
  members.set(signatureName, Buffer.from(signMessage(key, encoded)));
  return members;
}

/** The entries with their hashes made anew; the signing is by the forger's key. */
function chainAgain(journal: Buffer, keyFingerprint: string): JournalEntry[] {
  const entries = journal
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEntry);
  const signing = entries.findLast(({ action }) => action === signedAction);
  if (signing) signing.detail = { ...(signing.detail as object), keyFingerprint };
  let previousHash = journalRoot;
  return entries.map((entry) => {
    const { hash: _hash, ...content } = { ...entry, previousHash };
    previousHash = journalHash(content);
    return { ...content, hash: previousHash };
  });
}
