// Checks a bundle without trusting any of it. Tampering is an answer (`ok: false`, with names); only a file that is no
// bundle, or is cut off, is an error. Nothing is unpacked but by recomputation, into a folder of its own.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Verification } from '../../../shared/contract/bundle.ts';
import { canonicalJson } from '../db/canonical.ts';
import { setBackAt, verifyJournal } from '../db/journal.ts';
import type { JobContext } from '../jobs/runner.ts';
import { cautionsOf } from './cautions.ts';
import { countFigures, readReport } from './figures.ts';
import { readPublicKeyFile } from './keyFiles.ts';
import { decodeDocument } from '../db/document.ts';
import { evidenceDocument } from './documents/evidence.ts';
import { documents } from './documents/registry.ts';
import { sourcesDocument, type SourcesDocument } from './documents/sources.ts';
import {
  checksumsName,
  decodeManifest,
  journalName,
  manifestName,
  reportDataName,
  signatureName,
  signersName,
  unlistedNames,
  type Manifest,
} from './manifest.ts';
import { judgeJournal, readEntries } from './journalMember.ts';
import { listingProblems, requiredIn } from './members.ts';
import { compareBundles, newerNote, type Chain } from './newer.ts';
import { keyType, type PublicKey } from './openssh.ts';
import { isSame, tryRecompute } from './recomputed.ts';
import { allowedSigners } from './signers.ts';
import { checkSignature, type SignatureCheck } from './sshsig.ts';
import type { Archive } from './archive.ts';
import { openArchive, shown } from './zipReader.ts';
import type { PlacedMember } from './zipLayout.ts';

/** Members that are read whole; far larger than any that Assay writes. */
const maxWholeBytes = 256 * 1024 * 1024;
const shownProblems = 100;

export interface VerifyInput {
  path: string;
  /** Public key file of the expected signer. */
  signer?: string | undefined;
  recompute?: boolean | undefined;
  /** Another bundle, which may be a newer one of the same audit. */
  newer?: string | undefined;
}

/** Throws `bundle.not-a-zip`, `bundle.truncated`, `bundle.not-a-bundle`, `key.*` or a file error. */
export async function verifyBundle(input: VerifyInput, job: JobContext): Promise<Verification> {
  const signer = input.signer === undefined ? null : readPublicKeyFile(input.signer);
  const own = await verifyFile({ ...input, signer }, job);
  if (input.newer === undefined || !own.verification.ok || own.chain === null) return own.verification;
  const other = await verifyFile({ path: input.newer, signer }, job);
  const [ownKey, otherKey] = [own, other].map(
    ({ verification }) => verification.signatures[0]?.keyFingerprint,
  );
  const isTrusted = other.verification.ok && ownKey === otherKey;
  const newer = compareBundles(own.chain, isTrusted ? other.chain : null);
  return { ...own.verification, newer, notes: [newerNote(newer), ...own.verification.notes] };
}

/** A verification, with what tells whether another bundle is newer; null where the bundle does not tell it. */
async function verifyFile(
  check: Check,
  job: JobContext,
): Promise<{ verification: Verification; chain: Chain | null }> {
  const archive = await openArchive(check.path);
  try {
    return { verification: await verifyArchive(archive, check, job), chain: await readChain(archive) };
  } finally {
    await archive.close();
  }
}

/** What the bundle says of its place among others: to be relied on where the bundle verifies. */
async function readChain(archive: Archive): Promise<Chain | null> {
  const bytes = await readWhole(archive, manifestName);
  const decoded = bytes && decodeManifest(bytes);
  if (!decoded || 'reason' in decoded) return null;
  const { audit, createdAt } = decoded.manifest;
  const entries = readEntries((await readWhole(archive, journalName)) ?? undefined, []);
  return { auditId: audit.id, signedAt: createdAt, hashes: entries.map(({ hash }) => hash) };
}

interface Check {
  path: string;
  signer: PublicKey | null;
  recompute?: boolean | undefined;
}

