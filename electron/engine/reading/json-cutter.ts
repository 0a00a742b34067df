// Finds where one JSON value ends, however many chunks it spans: strings are skipped, brackets are matched and long
// integers noted. What else may be wrong inside is left to the parser of the whole value.
import {
  backslash,
  closeArray,
  closeObject,
  isDigit,
  lineFeed,
  minus,
  openArray,
  openObject,
  quote,
  zero,
} from './json-bytes.ts';
import { invalidJson, jsonTooDeep, jsonValueTooLarge, type JsonPosition } from './json-fault.ts';
import { createValueParser, exactDigits, type LongInteger } from './json-value.ts';

export interface JsonLimits {
  /** The longest single value. */
  valueBytes: number;
  depth: number;
}

/** Where the scanner stands. */
export interface ScanPlace {
  /** 1-based. */
  line: number;
  /** Bytes before the chunk that is being scanned. */
  chunkOffset: number;
}

export interface ValueCutter {
  /**
   * Opens the value whose first byte stands at `index`, inside `outerDepth` containers; returns the index to go on at,
   * or -1 when no value begins so.
   */
  begin(byte: number, position: JsonPosition, index: number, outerDepth: number): number;
  /**
   * Goes on with the open value; returns the index behind it, or -1 when the chunk ends first. Throws `json.invalid`,
   * `json.too-deep`.
   */
  scan(chunk: Uint8Array, from: number): number;
  /** Keeps the chunk's part of the open value until the next chunk comes. Throws `json.value-too-large`. */
  hold(chunk: Uint8Array): void;
  /** The value that ends before `end`. Throws `json.invalid`, `json.value-too-large`. */
  take(chunk: Uint8Array, end: number): unknown;
  /** Where the value that was opened last begins. */
  start(): JsonPosition;
  /** True for a number or word that has no byte behind it yet which would close it. */
  isOpenScalar(): boolean;
  /** What would close the open value, in words. */
  expected(): string;
}

