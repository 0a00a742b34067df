// What goes into a bundle, drawn from one unchanging view of the audit.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Source } from '../../../shared/contract/sources.ts';
import { canonicalJson } from '../db/canonical.ts';
import { readJournal } from '../db/journal.ts';
import type { AuditDb, OpenAudit } from '../db/database.ts';
import { readSources } from '../db/sources.ts';
import { encodeDocument } from '../db/document.ts';
import type { Report } from '../report/blocks.ts';
import { printFiles } from '../report/documents.ts';
import { documents } from './documents/registry.ts';
import { sourceMemberName } from './documents/sources.ts';
import { journalName, type ManifestFile } from './manifest.ts';
import { readRawSource } from './rawSource.ts';
import type { Content } from './zipWriter.ts';

/** A member whose SHA-256 is known before it is written. */
export interface BundleFile extends Content {
  sha256: string;
  role: ManifestFile['role'];
}

export interface PrepareOptions {
  signal: AbortSignal;
  /** Called with the bytes of raw evidence checked so far. */
  onProgress(done: number): void;
}

export function textFile(name: string, role: ManifestFile['role'], text: string): BundleFile {
  const bytes = Buffer.from(text, 'utf8');
  return {
    name,
    role,
    bytes: bytes.length,
    crc32: crc32(bytes),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    read: () => [bytes],
  };
}

/** Every file but the manifest and what serves verifying. Checks each source's bytes against its hash. */
export async function prepareContents(
  { db }: OpenAudit,
  report: Report,
  options: PrepareOptions,
): Promise<BundleFile[]> {
  const sources = readSources(db);
  const raw: BundleFile[] = [];
  let done = 0;
  for (const source of sources) {
    raw.push(await sourceFile(db, source, options, done));
    done += source.bytes;
  }
  return [
    ...printFiles(report).map(({ name, text }) => textFile(`report/${name}`, 'report', text)),
    ...documents.map((document) =>
      textFile(document.name, 'data', encodeDocument(document, document.read(db))),
    ),
    textFile(
      journalName,
      'journal',
      readJournal(db)
        .map((entry) => `${canonicalJson(entry)}\n`)
        .toArray()
        .join(''),
    ),
    ...raw,
  ];
}

/** Reads the source once, because a zip names the checksum before the bytes. */
async function sourceFile(
  db: AuditDb,
  source: Source,
  { signal, onProgress }: PrepareOptions,
  doneBefore: number,
): Promise<BundleFile> {
  const hash = createHash('sha256');
  let checksum = 0;
  let bytes = 0;
  for await (const chunk of readRawSource(db, source.id)) {
    signal.throwIfAborted();
    hash.update(chunk);
    checksum = crc32(chunk, checksum);
    bytes += chunk.length;
    onProgress(doneBefore + bytes);
  }
  if (bytes !== source.bytes || hash.digest('hex') !== source.sha256) {
    throw new AssayError({
      code: 'source.raw-damaged',
      message: `The bytes of ${source.file} kept in the audit are not those that were imported: their SHA-256 differs.`,
      hint: 'The audit file is damaged. Open a backup, or set this source aside and import the file again.',
    });
  }
  return {
    name: sourceMemberName(source.id, source.file),
    role: 'source',
    bytes,
    crc32: checksum,
    sha256: source.sha256,
    read: () => readRawSource(db, source.id),
  };
}
