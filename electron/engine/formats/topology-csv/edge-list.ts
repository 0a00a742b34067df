import { AssayError } from '../../../../shared/domain/errors.ts';
import type { CallKind } from '../../../../shared/domain/call-graph.ts';
import type { ByteWindow } from '../../reading/window.ts';
import type { ImportContext } from '../format.ts';
import { countOf, shown } from './cells.ts';
import { maxNameLength, type GraphBuilder } from './graph-builder.ts';
import type { EdgeLayout } from './layout.ts';
import { rowsOf, type PlacedRow } from './rows.ts';

const asyncKinds = /^(?:async(?:hronous)?|messag(?:e|ing)|queue|event|pub-?sub|producer|consumer|stream)$/iu;
const syncKinds = /^(?:sync(?:hronous)?|https?|g?rpc|rest|tcp|sql|call|client|server)$/iu;

const kindOf = (text: string): CallKind | null =>
  asyncKinds.test(text) ? 'async' : syncKinds.test(text) ? 'sync' : null;

/** One edge a row; a row that names no two ends is rejected. Throws `topology.empty` where none does. */
export async function readEdges(
  window: ByteWindow,
  layout: EdgeLayout,
  graph: GraphBuilder,
  context: ImportContext,
): Promise<void> {
  const { first, second, callKind, calls, headers } = layout;
  const ignored = headers.filter((_, index) => ![first, second, callKind, calls].includes(index));
  if (ignored.length > 0) {
    const names = ignored.map((header) => `“${header}”`).join(', ');
    context.warn('topology.column-ignored', `Not imported: ${names}. Ends, kind and calls are read.`);
  }
  let unknownKinds = 0;
  let isHeader = true;
  for await (const row of rowsOf(window, layout.separator, context.fileName)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const { line, offset } = row;
    const cell = (index: number): string => (row.cells[index] ?? '').trim();
    const wrong = unusable(row, layout, cell);
    if (wrong !== null) {
      context.reject(line, offset, wrong);
      continue;
    }
    const kind = callKind < 0 ? null : kindOf(cell(callKind));
    if (callKind >= 0 && kind === null && cell(callKind) !== '') unknownKinds += 1;
    graph.addEdge(
      graph.nameIndex(cell(first), line),
      graph.nameIndex(cell(second), line),
      kind,
      calls < 0 || cell(calls) === '' ? null : Number(cell(calls)),
      line,
    );
  }
  if (unknownKinds > 0) {
    context.warn(
      'topology.kind-unknown',
      `Rows whose kind of call is neither sync nor async, nor a known word for one of them: ${unknownKinds}. Their edges are kept without a kind.`,
    );
  }
  if (graph.edges.length === 0)
    throw new AssayError({
      code: 'topology.empty',
      message: 'The file tells of no call: no row of it names two ends.',
      file: context.fileName,
      line: 1,
      hint: 'Export it again; an empty file often means that the export failed.',
    });
}

/** Why a row of an edge list cannot be used, or null. */
function unusable(
  row: PlacedRow,
  { first, second, calls, headers }: EdgeLayout,
  cell: (index: number) => string,
): string | null {
  if (row.unclosedQuote) return 'a quoted cell of this row is never closed';
  if (
    row.cells.length > headers.length &&
    row.cells.slice(headers.length).some((text) => text.trim() !== '')
  ) {
    return `found ${row.cells.length} cells, expected ${headers.length}`;
  }
  for (const index of [first, second]) {
    if (cell(index) === '') return `the cell under “${headers[index]}” is empty; expected a name`;
    if (cell(index).length > maxNameLength) {
      return `the name under “${headers[index]}” is longer than ${maxNameLength} characters`;
    }
  }
  return calls < 0 || countOf(cell(calls)) !== null
    ? null
    : `found ${shown(cell(calls))} under “${headers[calls]}”, expected a whole number of calls`;
}
