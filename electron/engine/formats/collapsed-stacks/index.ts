// Collapsed (folded) stacks: one line a stack, frames root first between `;`, then a count. Written by FlameGraph's
// stackcollapse scripts, perf, async-profiler, py-spy, austin, bpftrace and many more.
import { headBytes, peek } from '../../reading/stream.ts';
import type { ProfileBatch } from '../../kinds/profile/batch.ts';
import type { ImportContext, Format } from '../format.ts';
import type { ByteStream } from '../../reading/stream.ts';
import { detectFolded, isDifferential } from './detect.ts';
import { parseFrame } from './frame.ts';
import { createLine, isBlankLine, isComment, readLine, textOf } from './line.ts';
import { createIntColumn, createStackTrie } from '../../reading/stack-trie.ts';
import { howToExport } from './how-to-export.ts';

/** A longer line is no stack; it is passed over without being held. */
const maxLineBytes = 16 * 1024 * 1024;

export const format: Format<ProfileBatch> = {
  id: 'collapsed-stacks',
  kinds: ['profile'],
  title: 'Collapsed stacks',
  version: 1,
  howToExport,
  detect: detectFolded,
  async *parse(stream, context) {
    yield await readFolded(stream, context);
  },
};

/** The whole file as one profile: one sample for each distinct stack, in the order in which they first appear. */
async function readFolded(input: ByteStream, context: ImportContext): Promise<ProfileBatch> {
  const { head, stream } = await peek(input, headBytes);
  const asked = context.options['differential'];
  const counts = (asked === undefined ? isDifferential(head) : asked === 'yes') ? 2 : 1;
  const trie = createStackTrie();
  const line = createLine();
  const comments = new Map<string, string>();
  /** Sample of each stack, plus one; samples in order of first appearance. */
  let sampleOfStack = new Int32Array(1024);
  const sampleStack = createIntColumn();
  const sums = [new Float64Array(1024), new Float64Array(1024)];
  let lines = 0;
  let emptyStacks = 0;
  let isWhole = true;

  const emptyStack = new TextEncoder().encode('(empty stack)');
  const addLine = (bytes: Uint8Array, start: number, end: number, number: number, offset: number): void => {
    if (isBlankLine(bytes, start, end)) return;
    if (isComment(bytes, start, end)) {
      const [, key, value] =
        /^#\s*([\w.-]+):\s*(.*?)\s*$/u.exec(textOf(bytes, start, Math.min(end, start + 1000))) ?? [];
      if (key !== undefined && value !== undefined) comments.set(key, value);
      return;
    }
    readLine(bytes, start, end, counts, line);
    if (line.problem !== '') return context.reject(number, offset, line.problem);
    let stack = trie.add(bytes, line.stackStart, line.stackEnd);
    if (stack < 0) {
      emptyStacks += 1;
      stack = trie.add(emptyStack, 0, emptyStack.length);
    }
    if (stack >= sampleOfStack.length) sampleOfStack = grownTo(sampleOfStack, Int32Array, stack + 1);
    let sample = (sampleOfStack[stack] as number) - 1;
    if (sample < 0) {
      sample = sampleStack.push(stack);
      sampleOfStack[stack] = sample + 1;
    }
    lines += 1;
    isWhole &&= Number.isInteger(line.first);
    add(sums, 0, sample, line.first);
    if (counts === 2) add(sums, 1, sample, line.second);
  };
  await eachLine(stream, addLine, context);

  const weights = weightsOf(counts, comments);
  const frames = trie.frameTexts().map(parseFrame);
  const sampleWeights = weights.map((_weight, index) =>
    (sums[index] as Float64Array).slice(0, sampleStack.length),
  );
  announce(context, {
    differential: counts === 2,
    emptyStacks,
    frames: frames.map(({ name }) => name),
    sampleWeights,
  });
  const total = (sampleWeights[0] as Float64Array).reduce((sum, value) => sum + value, 0);
  return {
    kind: 'profile',
    name: context.fileName,
    weights,
    frames,
    stackParent: trie.parents(),
    stackFrame: trie.frames(),
    sampleStack: sampleStack.toArray(),
    sampleWeights,
    sampleTimesNs: null,
    // Counts are samples unless a tool summed something else; then only the lines can be counted.
    sampleCount: isWhole && weights[0]?.unit === 'samples' ? total : lines,
    recordCount: lines,
  };
}

