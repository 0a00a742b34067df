// The bytes of one JSON value into that value, by `JSON.parse`. Integers of 16 digits or more become strings of their
// digits: `JSON.parse` would round those beyond 2^53.
import { findJsonFault, invalidJson, type JsonPosition } from './json-fault.ts';

const quote = 0x22;
const colon = 0x3a;
const lineFeed = 0x0a;
const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === lineFeed || byte === 0x0d || byte === 0x09;

/** Where a long integer stands, in bytes from the start of its value. */
export interface LongInteger {
  start: number;
  end: number;
}

/** The value that `bytes` hold; `start` is where they stand in the file. Throws `json.invalid`. */
export type ValueParser = (
  bytes: Uint8Array,
  longIntegers: readonly LongInteger[],
  start: JsonPosition,
) => unknown;

export function createValueParser(): ValueParser {
  let scratch = Buffer.allocUnsafe(4096);

  function withQuotedIntegers(bytes: Uint8Array, integers: readonly LongInteger[]): string {
    const size = bytes.length + 2 * integers.length;
    if (scratch.length < size) scratch = Buffer.allocUnsafe(size * 2);
    let read = 0;
    let written = 0;
    for (const boundary of integers.flatMap(({ start, end }) => [start, end])) {
      scratch.set(bytes.subarray(read, boundary), written);
      written += boundary - read;
      scratch[written] = quote;
      written += 1;
      read = boundary;
    }
    scratch.set(bytes.subarray(read), written);
    return asText(scratch, size);
  }

  function textOf(bytes: Uint8Array, longIntegers: readonly LongInteger[]): string {
    if (longIntegers.length === 0) return asText(bytes, bytes.length);
    // A number where a key must be stays bare, so that it is refused.
    const integers = longIntegers.filter(({ end }) => !isBeforeColon(bytes, end));
    return integers.length === 0 ? asText(bytes, bytes.length) : withQuotedIntegers(bytes, integers);
  }

  return (bytes, longIntegers, start) => {
    const text = textOf(bytes, longIntegers);
    try {
      return JSON.parse(text);
    } catch (error) {
      const fault = findJsonFault(bytes);
      if (!fault) throw error;
      throw invalidJson(
        { line: start.line + countLines(bytes, fault.index), offset: start.offset + fault.index },
        bytes[fault.index] ?? 0,
        fault.expected,
      );
    }
  };
}

function isBeforeColon(bytes: Uint8Array, end: number): boolean {
  let index = end;
  while (isSpace(bytes[index] ?? -1)) index += 1;
  return bytes[index] === colon;
}

function asText(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('utf8');
}

function countLines(bytes: Uint8Array, end: number): number {
  let lines = 0;
  for (let index = 0; index < end; index += 1) if (bytes[index] === lineFeed) lines += 1;
  return lines;
}
