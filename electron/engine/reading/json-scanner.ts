// Cuts values out of JSON of any size without reading it whole: one huge object, JSON lines, concatenated
// documents. A shape says which containers to walk through and which values to deliver; only one value is held at a
// time, so memory stays flat. The structure between values is walked here, `json-cutter.ts` finds where each value
// ends, and `json-value.ts` makes it a value: integers of 16 digits or more arrive as strings of their digits.
import {
  closeArray,
  closeObject,
  colon,
  comma,
  isSpace,
  lineFeed,
  openArray,
  openObject,
  quote,
} from './json-bytes.ts';
import { createValueCutter, type JsonLimits, type ScanPlace } from './json-cutter.ts';
import { invalidJson, jsonTooDeep, truncatedJson, type JsonPosition } from './json-fault.ts';

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

const defaultLimits: JsonLimits = { valueBytes: 64 * 1024 * 1024, depth: 1000 };

type Expectation = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'comma';

/** A container the shape walks into, from its opening bracket on. */
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
  const place: ScanPlace = { line: 1, chunkOffset: 0 };
  const cutter = createValueCutter(place, limits);
  const stack: Frame[] = [];
  let next: Expectation = 'value';
  /** The shape of the member whose key was read; undefined drops it. */
  let memberShape: JsonShape | undefined;
  /** Undefined between values. */
  let purpose: Purpose | undefined;

  function write(chunk: Uint8Array): void {
    let index = 0;
    while (index < chunk.length) {
      if (purpose) {
        const end = cutter.scan(chunk, index);
        if (end < 0) break;
        deliver(purpose, cutter.take(chunk, end));
        index = end;
        continue;
      }
      const byte = chunk[index] as number;
      if (isSpace(byte)) {
        if (byte === lineFeed) place.line += 1;
        index += 1;
      } else index = step(byte, index);
    }
    if (purpose) cutter.hold(chunk);
    place.chunkOffset += chunk.length;
  }

  /** One byte of structure between values; returns the index to go on at. */
  function step(byte: number, index: number): number {
    const frame = stack.at(-1);
    const position = { line: place.line, offset: place.chunkOffset + index };
    switch (next) {
      case 'colon':
        if (byte !== colon) throw invalidJson(position, byte, '“:”');
        next = 'value';
        return index + 1;
      case 'comma':
        if (byte === frame?.closer) return close(index);
        if (byte !== comma) throw invalidJson(position, byte, expectedIn(frame, next));
        next = frame?.closer === closeObject ? 'key' : 'value';
        return index + 1;
      case 'first key':
      case 'key':
        if (next === 'first key' && byte === closeObject) return close(index);
        if (byte !== quote) throw invalidJson(position, byte, expectedIn(frame, next));
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

  /** Begins to cut out the value whose first byte is `byte`. */
  function open(what: Purpose, byte: number, position: JsonPosition, index: number): number {
    const from = cutter.begin(byte, position, index, stack.length);
    if (from < 0) throw invalidJson(position, byte, expectedIn(stack.at(-1), next));
    purpose = what;
    return from;
  }

  function close(index: number): number {
    const frame = stack.pop() as Frame;
    next = stack.length === 0 ? 'value' : 'comma';
    handler.end?.(frame.shape.name);
    return index + 1;
  }

  function deliver(done: Purpose, value: unknown): void {
    purpose = undefined;
    if (done.type === 'key') {
      memberShape = ownMember(stack.at(-1)?.shape.members, value as string);
      next = 'colon';
      return;
    }
    next = stack.length === 0 ? 'value' : 'comma';
    if (done.type === 'value') handler.value(done.shape.name, value, cutter.start());
    else if (done.type === 'misfit' && value !== null) handler.misfit?.(done.shape.name, cutter.start());
  }

  function end(): void {
    if (purpose && stack.length === 0 && cutter.isOpenScalar()) {
      // A number or word at the very end has no byte behind it that would close it.
      write(new Uint8Array([lineFeed]));
      return;
    }
    const position = { line: place.line, offset: place.chunkOffset };
    const frame = stack.at(-1);
    if (purpose) {
      throw truncatedJson(position, describe(nameOf(purpose), cutter.start()), cutter.expected());
    }
    if (!frame) return;
    const container = `the ${frame.closer === closeObject ? 'object' : 'array'} “${frame.shape.name}”`;
    throw truncatedJson(position, describe(container, frame.position), expectedIn(frame, next));
  }

  return { write, end };
}

function nameOf(purpose: Purpose): string {
  if (purpose.type === 'key') return 'a key';
  return purpose.type === 'ignored' ? 'a value' : `a value of “${purpose.shape.name}”`;
}

const describe = (what: string, { line, offset }: JsonPosition): string =>
  `${what} that begins on line ${line} (byte ${offset})`;

/** What may stand next in a container, in words. */
function expectedIn(frame: Frame | undefined, next: Expectation): string {
  switch (next) {
    case 'comma':
      return frame?.closer === closeObject ? '“,” or “}”' : '“,” or “]”';
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

function ownMember(members: JsonShape['members'], name: string): JsonShape | undefined {
  return members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
}
