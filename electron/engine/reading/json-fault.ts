// Where and why JSON is broken, in the words of every JSON importer. `JSON.parse` names a position only sometimes,
// so a text it refused is walked once more to find the first byte that cannot stand where it stands.
import { AssayError } from '../../../shared/domain/errors.ts';

export interface JsonPosition {
  /** 1-based. */
  line: number;
  /** In decoded bytes from the start of the file. */
  offset: number;
}

const truncatedHint =
  'The export was probably cut short. Export or copy it again; in a file of JSON lines, deleting the last line is enough.';

export function truncatedJson(at: JsonPosition, inside: string, expected: string): AssayError {
  return new AssayError({
    code: 'json.truncated',
    message: `The JSON ends at byte ${at.offset}, inside ${inside}; expected ${expected}.`,
    line: at.line,
    offset: at.offset,
    hint: truncatedHint,
  });
}

/** `byte` is what stands at `at`. */
export function invalidJson(at: JsonPosition, byte: number, expected: string): AssayError {
  return new AssayError({
    code: 'json.invalid',
    message: `The JSON is broken at byte ${at.offset}: found ${describeByte(byte)}, expected ${expected}.`,
    line: at.line,
    offset: at.offset,
    hint: 'Export the file again; it may have been edited, cut or mixed with other output.',
  });
}

export function jsonValueTooLarge(limitBytes: number, start: JsonPosition): AssayError {
  return new AssayError({
    code: 'json.value-too-large',
    message: `One value is longer than ${limitBytes} bytes; it begins on line ${start.line}, byte ${start.offset}.`,
    line: start.line,
    offset: start.offset,
    hint: 'No exporter writes such a value; check that the file is what it should be.',
  });
}

export function jsonTooDeep(limit: number, at: JsonPosition): AssayError {
  return new AssayError({
    code: 'json.too-deep',
    message: `The JSON is nested more than ${limit} levels deep.`,
    line: at.line,
    offset: at.offset,
    hint: 'No exporter nests so deep; check that the file is what it should be.',
  });
}

function describeByte(byte: number): string {
  if (byte === 0x0a || byte === 0x0d) return 'a line break';
  if (byte > 0x20 && byte < 0x7f) return `“${String.fromCharCode(byte)}”`;
  return `byte 0x${byte.toString(16).padStart(2, '0')}`;
}

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isHexDigit = (byte: number): boolean =>
  isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

/** The index of the first wrong byte of one JSON value and what should stand there; undefined when it is whole. */
export function findJsonFault(bytes: Uint8Array): { index: number; expected: string } | undefined {
  /** What may come next: a value, a value or `]`, a key or `}`, a key, `:`, or `,` and the closing bracket. */
  type Expectation = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'comma';
  const closers: number[] = [];
  let next: Expectation = 'value';
  let index = 0;
  const at = (position: number): number => bytes[position] ?? -1;
  while (true) {
    while (isSpace(at(index))) index += 1;
    const byte = at(index);
    const closer = closers.at(-1);
    if (next === 'comma') {
      if (closer === undefined) return index < bytes.length ? { index, expected: 'nothing more' } : undefined;
      if (byte === closer) {
        closers.pop();
        index += 1;
      } else if (byte === 0x2c) {
        next = closer === 0x7d ? 'key' : 'value';
        index += 1;
      } else return { index, expected: `“,” or “${String.fromCharCode(closer)}”` };
    } else if (next === 'colon') {
      if (byte !== 0x3a) return { index, expected: '“:”' };
      next = 'value';
      index += 1;
    } else if ((next === 'first item' || next === 'first key') && byte === closer) {
      closers.pop();
      next = 'comma';
      index += 1;
    } else if (next === 'key' || next === 'first key') {
      if (byte !== 0x22)
        return { index, expected: next === 'key' ? 'a key in quotes' : 'a key in quotes or “}”' };
      const end = endOfString(bytes, index);
      if (end.fault) return end.fault;
      index = end.index;
      next = 'colon';
    } else if (byte === 0x7b || byte === 0x5b) {
      closers.push(byte === 0x7b ? 0x7d : 0x5d);
      next = byte === 0x7b ? 'first key' : 'first item';
      index += 1;
    } else {
      const end = byte === 0x22 ? endOfString(bytes, index) : endOfScalar(bytes, index);
      if (end.fault) return end.fault;
      index = end.index;
      next = 'comma';
    }
  }
}

type End =
  | { index: number; fault?: undefined }
  | { fault: { index: number; expected: string }; index?: undefined };

function endOfString(bytes: Uint8Array, start: number): End {
  let index = start + 1;
  while (true) {
    const byte = bytes[index];
    if (byte === undefined) return { fault: { index, expected: 'a closing quote' } };
    if (byte === 0x22) return { index: index + 1 };
    if (byte < 0x20)
      return { fault: { index, expected: 'a closing quote, or the character written as an escape' } };
    if (byte !== 0x5c) index += 1;
    else if (bytes[index + 1] === 0x75) {
      for (let digit = index + 2; digit < index + 6; digit += 1) {
        if (!isHexDigit(bytes[digit] ?? -1))
          return { fault: { index: digit, expected: 'four hexadecimal digits' } };
      }
      index += 6;
    } else if ('"\\/bfnrt'.includes(String.fromCharCode(bytes[index + 1] ?? 0))) index += 2;
    else return { fault: { index: index + 1, expected: 'an escape such as \\n or \\u0041' } };
  }
}

function endOfScalar(bytes: Uint8Array, start: number): End {
  for (const literal of ['true', 'false', 'null']) {
    if (bytes[start] !== literal.charCodeAt(0)) continue;
    for (let index = 0; index < literal.length; index += 1) {
      if (bytes[start + index] !== literal.charCodeAt(index)) {
        return { fault: { index: start + index, expected: `“${literal}”` } };
      }
    }
    return { index: start + literal.length };
  }
  let index = bytes[start] === 0x2d ? start + 1 : start;
  const digits = (): boolean => {
    const first = index;
    while (isDigit(bytes[index] ?? -1)) index += 1;
    return index > first;
  };
  if (bytes[index] === 0x30) index += 1;
  else if (!digits()) return { fault: { index, expected: index === start ? 'a value' : 'a digit' } };
  if (bytes[index] === 0x2e) {
    index += 1;
    if (!digits()) return { fault: { index, expected: 'a digit' } };
  }
  if (bytes[index] === 0x65 || bytes[index] === 0x45) {
    index += 1;
    if (bytes[index] === 0x2b || bytes[index] === 0x2d) index += 1;
    if (!digits()) return { fault: { index, expected: 'a digit' } };
  }
  return { index };
}
