import { damaged } from '../db/damaged.ts';
import type { AuditDb } from '../db/database.ts';
import { inflateStream, isOfInflater } from '../inflate.ts';

/**
 * The bytes of a source as they were in the imported file, streamed. Empty where the audit does not hold them. Throws
 * `audit.damaged` where they are more than the source counts, before more of them are unpacked, or are no zstd.
 */
export async function* readRawSource(db: AuditDb, sourceId: number): AsyncGenerator<Buffer> {
  const counted = db.prepare('select bytes from source where id = ?').pluck().get(sourceId) as number;
  const nextRow = db.prepare('select bytes from source_raw where source_id = ? and sequence = ?').pluck();
  const rows = function* (): Generator<Buffer> {
    for (let sequence = 0; ; sequence += 1) {
      const bytes = nextRow.get(sourceId, sequence) as Buffer | undefined;
      if (bytes === undefined) return;
      yield bytes;
    }
  };
  const where = `table source_raw, source ${sourceId}`;
  try {
    yield* inflateStream(rows(), 'zstd', (unpacked) => {
      if (unpacked > counted) {
        throw damaged(where, `it unpacks to more than the ${counted} bytes of its source`);
      }
    });
  } catch (error) {
    throw isOfInflater(error) ? damaged(where, 'its bytes do not unpack') : error;
  }
}
