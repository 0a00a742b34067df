import { Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import type { AuditDb } from '../db/database.ts';

/** The bytes of a source as they were in the imported file, streamed. Empty where the audit does not hold them. */
export async function* readRawSource(db: AuditDb, sourceId: number): AsyncGenerator<Buffer> {
  const nextRow = db.prepare('select bytes from source_raw where source_id = ? and sequence = ?').pluck();
  const rows = function* (): Generator<Buffer> {
    for (let sequence = 0; ; sequence += 1) {
      const bytes = nextRow.get(sourceId, sequence) as Buffer | undefined;
      if (bytes === undefined) return;
      yield bytes;
    }
  };
  const packed = Readable.from(rows(), { objectMode: false });
  const unpacker = createZstdDecompress();
  packed.on('error', (error) => unpacker.destroy(error));
  packed.pipe(unpacker);
  try {
    yield* unpacker as AsyncIterable<Buffer>;
  } finally {
    packed.destroy();
    unpacker.destroy();
  }
}