/** austin weighs by microseconds and says so in its comment lines; everything else counts samples. */
function weightsOf(counts: 1 | 2, comments: ReadonlyMap<string, string>): ProfileBatch['weights'] {
  const mode = comments.get('mode') ?? '';
  const unit = comments.has('austin') && (mode === 'wall' || mode === 'cpu') ? 'us' : 'samples';
  if (counts === 2) return ['before', 'after'].map((name) => ({ name, unit }));
  return [{ name: unit === 'us' ? mode : 'samples', unit }];
}

function announce(
  context: ImportContext,
  found: { differential: boolean; emptyStacks: number; frames: string[]; sampleWeights: Float64Array[] },
): void {
  if (found.differential) {
    context.warn(
      'collapsed.differential',
      'Every line ends in two counts, so this is a differential file: its weights are “before” and “after”. Import it with differential=no if the first number belongs to the frame name.',
    );
  }
  if (found.emptyStacks > 0) {
    context.warn(
      'collapsed.empty-stack',
      `${found.emptyStacks} lines have no frame; they are shown as “(empty stack)”.`,
    );
  }
  const damaged = found.frames.filter((name) => name.includes('\uFFFD')).length;
  if (damaged > 0) {
    context.warn(
      'collapsed.invalid-utf8',
      `${damaged} frame names hold bytes that are not UTF-8; they are shown as \uFFFD.`,
    );
  }
  if (
    found.sampleWeights.some(
      (values) => values.reduce((sum, value) => sum + value, 0) > Number.MAX_SAFE_INTEGER,
    )
  ) {
    context.warn('collapsed.inexact', 'The counts add up to more than 2^53, so totals are rounded.');
  }
}

/** Calls `visit` for each line with its 1-based number and byte offset; lines over `maxLineBytes` are rejected. */
async function eachLine(
  stream: ByteStream,
  visit: (bytes: Uint8Array, start: number, end: number, number: number, offset: number) => void,
  context: ImportContext,
): Promise<void> {
  let number = 1;
  let offset = 0;
  /** Pieces of a line that began in an earlier chunk; null while an overlong line is being passed over. */
  let held: Uint8Array[] | null = [];
  let heldBytes = 0;
  const finishHeld = (tail: Uint8Array): void => {
    if (held === null || heldBytes + tail.length > maxLineBytes) {
      context.reject(number, offset, `the line is longer than ${maxLineBytes / 1024 / 1024} MiB`);
    } else {
      const whole = Buffer.concat([...held, tail]);
      visit(whole, 0, whole.length, number, offset);
    }
    offset += heldBytes + tail.length + 1;
    number += 1;
    held = [];
    heldBytes = 0;
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let newline = chunk.indexOf(10); newline >= 0; newline = chunk.indexOf(10, start)) {
      if (heldBytes > 0) finishHeld(chunk.subarray(start, newline));
      else {
        if (newline - start > maxLineBytes) finishHeld(chunk.subarray(start, newline));
        else {
          visit(chunk, start, newline, number, offset);
          offset += newline - start + 1;
          number += 1;
        }
      }
      start = newline + 1;
    }
    if (start === chunk.length) continue;
    heldBytes += chunk.length - start;
    // The stream may use its chunk again, so what is kept is copied.
    if (heldBytes > maxLineBytes) held = null;
    else held?.push(chunk.slice(start));
  }
  if (heldBytes > 0) finishHeld(new Uint8Array(0));
}

function add(columns: Float64Array[], column: number, index: number, value: number): void {
  let values = columns[column] as Float64Array;
  if (index >= values.length) {
    values = grownTo(values, Float64Array, index + 1);
    columns[column] = values;
  }
  values[index] = (values[index] as number) + value;
}

function grownTo<T extends Int32Array | Float64Array>(
  values: T,
  make: new (length: number) => T,
  least: number,
): T {
  const grown = new make(Math.max(values.length * 2, least));
  grown.set(values);
  return grown;
}
