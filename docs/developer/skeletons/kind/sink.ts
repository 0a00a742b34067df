import { rowNumbering } from '../../../../electron/engine/db/row-id.ts';
import type { Sink, SinkContext } from '../../../../electron/engine/kinds/kind.ts';
import type { NoteBatch } from './batch.ts';

/** The room for ids of one source. */
const rowsPerSource = 1_000_000;

/** Writes each note as it comes, so that memory stays flat. */
export function noteSink({ db, sourceId, warn }: SinkContext): Sink<NoteBatch> {
  const insert = db.prepare('insert into note (id, source_id, time_ms, text) values (?, ?, ?, ?)');
  const idOf = rowNumbering(sourceId, rowsPerSource, 'notes');
  let rows = 0;
  let latestMs = Number.NEGATIVE_INFINITY;
  let outOfOrder = 0;
  return {
    write({ notes }) {
      for (const { timeMs, text } of notes) {
        rows += 1;
        insert.run(idOf(rows), sourceId, timeMs, text);
        if (timeMs < latestMs) outOfOrder += 1;
        else latestMs = timeMs;
      }
    },
    finish() {
      if (outOfOrder > 0) warn('notes.out-of-order', `Notes before the one above them: ${outOfOrder}.`);
      return { rows };
    },
  };
}
