import { AssayError } from '../../../../shared/domain/errors.ts';
import type { ByteWindow } from '../../reading/window.ts';
import type { ImportContext } from '../format.ts';
import { countOf, shown } from './cells.ts';
import { maxNameLength, type GraphBuilder } from './graph-builder.ts';
import type { MatrixLayout } from './layout.ts';
import { rowsOf } from './rows.ts';

/** One row a name; anything that does not fit makes the whole doubtful, so that it is refused. */
export async function readMatrix(
  window: ByteWindow,
  { separator, names }: MatrixLayout,
  graph: GraphBuilder,
  context: ImportContext,
): Promise<void> {
  const file = context.fileName;
  for (const [index, name] of names.entries()) {
    const wrong =
      name === ''
        ? 'is empty; expected a name'
        : name.length > maxNameLength
          ? `is longer than ${maxNameLength} characters`
          : graph.nameIndex(name, 1) < index
            ? `repeats the name ${shown(name)}`
            : null;
    if (wrong !== null)
      throw matrixError('topology.header-invalid', `Column ${index + 2} of the header ${wrong}.`, file, 1);
  }
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const seen = new Set<number>();
  let isCounted = false;
  let lastLine = 1;
  let isHeader = true;
  for await (const row of rowsOf(window, separator, file)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const { line } = row;
    lastLine = line;
    const values = row.cells.slice(1);
    while (values.length > names.length && values.at(-1)?.trim() === '') values.pop();
    if (row.unclosedQuote || values.length !== names.length) {
      throw matrixError(
        'topology.not-square',
        `Line ${line}: found ${values.length} cells beside the name, expected ${names.length}, one for each name of the header${row.unclosedQuote ? '; a quoted cell is never closed' : ''}.`,
        file,
        line,
      );
    }
    const name = (row.cells[0] ?? '').trim();
    const first = indexOf.get(name);
    if (first === undefined || seen.has(first)) {
      const expected = names.find((_, index) => !seen.has(index)) ?? '';
      throw matrixError(
        'topology.names-differ',
        `Line ${line}: the first column holds ${shown(name)}${first === undefined ? ', which is not in the header' : ' a second time'}; expected ${expected === '' ? 'no further row' : shown(expected)}.`,
        file,
        line,
      );
    }
    seen.add(first);
    for (const [second, cell] of values.entries()) {
      const count = countOf(cell);
      if (count === null) {
        throw matrixError(
          'topology.cell-not-a-number',
          `Line ${line}, column ${second + 2} (${shown(names[second] ?? '')}): found ${shown(cell)}, expected 0, 1 or a count of calls.`,
          file,
          line,
        );
      }
      if (count === 0) continue;
      isCounted ||= count > 1;
      graph.addEdge(first, second, null, count, line);
    }
  }
  if (seen.size < names.length) {
    const missing = names.find((_, index) => !seen.has(index)) ?? '';
    throw matrixError(
      'topology.not-square',
      `The matrix has ${names.length} columns and ${seen.size} rows of names; the row of ${shown(missing)} is missing.`,
      file,
      lastLine,
    );
  }
  // Ones alone say that there is a call, not how often.
  if (!isCounted) for (const edge of graph.edges) edge.calls = null;
}

const matrixError = (code: string, message: string, file: string, line: number): AssayError =>
  new AssayError({
    code,
    message,
    file,
    line,
    hint: 'An adjacency matrix has the same names as header and first column, and a number in every cell.',
  });
