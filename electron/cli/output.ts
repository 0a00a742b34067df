// What the command line prints: one JSON document or a readable table on stdout, everything else on stderr.
import { greatestOf } from '../../shared/domain/extremes.ts';
import type { EngineEvent, JobProgress } from '../../shared/contract/jobs.ts';
import { visible } from '../../shared/domain/visible.ts';
import type { AnsweredError } from '../../shared/contract/errors.ts';

export interface Table {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null | undefined)[])[];
  /** Columns that stand to the right; without it, those that hold numbers. */
  numeric?: readonly boolean[];
}

/** Six significant digits, enough to read; `--json` has them all. */
function printed(cell: string | number): string {
  if (typeof cell === 'string') return visible(cell);
  return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(6)));
}

/** The lines of a table of any length, with columns aligned; numbers stand to the right. */
export function* renderTable({
  columns,
  rows,
  numeric = numericIn({ columns, rows }),
}: Table): Generator<string, void, undefined> {
  const cells = rows.map((row) =>
    row.map((cell) => (cell === null || cell === undefined ? '–' : printed(cell))),
  );
  const widths = columns.map((column, index) =>
    Math.max(column.length, greatestOf(cells.map((row) => row[index]?.length ?? 0))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return numeric[index] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  yield line(columns);
  yield widths.map((width) => '─'.repeat(width)).join('  ');
  for (const row of cells) yield line(row);
}

/** The texts with an empty line between them. */
export function* apart(texts: Iterable<Iterable<string>>): Generator<string, void, undefined> {
  let isFirst = true;
  for (const text of texts) {
    if (!isFirst) yield '';
    isFirst = false;
    yield* text;
  }
}

/** As `JSON.stringify` of a contract's output, in pieces: no string holds all of a long list. */
export function* jsonPieces(value: unknown): Generator<string, void, undefined> {
  if (Array.isArray(value)) {
    yield '[';
    for (const [index, item] of value.entries())
      yield `${index === 0 ? '' : ','}${JSON.stringify(item) ?? 'null'}`;
    yield ']';
  } else if (typeof value === 'object' && value !== null) {
    yield '{';
    let comma = '';
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      yield `${comma}${JSON.stringify(key)}:`;
      yield* jsonPieces(item);
      comma = ',';
    }
    yield '}';
  } else yield JSON.stringify(value);
}

const numericIn = ({ columns, rows }: Table): boolean[] =>
  columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'));

/** An error as a person reads it: what, where, what to do. */
export function renderError({ message, file, line, offset, hint }: AnsweredError): string {
  const place = [
    file,
    line === undefined ? undefined : `line ${line}`,
    offset === undefined ? undefined : `byte ${offset}`,
  ].filter((part) => part !== undefined);
  return [
    place.length > 0 ? `assay: ${place.join(', ')}: ${message}` : `assay: ${message}`,
    hint === undefined ? undefined : `       ${hint}`,
  ]
    .filter((part) => part !== undefined)
    .map(visible)
    .join('\n');
}

/** Draws the running job as one line on a terminal. */
export function progressPrinter(stream: NodeJS.WritableStream): (event: EngineEvent) => void {
  let drawn = false;
  return (event) => {
    if (event.type !== 'job') return;
    if (event.job.state === 'running') {
      stream.write(`\r\u001b[2K${renderProgress(event.job)}`);
      drawn = true;
    } else if (drawn) {
      stream.write('\r\u001b[2K');
      drawn = false;
    }
  };
}

const megabyte = 1_000_000;

/** `app.csv  Reading  [########------------]  61 %  84.2 MB/s  4 s left`. */
export function renderProgress({ label, phase, done, total, unit, rate }: JobProgress): string {
  const parts = [visible(label), phase];
  if (total > 0) {
    const share = Math.min(1, done / total);
    const filled = Math.round(share * 20);
    parts.push(`[${'#'.repeat(filled)}${'-'.repeat(20 - filled)}]`, `${Math.round(share * 100)} %`);
  }
  if (rate > 0) {
    parts.push(unit === 'B' ? `${(rate / megabyte).toFixed(1)} MB/s` : `${Math.round(rate)} ${unit}/s`);
    if (total > done) parts.push(`${Math.ceil((total - done) / rate)} s left`);
  }
  return parts.join('  ');
}
