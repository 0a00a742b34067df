import type { Source } from '../../../shared/contract/sources.ts';
import { renderTable } from '../output.ts';

/** Sources as a person reads them: those imported before under the name they came by again. */
export const sourceTable = (sources: readonly Source[]) => () =>
  renderTable({
    columns: ['id', 'file', 'in', 'format', 'rows', 'rejected', 'bytes', 'sha256'],
    rows: sources.map((source) => [
      source.id,
      source.duplicateOf === undefined
        ? source.file
        : `${source.file} (already source ${source.duplicateOf})`,
      source.container === null ? null : source.container.file,
      source.format,
      source.rows,
      source.rejectedCount,
      source.bytes,
      `${source.sha256.slice(0, 16)}…`,
    ]),
  });
