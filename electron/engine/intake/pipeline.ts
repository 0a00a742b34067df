// One file into a staging database: hash, keep the raw bytes, decode, detect, parse, write. Runs in a worker
// thread, so that the engine answers while a large file comes in; memory stays flat as files grow.
import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createZstdCompress } from 'node:zlib';
import type Database from 'better-sqlite3';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Source } from '../../../shared/contract/sources.ts';
import type { Sum } from '../db/cell-sums.ts';
import { storeSourceSums } from '../db/checksums.ts';
import { openStaging } from '../db/staging.ts';
import { asAuditError, requireRegularFile } from '../db/system-errors.ts';
import type { EvidenceKind } from '../../../shared/contract/kinds.ts';
import type { Sink } from '../kinds/kind.ts';
import { kindOf, type EvidenceBatch } from '../kinds/lookup.ts';
import { schema } from '../schema.ts';
import { headBytes, peek } from '../reading/stream.ts';
import { decode, type Wrapping } from './decode.ts';
import { refuseNested } from './containers/open.ts';
import { chooseFormat } from './detect.ts';
import type { ImportContext } from '../formats/format.ts';
import type { ByteStream } from '../reading/stream.ts';

/** The bytes of one file, once, and what they are called. */
export interface ImportInput {
  fileName: string;
  /** What errors name as the file. */
  place: string;
  container: Source['container'];
  /** As it was told before it was read. */
  bytes: number;
  open(): ByteStream;
  /** Whether it was written to since it was looked at. */
  hasChanged(): Promise<boolean>;
}

/** Where it goes and how it is read. */
export interface ImportSettings {
  stagingPath: string;
  sourceId: number;
  as?: string | undefined;
  timeZone?: string | undefined;
  options: Record<string, string>;
  /** The name it was imported by before, where the path has another. */
  fileName?: string | undefined;
}

export interface ImportProgress {
  phase: string;
  done: number;
  total: number;
}

/** Rejected lines kept with their reasons; beyond these they are only counted. */
const keptRejections = 1000;
const readBytes = 1024 * 1024;
const rawRowBytes = 1024 * 1024;

/** A file on the disk. Throws file errors, `import.folder` for a folder. */
export async function fileInput(path: string, fileName = basename(path)): Promise<ImportInput> {
  const found = await statOf(path);
  return {
    fileName,
    place: path,
    container: null,
    bytes: found.size,
    open: () => createReadStream(path, { highWaterMark: readBytes }),
    hasChanged: () => hasChanged(path, found),
  };
}

/** Fills the staging database and returns the source as it will be listed. */
export async function importIntoStaging(
  input: ImportInput,
  settings: ImportSettings,
  report: (progress: ImportProgress) => void,
): Promise<Source> {
  const { fileName } = input;
  const { options, sourceId } = settings;
  const startedAt = performance.now();
  let bytes = 0;
  const db = openStaging(settings.stagingPath, schema);
  const rejected: Source['rejected'] = [];
  const warnings = new Map<string, string>();
  let rejectedCount = 0;
  const context: ImportContext = {
    fileName,
    options,
    timeZone: settings.timeZone,
    reject(line, offset, reason) {
      rejectedCount += 1;
      if (rejected.length < keptRejections) rejected.push({ line, offset, reason });
    },
    warn: (code, message) => void warnings.set(code, message),
  };
  const hash = createHash('sha256');
  const raw = rawWriter(db, sourceId);
  const read = async function* (): ByteStream {
    for await (const chunk of input.open()) {
      hash.update(chunk);
      // Compression runs on another thread while the chunk is parsed on this one.
      const kept = raw.write(chunk);
      kept.catch(() => undefined);
      bytes += chunk.length;
      report({ phase: 'Reading', done: bytes, total: Math.max(bytes, input.bytes) });
      yield chunk;
      await kept;
    }
  };
  const wrappings: Wrapping[] = [];
  const decoded = decode(read(), fileName, wrappings);
  try {
    db.exec('begin');
    const { head, stream } = await peek(decoded, headBytes);
    if (input.container !== null) refuseNested(head);
    const { format, confidence } = chooseFormat(head, fileName, settings.as, wrappings);
    /** Opened when the first batch of their kind arrives, in that order. */
    const sinks = new Map<EvidenceKind, Sink<EvidenceBatch>>();
    for await (const batch of format.parse(stream, context)) {
      let sink = sinks.get(batch.kind);
      if (sink === undefined) {
        sink = kindOf(batch.kind).openSink({ db, sourceId, warn: context.warn });
        sinks.set(batch.kind, sink);
      }
      sink.write(batch);
    }
    let rows = 0;
    const summed = new Map<string, Sum>();
    for (const sink of sinks.values()) {
      const { rows: own, sums = new Map<string, Sum>() } = sink.finish();
      rows += own;
      for (const [table, sum] of sums) summed.set(table, sum);
    }
    await raw.finish();
    storeSourceSums(db, schema, sourceId, summed);
    if (bytes !== input.bytes || (await input.hasChanged())) {
      context.warn(
        'import.changed-while-read',
        `The file changed while it was read. What was read is kept and counts: ${bytes} bytes.`,
      );
    }
    if (rows === 0) {
      throw new AssayError({
        code: 'import.no-rows',
        message:
          rejected[0] === undefined
            ? `The file was read as ${format.title}, but it holds no rows.`
            : `The file was read as ${format.title}, but none of its rows can be used; the first: ${rejected[0].reason}`,
        file: fileName,
        ...(rejected[0] && { line: rejected[0].line, offset: rejected[0].offset }),
        hint: 'Check the export, or name the format if it was taken for another (--as).',
      });
    }
    const source: Source = {
      id: sourceId,
      file: fileName,
      sha256: hash.digest('hex'),
      bytes,
      kind: [...sinks.keys()][0] ?? format.kinds[0],
      kinds: [...sinks.keys()],
      format: format.id,
      confidence,
      rows,
      rejected,
      rejectedCount,
      warnings: [...warnings].map(([code, message]) => ({ code, message })),
      durationMs: performance.now() - startedAt,
      importedAt: new Date().toISOString(),
      importerVersion: format.version,
      options: { ...options, ...(settings.timeZone && { timeZone: settings.timeZone }) },
      container: input.container,
    };
    insertSource(db, source);
    db.exec('commit');
    return source;
  } catch (error) {
    throw withFile(error, input.place);
  } finally {
    // Closes the file, of which a refused one was not read to its end.
    await decoded.return(undefined);
    db.close();
  }
}

