// How a file of calls is laid out, told from its beginning: an edge list, by the two headers that name its ends, or an
// adjacency matrix, whose first column repeats its header.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { CallDirection } from '../../../../shared/domain/call-graph.ts';
import { readRow, type Row } from '../../reading/row.ts';
import { isCountCell } from './cells.ts';

export interface EdgeLayout {
  kind: 'edges';
  separator: number;
  /** Columns of the ends, in the order of the pair of headers that was found. */
  first: number;
  second: number;
  /** Columns of what is said of a call; -1 where there is none. */
  callKind: number;
  calls: number;
  headers: string[];
  /** Null where the headers do not say which end calls. */
  direction: CallDirection | null;
}

export interface MatrixLayout {
  kind: 'matrix';
  separator: number;
  /** From the header. */
  names: string[];
}

export type Layout = EdgeLayout | MatrixLayout;

/** Headers of the two ends, simplified, and which end calls where they say it. */
const endPairs: readonly [first: string, second: string, direction: CallDirection | null][] = [
  ['caller', 'callee', 'first-calls-second'],
  ['client', 'server', 'first-calls-second'],
  // The dependencies of Zipkin and Jaeger.
  ['parent', 'child', 'first-calls-second'],
  ['consumer', 'provider', 'first-calls-second'],
  ['dependent', 'dependency', 'first-calls-second'],
  ['from', 'to', null],
  ['source', 'target', null],
  ['source', 'destination', null],
  ['src', 'dst', null],
  ['src', 'dest', null],
];
/** What may stand around the name of an end, such as in `source_workload`. */
const aroundEnd = /^(?:service|app|node|name|workload)|(?:service|app|node|name|workload|id)+$/gu;
const kindHeader = /^(?:call)?(?:kind|type|mode)$/u;
const callsHeader = /^(?:calls?|callcount|count|requests?|requestcount|weight|hits)$/u;
/** A table with times is a series of measurements, whatever its other columns. */
const timeHeader = /^(?:time|timestamp|date|datetime|ts|epoch|unixtime|unixtimestamp|starttime|endtime)$/u;
const timeCell = /^\s*(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\d{10,19}(?:\.\d+)?\s*$)/u;

const separators: Readonly<Record<string, number>> = { comma: 44, semicolon: 59, tab: 9 };

const simplified = (header: string): string => header.toLowerCase().replaceAll(/[^a-z]/gu, '');
const endOf = (header: string): string => {
  const plain = simplified(header);
  const stripped = plain.replaceAll(aroundEnd, '');
  return stripped === '' ? plain : stripped;
};

/** The separators a file may use. Throws `usage.option` for one that is not known. */
function candidateSeparators(options: Readonly<Record<string, string>>): number[] {
  const wanted = options['separator'];
  if (wanted === undefined) return Object.values(separators);
  const separator = separators[wanted.toLowerCase()] ?? { ',': 44, ';': 59, '\t': 9 }[wanted];
  if (separator !== undefined) return [separator];
  throw new AssayError({
    code: 'usage.option',
    message: `The separator “${wanted}” is not known.`,
    hint: 'Use comma, semicolon or tab.',
  });
}

/** A line of nothing, as some tools write before the header. */
export const isBlankRow = ({ cells }: Row): boolean => cells.every((cell) => cell.trim() === '');

/** Rows looked at beside the header of a matrix. */
const rowsLookedAt = 20;

/** Null for what is neither; `isWhole` when no bytes follow. */
export function readLayout(
  head: Uint8Array,
  isWhole: boolean,
  options: Readonly<Record<string, string>>,
): Layout | null {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return null;
  for (const separator of candidateSeparators(options)) {
    const header = readRow(head, 0, head.length, separator, isWhole);
    if (header === null || header.cells.length < 2) continue;
    const layout =
      edgeLayout(head, header, separator, isWhole) ?? matrixLayout(head, header, separator, isWhole);
    if (layout !== null) return layout;
  }
  return null;
}

function edgeLayout(
  head: Uint8Array,
  { cells, next }: Row,
  separator: number,
  isWhole: boolean,
): EdgeLayout | null {
  const headers = cells.map((cell) => cell.trim());
  const plain = headers.map(simplified);
  if (plain.some((header) => timeHeader.test(header))) return null;
  const ends = headers.map(endOf);
  for (const [firstName, secondName, direction] of endPairs) {
    const [first, second] = [ends.indexOf(firstName), ends.indexOf(secondName)];
    if (first < 0 || second < 0) continue;
    const other = (pattern: RegExp): number =>
      plain.findIndex((header, index) => index !== first && index !== second && pattern.test(header));
    const [callKind, calls] = [other(kindHeader), other(callsHeader)];
    const row = readRow(head, next, head.length, separator, isWhole);
    if (row?.cells.some((cell, index) => index !== calls && timeCell.test(cell))) return null;
    return { kind: 'edges', separator, first, second, callKind, calls, headers, direction };
  }
  return null;
}

/** A matrix only where half of the rows looked at begin with a name of the header and hold numbers. */
function matrixLayout(
  head: Uint8Array,
  header: Row,
  separator: number,
  isWhole: boolean,
): MatrixLayout | null {
  const names = header.cells.slice(1).map((cell) => cell.trim());
  while (names.at(-1) === '') names.pop();
  if (names.every(isCountCell)) return null;
  const known = new Set(names);
  let at = header.next;
  let rows = 0;
  let fitting = 0;
  while (at < head.length && rows < rowsLookedAt) {
    const row = readRow(head, at, head.length, separator, isWhole);
    if (row === null) break;
    at = row.next;
    if (isBlankRow(row)) continue;
    rows += 1;
    const [name = '', ...values] = row.cells;
    if (known.has(name.trim()) && values.filter(isCountCell).length * 2 >= values.length) fitting += 1;
  }
  // The head may be too short for one row of a wide matrix; its name alone is then looked at.
  if (rows === 0 && at < head.length && !isWhole) {
    const [name] = readRow(head, at, head.length, separator, true)?.cells ?? [];
    return name !== undefined && known.has(name.trim()) ? { kind: 'matrix', separator, names } : null;
  }
  return rows > 0 && fitting * 2 >= rows ? { kind: 'matrix', separator, names } : null;
}