async function verifyArchive(archive: Archive, check: Check, job: JobContext): Promise<Verification> {
  const holds = (name: string): boolean => archive.members.has(name);
  if (archive.members.size > 0 && !holds(manifestName) && !holds(signatureName)) {
    throw new AssayError({
      code: 'bundle.not-a-bundle',
      message: `The archive holds neither ${manifestName} nor ${signatureName}.`,
      file: check.path,
      hint: 'Choose the .zip that `assay bundle` or “Sign” wrote.',
    });
  }
  const problems = [...archive.problems];
  const whole = new Map<string, Buffer>();
  for (const name of [manifestName, signatureName]) {
    const bytes = await readWhole(archive, name);
    if (bytes) whole.set(name, bytes);
  }
  const manifestBytes = whole.get(manifestName);
  const decoded = manifestBytes
    ? decodeManifest(manifestBytes)
    : { reason: `${manifestName} is missing or damaged.` };
  const manifest = 'manifest' in decoded ? decoded.manifest : null;
  if ('reason' in decoded) problems.push(decoded.reason);

  const files = await checkFiles(archive, manifest, job, whole);
  const intact = (name: string): Buffer | undefined =>
    files.altered.includes(name) ? undefined : whole.get(name);
  const signature = manifestBytes ? await judgeSignature(manifest, manifestBytes, whole, check.signer) : null;
  const entries = readEntries(whole.get(journalName), problems);
  const journal = verifyJournal(entries);
  const journalOk = judgeJournal(entries, journal, manifest, signature?.keyFingerprint, problems);
  const index = readSourcesIndex(intact(sourcesDocument.name), manifest, problems);
  const report = readReport(intact(reportDataName), problems);
  if (manifest) {
    for (const name of requiredIn(manifest, index?.sources ?? [])) {
      if (!archive.members.has(name) && !files.missing.includes(name)) files.missing.push(name);
    }
    problems.push(
      ...listingProblems(manifest, intact(checksumsName)),
      ...unreadProblems(manifest, files, whole),
      ...documentProblems(intact),
    );
  }

  const sound =
    problems.length === 0 &&
    journalOk &&
    signature?.ok === true &&
    files.missing.length + files.altered.length + files.extra.length === 0;
  let recomputed: Verification['recomputed'] = null;
  if (check.recompute === true && sound && manifest && index) {
    recomputed = await tryRecompute(
      {
        manifest,
        journal: entries,
        index,
        document: intact,
        read: (path) => archive.read(archive.members.get(path) as PlacedMember),
      },
      problems,
      job,
    );
  }
  return {
    ok: sound && (check.recompute !== true || (recomputed !== null && isSame(recomputed))),
    bundle: manifest && {
      name: manifest.audit.name,
      client: manifest.audit.client,
      auditor: manifest.audit.auditor,
      createdAt: manifest.createdAt,
      manifestSha256: createHash('sha256')
        .update(manifestBytes as Buffer)
        .digest('hex'),
      sources: manifest.files.filter(({ role }) => role === 'source').length,
    },
    signerGiven: check.signer !== null,
    signerMatched: check.signer === null ? null : check.signer.fingerprint === signature?.keyFingerprint,
    signatures: signature ? [signature] : [],
    files,
    journal: { entries: journal.entries, ok: journalOk, firstBroken: journal.firstBroken },
    recomputed,
    figures: report && countFigures(report, intact(evidenceDocument.name), recomputed),
    problems: problems.slice(0, shownProblems),
    newer: null,
    notes: cautionsOf({
      signerGiven: check.signer !== null,
      signatureOk: signature?.ok === true,
      setBackAt: setBackAt(entries),
      recomputed,
      notRecomputed: check.recompute === true && !sound,
    }),
  };
}

const wholeNames: ReadonlySet<string> = new Set([
  checksumsName,
  journalName,
  reportDataName,
  signersName,
  ...documents.map(({ name }) => name),
]);

/** Hashes every listed file, and keeps the small ones that are read further on. */
async function checkFiles(
  archive: Archive,
  manifest: Manifest | null,
  job: JobContext,
  whole: Map<string, Buffer>,
): Promise<Verification['files']> {
  const missing: string[] = [];
  const altered: string[] = [];
  for (const name of unlistedNames) {
    if (!archive.members.has(name)) missing.push(name);
    else if (!whole.has(name)) altered.push(name);
  }
  const listed = new Set(manifest?.files.map(({ path }) => path));
  const total = archive.bytes;
  let done = 0;
  for (const file of manifest?.files ?? []) {
    if (job.signal.aborted) throw cancelled();
    const member = archive.members.get(file.path);
    if (!member) {
      missing.push(file.path);
      continue;
    }
    const hash = createHash('sha256');
    const kept: Buffer[] = [];
    let checksum = 0;
    const readable = !archive.suspect.has(file.path) && member.bytes === file.bytes;
    const isKept = wholeNames.has(file.path) && member.bytes <= maxWholeBytes;
    if (readable) {
      for await (const chunk of archive.read(member)) {
        hash.update(chunk);
        checksum = crc32(chunk, checksum);
        if (isKept) kept.push(chunk);
        done += chunk.length;
        job.report({ phase: 'Checking files', done, total, unit: 'B' });
      }
    }
    if (!readable || hash.digest('hex') !== file.sha256 || checksum !== member.crc32) altered.push(file.path);
    if (isKept) whole.set(file.path, Buffer.concat(kept));
  }
  const extra = manifest
    ? [...archive.members.keys()].filter((name) => !listed.has(name) && !unlistedNames.has(name))
    : [];
  return { checked: listed.size, missing, altered, extra: extra.map((name) => shown(name)) };
}