function insertSource(db: Database.Database, source: Source): void {
  db.prepare(
    `insert into source (id, file, bytes, sha256, kind, kinds, format, importer_version, confidence, options,
       row_count, rejected, rejected_count, warnings, duration_ms, imported_at, container_file, container_member, state)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live')`,
  ).run(
    source.id,
    source.file,
    source.bytes,
    source.sha256,
    source.kind,
    JSON.stringify(source.kinds),
    source.format,
    source.importerVersion,
    source.confidence,
    JSON.stringify(source.options),
    source.rows,
    JSON.stringify(source.rejected),
    source.rejectedCount,
    JSON.stringify(source.warnings),
    source.durationMs,
    source.importedAt,
    source.container?.file ?? null,
    source.container?.member ?? null,
  );
}

/** Written to since it was looked at; one that is gone by now was still read whole. */
async function hasChanged(path: string, found: Stats): Promise<boolean> {
  try {
    const now = await stat(path);
    return now.ino === found.ino && (now.mtimeMs !== found.mtimeMs || now.size !== found.size);
  } catch {
    return false;
  }
}

async function statOf(path: string): Promise<Stats> {
  try {
    const stats = await stat(path);
    requireRegularFile(stats, path);
    if (stats.isDirectory()) {
      throw new AssayError({
        code: 'import.folder',
        message: 'This is a folder, not a file.',
        file: path,
        hint: 'Import the files inside it.',
      });
    }
    return stats;
  } catch (error) {
    throw asAuditError(error, path);
  }
}

/** Errors name the whole path; a file that vanishes while it is read is told apart from one never there. */
function withFile(error: unknown, path: string): unknown {
  if (error instanceof AssayError) return new AssayError({ ...error.data, file: path }, error);
  return asAuditError(error, path);
}

/** Keeps the raw bytes as one zstd stream, cut into rows. */
function rawWriter(
  db: Database.Database,
  sourceId: number,
): { write(chunk: Uint8Array): Promise<void>; finish(): Promise<void> } {
  const insert = db.prepare('insert into source_raw (source_id, sequence, bytes) values (?, ?, ?)');
  const compressor = createZstdCompress();
  let held: Buffer[] = [];
  let heldBytes = 0;
  let sequence = 0;
  let failure: unknown;
  const flush = (): void => {
    if (heldBytes === 0) return;
    insert.run(sourceId, sequence, Buffer.concat(held));
    sequence += 1;
    held = [];
    heldBytes = 0;
  };
  const ended = new Promise<void>((resolve, reject) => {
    compressor.on('end', resolve);
    compressor.on('error', reject);
  });
  ended.catch((error: unknown) => {
    failure = error;
  });
  compressor.on('data', (bytes: Buffer) => {
    try {
      held.push(bytes);
      heldBytes += bytes.length;
      if (heldBytes >= rawRowBytes) flush();
    } catch (error) {
      compressor.destroy(error as Error);
    }
  });
  return {
    async write(chunk) {
      if (failure !== undefined) throw failure;
      if (compressor.write(chunk)) return;
      await Promise.race([new Promise<void>((resolve) => void compressor.once('drain', resolve)), ended]);
    },
    async finish() {
      compressor.end();
      await ended;
      flush();
    },
  };
}
