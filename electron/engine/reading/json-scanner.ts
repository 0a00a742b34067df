// Cuts values out of JSON of any size without reading it whole: one huge object, JSON lines, concatenated
// documents. A shape says which containers to walk through and which values to deliver; only one value is held at a
// time, so memory stays flat. Bytes are scanned here and `json-value.ts` makes each value of them: integers of 16
// digits or more arrive as strings of their digits.
//
// Structure and values are scanned in one closure, with the bytes that matter as constants of this file: cut apart
// into modules, the same loops took 5 % longer.
import {
  invalidJson,
  jsonTooDeep,
  jsonValueTooLarge,
  truncatedJson,
  type JsonPosition,
} from './json-fault.ts';
import { createValueParser, type LongInteger } from './json-value.ts';

/**
 * What to do with a value. `members` walks into an object and `items` into an array; a shape with neither delivers
 * the whole value. Members that are not named are checked and dropped.
 */
export interface JsonShape {
  name: string;
  members?: Readonly<Record<string, JsonShape>>;
  items?: JsonShape;
}

export interface JsonHandler {
  value(name: string, value: unknown, position: JsonPosition): void;
  /** A container the shape walks into. */
  begin?(name: string): void;
  end?(name: string): void;
  /** A value of another type than the shape walks into; null is taken for absent and not reported. */
  misfit?(name: string, position: JsonPosition): void;
}

export interface JsonScanner {
  /** Throws `json.invalid`, `json.too-deep` or `json.value-too-large`. The chunk must not change afterwards. */
  write(chunk: Uint8Array): void;
  /** Throws `json.truncated` when a value is open. */
  end(): void;
}

export interface JsonLimits {
  /** The longest single value. */
  valueBytes: number;
  depth: number;
}
const defaultLimits: JsonLimits = { valueBytes: 64 * 1024 * 1024, depth: 1000 };

/** Shorter integers are below 2^53 for certain. */
const exactDigits = 16;

const quote = 0x22;
const backslash = 0x5c;
const lineFeed = 0x0a;
const openObject = 0x7b;
const closeObject = 0x7d;
const openArray = 0x5b;
const closeArray = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
const minus = 0x2d;

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === lineFeed || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

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

type Mode = 'plain' | 'string' | 'escape' | 'number' | 'word';
type Expectation = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'comma';

interface Frame {
  shape: JsonShape;
  closer: number;
  position: JsonPosition;
}

/** What the value being cut out is for. */
type Purpose = { type: 'key' } | { type: 'value' | 'misfit'; shape: JsonShape } | { type: 'ignored' };
const key: Purpose = { type: 'key' };
const ignored: Purpose = { type: 'ignored' };

