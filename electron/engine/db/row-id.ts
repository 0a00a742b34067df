// Ids of evidence rows. An id follows from the source and the row's number in it, so that importing a file gives the
// same ids whatever else the audit holds: what was pinned about a row is found again when a bundle's files are
// imported anew. (Files of format 5 and earlier numbered rows across the audit; their rows keep their ids.)
import { AssayError } from '../../../shared/domain/errors.ts';

/** Numbers the rows of one table of one source, from 1. Throws `import.too-many-rows` beyond the table's room. */
export function rowNumbering(sourceId: number, rowsPerSource: number, what: string): (row: number) => number {
  const base = sourceId * rowsPerSource;
  return (row) => {
    if (row < rowsPerSource) return base + row;
    throw new AssayError({
      code: 'import.too-many-rows',
      message: `The file holds more than ${rowsPerSource - 1} ${what}, which is the most that one source can have.`,
      hint: 'Cut the export into several files and import each.',
    });
  };
}
