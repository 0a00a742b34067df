// One line of folded stacks: `frame;frame;frame COUNT`, or `… BEFORE AFTER` in a differential file.

/** The count is a whole number or has decimals (`\d+(\.\d*)?`, as flamegraph.pl reads it), after any white space. */
export interface FoldedLine {
  /** The stack is bytes[stackStart, stackEnd). */
  stackStart: number;
  stackEnd: number;
  /** One count, or before and after. */
  first: number;
  second: number;
  /** Why the line cannot be used; empty when it can. */
  problem: string;
}

const space = 0x20;
const hash = 0x23;
const dot = 0x2e;
const semicolon = 0x3b;

export const createLine = (): FoldedLine => ({
  stackStart: 0,
  stackEnd: 0,
  first: 0,
  second: 0,
  problem: '',
});

const isBlank = (byte: number | undefined): boolean =>
  byte === space || (byte !== undefined && byte >= 9 && byte <= 13);
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

export function isBlankLine(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!isBlank(bytes[at])) return false;
  return true;
}

/** `# key: value` (austin and others), or any other `#` line without a frame separator. */
export function isComment(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] !== hash) return false;
  const separator = bytes.indexOf(semicolon, start);
  return (
    separator < 0 ||
    separator >= end ||
    /^#\s*[\w.-]+:\s/u.test(textOf(bytes, start, Math.min(end, start + 120)))
  );
}

export const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');

/** Reads bytes[start, end), which holds no newline, into `line`. `counts` is how many numbers end it. */
export function readLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  counts: 1 | 2,
  line: FoldedLine,
): void {
  line.problem = '';
  let stop = readCount(bytes, start, end, line);
  if (line.problem !== '') return;
  if (counts === 2) {
    line.second = line.first;
    stop = readCount(bytes, start, stop, line);
    if (line.problem !== '') {
      line.problem = 'expected two counts (before and after) at the end of the line, found one';
      return;
    }
  }
  let from = start;
  while (from < stop && isBlank(bytes[from])) from += 1;
  line.stackStart = from;
  line.stackEnd = Math.max(from, stop);
}

/** Reads the number that ends bytes[start, end) into `line.first`; returns where the text before it ends. */
function readCount(bytes: Uint8Array, start: number, end: number, line: FoldedLine): number {
  let stop = end;
  while (stop > start && isBlank(bytes[stop - 1])) stop -= 1;
  let at = stop;
  while (at > start && (isDigit(bytes[at - 1]) || bytes[at - 1] === dot)) at -= 1;
  if (at === stop || !isDigit(bytes[at])) {
    line.problem = `expected a count at the end of the line, found “${lastWord(bytes, start, stop)}”`;
    return start;
  }
  if (at === start || !isBlank(bytes[at - 1])) {
    line.problem =
      at === start
        ? 'expected a stack before the count'
        : `expected a count at the end of the line, found “${lastWord(bytes, start, stop)}”`;
    return start;
  }
  let whole = 0;
  let index = at;
  for (; index < stop && bytes[index] !== dot; index += 1)
    whole = whole * 10 + (bytes[index] as number) - 0x30;
  if (index < stop) {
    const digits = textOf(bytes, at, stop);
    if (digits.indexOf('.') !== digits.lastIndexOf('.')) {
      line.problem = `expected a count at the end of the line, found “${digits.slice(0, 40)}”`;
      return start;
    }
    whole = Number(digits);
  }
  if (!(whole <= Number.MAX_SAFE_INTEGER)) {
    line.problem = 'the count is larger than 2^53 and cannot be kept exactly';
    return start;
  }
  line.first = whole;
  let before = at;
  while (before > start && isBlank(bytes[before - 1])) before -= 1;
  return before;
}

function lastWord(bytes: Uint8Array, start: number, end: number): string {
  let at = end;
  while (at > start && end - at < 40 && !isBlank(bytes[at - 1])) at -= 1;
  return textOf(bytes, at, end);
}
