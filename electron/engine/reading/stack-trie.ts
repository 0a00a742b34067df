// The tree of distinct stacks, grown a line at a time on typed arrays. Memory follows the distinct frames and
// stacks, never the length of the file; names are decoded once, when the file has been read.

const semicolon = 0x3b;
const colon = 0x3a;
const dot = 0x2e;
const slash = 0x2f;
const upperL = 0x4c;

/** An int32 column that doubles as it fills. */
export function createIntColumn(capacity = 1024): {
  push(value: number): number;
  at(index: number): number;
  readonly length: number;
  toArray(): Int32Array;
} {
  let values = new Int32Array(capacity);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const grown = new Int32Array(values.length * 2);
        grown.set(values);
        values = grown;
      }
      values[length] = value;
      length += 1;
      return length - 1;
    },
    at: (index) => values[index] as number,
    get length() {
      return length;
    },
    toArray: () => values.slice(0, length),
  };
}

export interface StackTrie {
  /** The stack of the frames in bytes[start, end), separated by `;`. -1 when there is no frame at all. */
  add(bytes: Uint8Array, start: number, end: number): number;
  readonly size: number;
  parents(): Int32Array;
  frames(): Int32Array;
  /** The text of each frame as the file wrote it. */
  frameTexts(): string[];
}

/**
 * Consecutive lines of a folded file share most of their frames, so a line is compared with the one before it and
 * only what differs is looked up.
 */
export function createStackTrie(): StackTrie {
  const parents = createIntColumn();
  const frames = createIntColumn();
  const names = createByteInterner();
  let table = new Int32Array(4096);

  let previous = new Uint8Array(4096);
  let previousLength = -1;
  /** Of the previous line: where each frame ends and the stack up to it. */
  let ends = new Int32Array(256);
  let stacks = new Int32Array(256);
  let depth = 0;

  const grow = (): void => {
    const grown = new Int32Array(table.length * 2);
    const mask = grown.length - 1;
    for (let stack = 0; stack < parents.length; stack += 1) {
      let slot = slotOf(parents.at(stack), frames.at(stack), mask);
      while (grown[slot] !== 0) slot = (slot + 1) & mask;
      grown[slot] = stack + 1;
    }
    table = grown;
  };
  const child = (parent: number, frame: number): number => {
    const mask = table.length - 1;
    let slot = slotOf(parent, frame, mask);
    for (let held = table[slot] as number; held !== 0; held = table[slot] as number) {
      if (parents.at(held - 1) === parent && frames.at(held - 1) === frame) return held - 1;
      slot = (slot + 1) & mask;
    }
    frames.push(frame);
    const stack = parents.push(parent);
    table[slot] = stack + 1;
    if (parents.length * 2 > table.length) grow();
    return stack;
  };

  return {
    add(bytes, start, end) {
      const length = end - start;
      const shared = Math.min(length, previousLength);
      let common = 0;
      while (common < shared && previous[common] === bytes[start + common]) common += 1;
      if (common === length && length === previousLength)
        return depth === 0 ? -1 : (stacks[depth - 1] as number);
      let kept = 0;
      while (kept < depth && (ends[kept] as number) < common) kept += 1;
      let from = kept === 0 ? 0 : (ends[kept - 1] as number) + 1;
      let stack = kept === 0 ? -1 : (stacks[kept - 1] as number);
      depth = kept;
      for (let at = from; at <= length; at += 1) {
        if (at < length && bytes[start + at] !== semicolon) continue;
        if (at < length && isInsideName(bytes, start + from, start + at, end)) continue;
        // A leading `;` (Excimer before 1.1) and a trailing one add no frame; an empty one inside is a frame.
        if (at > from || (stack >= 0 && at < length)) {
          stack = child(stack, names.intern(bytes, start + from, start + at));
          if (depth === ends.length) {
            ends = doubled(ends);
            stacks = doubled(stacks);
          }
          ends[depth] = at;
          stacks[depth] = stack;
          depth += 1;
        }
        from = at + 1;
      }
      if (length > previous.length) previous = new Uint8Array(length * 2);
      previous.set(bytes.subarray(start, end));
      previousLength = length;
      return stack;
    },
    get size() {
      return parents.length;
    },
    parents: () => parents.toArray(),
    frames: () => frames.toArray(),
    frameTexts: () => names.texts(),
  };
}

/** Where a table of this mask begins to look for the stack of `frame` on `parent`. */
function slotOf(parent: number, frame: number, mask: number): number {
  let hash = Math.imul(parent + 1, 0x9e3779b1) ^ Math.imul(frame, 0x85ebca6b);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) & mask;
}

/** `Lcom/a/B;.m` and `Lcom/a/B;::m` are one Java frame: the `;` ends a type descriptor, not a frame. */
function isInsideName(bytes: Uint8Array, frameStart: number, at: number, end: number): boolean {
  const next = at + 1 < end ? bytes[at + 1] : 0;
  if ((next !== dot && next !== colon) || bytes[frameStart] !== upperL) return false;
  for (let index = frameStart + 1; index < at; index += 1) if (bytes[index] === slash) return true;
  return false;
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(values.length * 2);
  grown.set(values);
  return grown;
}

/** Numbers distinct byte strings from 0 (FNV-1a, open addressing) without decoding them. */
function createByteInterner(): {
  intern(bytes: Uint8Array, start: number, end: number): number;
  texts(): string[];
} {
  let arena = new Uint8Array(64 * 1024);
  let used = 0;
  const starts = createIntColumn();
  const hashes = createIntColumn();
  let table = new Int32Array(4096);
  const endOf = (id: number): number => (id + 1 < starts.length ? starts.at(id + 1) : used);
  const holds = (id: number, bytes: Uint8Array, start: number, end: number): boolean => {
    const from = starts.at(id);
    if (endOf(id) - from !== end - start) return false;
    for (let at = start; at < end; at += 1) if (arena[from + at - start] !== bytes[at]) return false;
    return true;
  };
  const grow = (): void => {
    const grown = new Int32Array(table.length * 2);
    const mask = grown.length - 1;
    for (let id = 0; id < starts.length; id += 1) {
      let slot = hashes.at(id) & mask;
      while (grown[slot] !== 0) slot = (slot + 1) & mask;
      grown[slot] = id + 1;
    }
    table = grown;
  };
  return {
    intern(bytes, start, end) {
      let hash = 0x811c9dc5;
      for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
      const mask = table.length - 1;
      let slot = hash & mask;
      for (let held = table[slot] as number; held !== 0; held = table[slot] as number) {
        if (hashes.at(held - 1) === hash && holds(held - 1, bytes, start, end)) return held - 1;
        slot = (slot + 1) & mask;
      }
      const length = end - start;
      if (used + length > arena.length) {
        const grown = new Uint8Array(Math.max(arena.length * 2, used + length));
        grown.set(arena.subarray(0, used));
        arena = grown;
      }
      arena.set(bytes.subarray(start, end), used);
      hashes.push(hash);
      const id = starts.push(used);
      used += length;
      table[slot] = id + 1;
      if (starts.length * 2 > table.length) grow();
      return id;
    },
    texts() {
      const decoder = new TextDecoder();
      return Array.from({ length: starts.length }, (_none, id) =>
        decoder.decode(arena.subarray(starts.at(id), endOf(id))),
      );
    },
  };
}