/** Files that must be read to be judged, and are too large to be what they are called. */
const unreadProblems = (
  { files }: Manifest,
  { missing }: Verification['files'],
  whole: ReadonlyMap<string, Buffer>,
): string[] =>
  files
    .filter(({ path }) => wholeNames.has(path) && !whole.has(path) && !missing.includes(path))
    .map(({ path }) => `${path} is larger than any that Assay writes, and was not read.`);

/** The bytes of a member whose header and checksum are sound, or null. */
async function readWhole(archive: Archive, name: string): Promise<Buffer | null> {
  const member = archive.members.get(name);
  if (!member || archive.suspect.has(name) || member.bytes > maxWholeBytes) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of archive.read(member)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return crc32(bytes) === member.crc32 ? bytes : null;
}

async function judgeSignature(
  manifest: Manifest | null,
  manifestBytes: Buffer,
  whole: ReadonlyMap<string, Buffer>,
  signer: PublicKey | null,
): Promise<Verification['signatures'][number] | null> {
  const text = whole.get(signatureName);
  if (!text) return null;
  const result = checkSignature(text.toString('utf8'), manifestBytes);
  const reason = reasonAgainst(result, manifest, whole.get(signersName), signer);
  return {
    role: 'auditor',
    identity: manifest?.signer.identity ?? '',
    keyFingerprint: result.key?.fingerprint ?? '',
    algorithm: keyType,
    ok: reason === null,
    ...(reason !== null && { reason }),
  };
}

function reasonAgainst(
  result: SignatureCheck,
  manifest: Manifest | null,
  signersFile: Buffer | undefined,
  signer: PublicKey | null,
): string | null {
  if (!result.ok) return result.reason;
  if (!manifest) return 'What was signed is not a manifest.';
  const { fingerprint } = result.key;
  if (signer && !signer.blob.equals(result.key.blob)) {
    return `It was signed by the key ${fingerprint}, not by the key given, ${signer.fingerprint}.`;
  }
  if (fingerprint !== manifest.signer.fingerprint) {
    return `It was signed by the key ${fingerprint}; the manifest names ${manifest.signer.fingerprint}.`;
  }
  if (signersFile?.toString('utf8') !== allowedSigners(manifest.signer.identity, result.key)) {
    return `The key ${fingerprint} is not the one in ${signersName}.`;
  }
  return null;
}

/** What no reader of the data could make sense of, or two could read differently. */
function documentProblems(intact: (name: string) => Buffer | undefined): string[] {
  return documents.flatMap((document) => {
    const bytes = intact(document.name);
    if (bytes === undefined) return [];
    try {
      decodeDocument(document, bytes);
      const isCanonical = `${canonicalJson(JSON.parse(bytes.toString('utf8')))}\n` === bytes.toString('utf8');
      return isCanonical ? [] : [`${document.name} is not in canonical form (RFC 8785).`];
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      return [error.message];
    }
  });
}

/** The index of sources, which must tell of each raw file what the manifest tells. */
function readSourcesIndex(
  bytes: Buffer | undefined,
  manifest: Manifest | null,
  problems: string[],
): SourcesDocument | null {
  if (!bytes || !manifest) return null;
  let index: SourcesDocument;
  try {
    index = decodeDocument(sourcesDocument, bytes);
  } catch (error) {
    // What is wrong with it is told with that of the other documents.
    if (error instanceof AssayError) return null;
    throw error;
  }
  const listed = new Map(
    manifest.files.filter(({ role }) => role === 'source').map((file) => [file.path, file]),
  );
  for (const { path, bytes: size, sha256 } of index.sources) {
    const file = listed.get(path);
    if (file?.sha256 !== sha256 || file.bytes !== size) {
      problems.push(`${sourcesDocument.name} and the manifest do not agree on ${shown(path)}.`);
    }
    listed.delete(path);
  }
  for (const path of listed.keys()) problems.push(`${sourcesDocument.name} does not name ${shown(path)}.`);
  return index;
}

function cancelled(): AssayError {
  return new AssayError({ code: 'job.cancelled', message: 'The verification was cancelled.' });
}
