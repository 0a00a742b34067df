// The rows of a stream of bytes, one after another, with their places. Memory holds one row and one chunk.
import { AssayError } from '../../../../shared/domain/errors.ts';
import { readRow, type Row } from '../../reading/row.ts';
import type { ByteWindow } from '../../reading/window.ts';
import { isBlankRow } from './layout.ts';

/** A longer row is an unclosed quote, or a matrix of more names than are read. */
const maxRowBytes = 8 * 1024 * 1024;

export interface PlacedRow extends Row {
  /** 1-based. */
  line: number;
  /** In decoded bytes. */
  offset: number;
}

/** Every row that is not blank. Throws `topology.row-too-long` for one of more than 8 MiB. */
export async function* rowsOf(
  window: ByteWindow,
  separator: number,
  fileName: string,
): AsyncGenerator<PlacedRow, void, undefined> {
  let line = 1;
  let dropped = 0;
  let at = 0;
  while (true) {
    const row = at < window.length ? readRow(window.bytes, at, window.length, separator, window.ended) : null;
    if (row !== null) {
      if (!isBlankRow(row)) yield { ...row, line, offset: dropped + at };
      at = row.next;
      line += row.lineBreaks;
      continue;
    }
    if (window.ended) return;
    if (window.length - at > maxRowBytes) {
      throw new AssayError({
        code: 'topology.row-too-long',
        message: `The row that begins on line ${line} does not end within ${maxRowBytes / 1024 / 1024} MiB.`,
        file: fileName,
        line,
        offset: dropped + at,
        hint: 'Look there for a quote that is never closed, or for a file that is no list of calls.',
      });
    }
    window.drop(at);
    dropped += at;
    at = 0;
    await window.more();
  }
}