/** Bytes that end the inner loop over a string: quote, backslash and control characters. */
const stopsString = new Uint8Array(256).map((_, byte) =>
  byte === quote || byte === backslash || byte < 0x20 ? 1 : 0,
);
/** Bytes that matter outside strings: quotes, brackets, line feeds and the start of a number. */
const stopsPlain = new Uint8Array(256).map((_, byte) =>
  [quote, openObject, closeObject, openArray, closeArray, lineFeed, minus].includes(byte) || isDigit(byte)
    ? 1
    : 0,
);
const inNumber = new Uint8Array(256).map((_, byte) =>
  '0123456789+-.eE'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
const inWord = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;
/** How `true`, `false` and `null` begin. */
const beginsWord = (byte: number): boolean => byte === 0x74 || byte === 0x66 || byte === 0x6e;

type Mode = 'plain' | 'string' | 'escape' | 'number' | 'word';

/** `place.line` is counted on here while a value is open. */
export function createValueCutter(place: ScanPlace, limits: JsonLimits): ValueCutter {
  const parse = createValueParser();
  let start: JsonPosition = { line: 1, offset: 0 };
  let mode: Mode = 'plain';
  let outerDepth = 0;
  let depth = 0;
  const closers = new Uint8Array(limits.depth + 1);
  let held: Uint8Array[] = [];
  let longIntegers: LongInteger[] = [];
  // The number being scanned.
  let numberOffset = 0;
  let digits = 0;
  let isInteger = true;

  const positionAt = (index: number): JsonPosition => ({
    line: place.line,
    offset: place.chunkOffset + index,
  });

  function beginNumber(offset: number): void {
    mode = 'number';
    numberOffset = offset;
    digits = 0;
    isInteger = true;
  }

  function endNumber(end: number): void {
    mode = 'plain';
    if (isInteger && digits >= exactDigits) {
      longIntegers.push({ start: numberOffset - start.offset, end: end - start.offset });
    }
  }

  function openBracket(byte: number, index: number): void {
    if (depth + outerDepth >= limits.depth) throw jsonTooDeep(limits.depth, positionAt(index));
    closers[depth] = byte === openObject ? closeObject : closeArray;
    depth += 1;
  }

  function closeBracket(byte: number, index: number): void {
    const closer = closers[depth - 1] as number;
    if (byte !== closer) {
      throw invalidJson(positionAt(index), byte, `“${String.fromCharCode(closer)}”`);
    }
    depth -= 1;
  }

  /** The hot loop. */
  function scan(chunk: Uint8Array, from: number): number {
    const length = chunk.length;
    let index = from;
    while (index < length) {
      if (mode === 'string') {
        while (index < length && stopsString[chunk[index] as number] === 0) index += 1;
        if (index === length) return -1;
        const byte = chunk[index] as number;
        if (byte < 0x20) throw invalidJson(positionAt(index), byte, 'a closing quote or an escape');
        index += 1;
        if (byte === backslash) mode = 'escape';
        else {
          mode = 'plain';
          if (depth === 0) return index;
        }
      } else if (mode === 'plain') {
        while (index < length && stopsPlain[chunk[index] as number] === 0) index += 1;
        if (index === length) return -1;
        const byte = chunk[index] as number;
        if (byte === quote) {
          mode = 'string';
          index += 1;
        } else if (byte === lineFeed) {
          place.line += 1;
          index += 1;
        } else if (byte === openObject || byte === openArray) {
          openBracket(byte, index);
          index += 1;
        } else if (byte === closeObject || byte === closeArray) {
          closeBracket(byte, index);
          index += 1;
          if (depth === 0) return index;
        } else beginNumber(place.chunkOffset + index);
      } else if (mode === 'number') {
        let byte = 0;
        while (index < length && inNumber[(byte = chunk[index] as number)] === 1) {
          if (isDigit(byte)) digits += 1;
          else if (byte !== minus || place.chunkOffset + index !== numberOffset) isInteger = false;
          if (digits === 1 && byte === zero) isInteger = false;
          index += 1;
        }
        if (index === length) return -1;
        endNumber(place.chunkOffset + index);
        if (depth === 0) return index;
      } else if (mode === 'escape') {
        mode = 'string';
        index += 1;
      } else {
        while (index < length && inWord(chunk[index] as number)) index += 1;
        return index < length ? index : -1;
      }
    }
    return -1;
  }

  return {
    begin(byte, position, index, depthAround) {
      start = position;
      outerDepth = depthAround;
      depth = 0;
      held = [];
      longIntegers = [];
      if (byte === quote) {
        mode = 'string';
        return index + 1;
      }
      if (byte === openObject || byte === openArray) mode = 'plain';
      else if (byte === minus || isDigit(byte)) beginNumber(position.offset);
      else if (beginsWord(byte)) mode = 'word';
      else return -1;
      return index;
    },
    scan,
    hold(chunk) {
      held.push(chunk.subarray(Math.max(0, start.offset - place.chunkOffset)));
      if (place.chunkOffset + chunk.length - start.offset > limits.valueBytes) {
        throw jsonValueTooLarge(limits.valueBytes, start);
      }
    },
    take(chunk, end) {
      const length = place.chunkOffset + end - start.offset;
      if (length > limits.valueBytes) throw jsonValueTooLarge(limits.valueBytes, start);
      const tail = chunk.subarray(Math.max(0, start.offset - place.chunkOffset), end);
      const bytes = held.length === 0 ? tail : Buffer.concat([...held, tail]);
      held = [];
      return parse(bytes, longIntegers, start);
    },
    start: () => start,
    isOpenScalar: () => depth === 0 && (mode === 'number' || mode === 'word'),
    expected() {
      if (mode === 'string' || mode === 'escape') return 'a closing quote';
      return depth === 0 ? 'the rest of it' : `“${String.fromCharCode(closers[depth - 1] as number)}”`;
    },
  };
}