export function createJsonScanner(
  top: JsonShape,
  handler: JsonHandler,
  limits: JsonLimits = defaultLimits,
): JsonScanner {
  const stack: Frame[] = [];
  let next: Expectation = 'value';
  /** The shape of the member whose key was read; undefined drops it. */
  let memberShape: JsonShape | undefined;

  let chunkOffset = 0;
  let line = 1;

  // The value being cut out.
  let purpose: Purpose | undefined;
  let start: JsonPosition = { line: 1, offset: 0 };
  let mode: Mode = 'plain';
  let depth = 0;
  const closers = new Uint8Array(limits.depth + 1);
  let held: Uint8Array[] = [];
  let numberOffset = 0;
  let digits = 0;
  let isInteger = true;
  /** Each long integer, from the start of the value. */
  let longIntegers: LongInteger[] = [];
  const parse = createValueParser();

  function write(chunk: Uint8Array): void {
    let index = 0;
    while (index < chunk.length) {
      if (purpose) {
        index = scanValue(chunk, index);
        continue;
      }
      const byte = chunk[index] as number;
      if (isSpace(byte)) {
        if (byte === lineFeed) line += 1;
        index += 1;
      } else index = step(byte, index);
    }
    if (purpose) {
      const from = Math.max(0, start.offset - chunkOffset);
      held.push(chunk.subarray(from));
      if (chunkOffset + chunk.length - start.offset > limits.valueBytes)
        throw jsonValueTooLarge(limits.valueBytes, start);
    }
    chunkOffset += chunk.length;
  }

  /** One byte of structure between values; returns the index to go on at. */
  function step(byte: number, index: number): number {
    const frame = stack.at(-1);
    const position = { line, offset: chunkOffset + index };
    switch (next) {
      case 'colon':
        if (byte !== colon) throw invalidJson(position, byte, '“:”');
        next = 'value';
        return index + 1;
      case 'comma':
        if (byte === frame?.closer) return close(index);
        if (byte !== comma) throw invalidJson(position, byte, expectedNext());
        next = frame?.closer === closeObject ? 'key' : 'value';
        return index + 1;
      case 'first key':
      case 'key':
        if (next === 'first key' && byte === closeObject) return close(index);
        if (byte !== quote) throw invalidJson(position, byte, expectedNext());
        return open(key, byte, position, index);
      case 'first item':
      case 'value':
        if (next === 'first item' && byte === closeArray) return close(index);
        return openValue(byte, position, index);
    }
  }

  function openValue(byte: number, position: JsonPosition, index: number): number {
    const frame = stack.at(-1);
    const shape = frame === undefined ? top : frame.closer === closeArray ? frame.shape.items : memberShape;
    if (shape === undefined) return open(ignored, byte, position, index);
    const walks =
      (byte === openObject && shape.members !== undefined) ||
      (byte === openArray && shape.items !== undefined);
    if (walks) {
      stack.push({ shape, closer: byte === openObject ? closeObject : closeArray, position });
      if (stack.length > limits.depth) throw jsonTooDeep(limits.depth, position);
      next = byte === openObject ? 'first key' : 'first item';
      handler.begin?.(shape.name);
      return index + 1;
    }
    const isLeaf = shape.members === undefined && shape.items === undefined;
    return open({ type: isLeaf ? 'value' : 'misfit', shape }, byte, position, index);
  }

  function close(index: number): number {
    const frame = stack.pop() as Frame;
    next = stack.length === 0 ? 'value' : 'comma';
    handler.end?.(frame.shape.name);
    return index + 1;
  }

  /** Begins to cut out the value whose first byte is `byte`. */
  function open(what: Purpose, byte: number, position: JsonPosition, index: number): number {
    purpose = what;
    start = position;
    held = [];
    longIntegers = [];
    depth = 0;
    if (byte === quote) {
      mode = 'string';
      return index + 1;
    }
    if (byte === openObject || byte === openArray) {
      mode = 'plain';
      return index;
    }
    if (byte === minus || isDigit(byte)) {
      beginNumber(position.offset);
      return index;
    }
    if (byte !== 0x74 && byte !== 0x66 && byte !== 0x6e) throw invalidJson(position, byte, expectedNext());
    mode = 'word';
    return index;
  }

  function beginNumber(offset: number): void {
    mode = 'number';
    numberOffset = offset;
    digits = 0;
    isInteger = true;
  }

  /** The hot loop: goes on with the open value and returns the index behind it, or the chunk's length. */
  function scanValue(chunk: Uint8Array, from: number): number {
    const length = chunk.length;
    let index = from;
    while (index < length) {
      if (mode === 'string') {
        while (index < length && stopsString[chunk[index] as number] === 0) index += 1;
        if (index === length) break;
        const byte = chunk[index] as number;
        if (byte < 0x20) {
          throw invalidJson({ line, offset: chunkOffset + index }, byte, 'a closing quote or an escape');
        }
        index += 1;
        if (byte === backslash) mode = 'escape';
        else {
          mode = 'plain';
          if (depth === 0) return finish(chunk, index);
        }
      } else if (mode === 'plain') {
        while (index < length && stopsPlain[chunk[index] as number] === 0) index += 1;
        if (index === length) break;
        const byte = chunk[index] as number;
        if (byte === quote) {
          mode = 'string';
          index += 1;
        } else if (byte === lineFeed) {
          line += 1;
          index += 1;
        } else if (byte === openObject || byte === openArray) {
          if (depth + stack.length >= limits.depth)
            throw jsonTooDeep(limits.depth, { line, offset: chunkOffset + index });
          closers[depth] = byte === openObject ? closeObject : closeArray;
          depth += 1;
          index += 1;
        } else if (byte === closeObject || byte === closeArray) {
          const closer = closers[depth - 1] as number;
          if (byte !== closer) {
            const expected = `“${String.fromCharCode(closer)}”`;
            throw invalidJson({ line, offset: chunkOffset + index }, byte, expected);
          }
          depth -= 1;
          index += 1;
          if (depth === 0) return finish(chunk, index);
        } else beginNumber(chunkOffset + index);
      } else if (mode === 'number') {
        let byte = 0;
        while (index < length && inNumber[(byte = chunk[index] as number)] === 1) {
          if (byte >= 0x30 && byte <= 0x39) digits += 1;
          else if (byte !== minus || chunkOffset + index !== numberOffset) isInteger = false;
          if (digits === 1 && byte === 0x30) isInteger = false;
          index += 1;
        }
        if (index === length) break;
        mode = 'plain';
        if (isInteger && digits >= exactDigits) {
          longIntegers.push({ start: numberOffset - start.offset, end: chunkOffset + index - start.offset });
        }
        if (depth === 0) return finish(chunk, index);
      } else if (mode === 'escape') {
        mode = 'string';
        index += 1;
      } else {
        while (index < length && (chunk[index] as number) >= 0x61 && (chunk[index] as number) <= 0x7a)
          index += 1;
        if (index < length) return finish(chunk, index);
      }
    }
    return index;
  }

  /** The value ends before `end`: parse it and hand it over. */
  function finish(chunk: Uint8Array, end: number): number {
    const length = chunkOffset + end - start.offset;
    if (length > limits.valueBytes) throw jsonValueTooLarge(limits.valueBytes, start);
    const tail = chunk.subarray(Math.max(0, start.offset - chunkOffset), end);
    const bytes = held.length === 0 ? tail : Buffer.concat([...held, tail]);
    const value = smallInteger(bytes) ?? parse(bytes, longIntegers, start);
    const done = purpose as Purpose;
    purpose = undefined;
    held = [];
    if (done.type === 'key') {
      memberShape = ownMember(stack.at(-1)?.shape.members, value as string);
      next = 'colon';
      return end;
    }
    next = stack.length === 0 ? 'value' : 'comma';
    if (done.type === 'value') handler.value(done.shape.name, value, start);
    else if (done.type === 'misfit' && value !== null) handler.misfit?.(done.shape.name, start);
    return end;
  }

  function end(): void {
    const isOpenScalar = purpose && depth === 0 && (mode === 'number' || mode === 'word');
    if (isOpenScalar && stack.length === 0) {
      // A number or word at the very end has no byte behind it that would close it.
      write(new Uint8Array([lineFeed]));
      return;
    }
    const position = { line, offset: chunkOffset };
    if (purpose) {
      const inside = `${describe(purpose)} that begins on line ${start.line} (byte ${start.offset})`;
      throw truncatedJson(position, inside, expectedInValue());
    }
    const frame = stack.at(-1);
    if (!frame) return;
    const kind = frame.closer === closeObject ? 'object' : 'array';
    const inside = `the ${kind} “${frame.shape.name}” that begins on line ${frame.position.line} (byte ${frame.position.offset})`;
    throw truncatedJson(position, inside, expectedNext());
  }

  function expectedInValue(): string {
    if (mode === 'string' || mode === 'escape') return 'a closing quote';
    return depth === 0 ? 'the rest of it' : `“${String.fromCharCode(closers[depth - 1] as number)}”`;
  }

  function expectedNext(): string {
    const closer = stack.at(-1)?.closer;
    switch (next) {
      case 'comma':
        return closer === closeObject ? '“,” or “}”' : '“,” or “]”';
      case 'colon':
        return '“:”';
      case 'first key':
        return 'a key in quotes or “}”';
      case 'key':
        return 'a key in quotes';
      case 'first item':
        return 'a value or “]”';
      case 'value':
        return 'a value';
    }
  }

  return { write, end };
}

function describe(purpose: Purpose): string {
  if (purpose.type === 'key') return 'a key';
  return purpose.type === 'ignored' ? 'a value' : `a value of “${purpose.shape.name}”`;
}

function ownMember(members: JsonShape['members'], name: string): JsonShape | undefined {
  return members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
}

/** A whole number of few digits, read without a string: arrays of samples hold millions. Undefined for all else. */
function smallInteger(bytes: Uint8Array): number | undefined {
  const first = bytes[0] as number;
  if (bytes.length >= exactDigits || !isDigit(first) || (first === 0x30 && bytes.length > 1))
    return undefined;
  let value = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (!isDigit(byte)) return undefined;
    value = value * 10 + byte - 0x30;
  }
  return value;
}
