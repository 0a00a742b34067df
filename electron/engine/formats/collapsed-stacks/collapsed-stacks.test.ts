import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionsOf, functionWeights } from '../../kinds/profile/call-tree.ts';
import type { ProfileBatch } from '../../kinds/profile/batch.ts';
import { collect, inChunks, recordContext, type RecordedContext } from '../test-context.ts';
import { parseFrame } from './frame.ts';
import { format as collapsedStacks } from './index.ts';

const samples = join(import.meta.dirname, 'samples');

async function read(
  content: string | Uint8Array,
  options: Record<string, string> = {},
  ...sizes: number[]
): Promise<{ batch: ProfileBatch; context: RecordedContext }> {
  const context = recordContext('app.folded', options);
  const batches = await collect(collapsedStacks.parse(inChunks(content, ...sizes), context));
  return { batch: batches[0] as ProfileBatch, context };
}

/** Each stack as text with its weight, in the order of first appearance. */
function stacksOf(batch: ProfileBatch, weight = 0): [string, number][] {
  return [...batch.sampleStack].map((leaf, index) => {
    const names: string[] = [];
    for (let at = leaf; at >= 0; at = batch.stackParent[at] as number) {
      names.unshift(batch.frames[batch.stackFrame[at] as number]?.name ?? '');
    }
    return [names.join(';'), batch.sampleWeights[weight]?.[index] as number];
  });
}

interface Truth {
  total: number;
  functions: Record<string, { self: number; total: number } | null>;
}

function expectTruth(batch: ProfileBatch, weight: number, truth: Truth): void {
  const functions = functionsOf(batch);
  const sampleWeights = batch.sampleWeights[weight] as Float64Array;
  const weights = functionWeights(batch, functions, batch.sampleStack, sampleWeights);
  expect(sampleWeights.reduce((sum, value) => sum + value, 0)).toBe(truth.total);
  for (const [name, expected] of Object.entries(truth.functions)) {
    const id = functions.frames.findIndex((frame) => frame.name === name);
    const found = id < 0 ? null : { self: weights.self[id], total: weights.total[id] };
    expect(found, name).toEqual(expected);
  }
}

describe('folded stacks of real captures', () => {
  it.each(['perf-before', 'perf-after', 'perf-threads'])(
    'gives %s the totals that an independent script counted',
    async (name) => {
      const { batch, context } = await read(readFileSync(join(samples, `${name}.folded`)));
      const truth = JSON.parse(readFileSync(join(samples, `${name}.folded.expected.json`), 'utf8'));
      expectTruth(batch, 0, truth);
      expect(batch.recordCount).toBe(truth.lines);
      expect(batch.sampleCount).toBe(truth.total);
      expect(batch.weights).toEqual([{ name: 'samples', unit: 'samples' }]);
      expect(context.rejected).toEqual([]);
    },
  );

  it('reads a differential file as two weights and says so', async () => {
    const { batch, context } = await read(readFileSync(join(samples, 'perf-diff.folded')));
    const truth = JSON.parse(readFileSync(join(samples, 'perf-diff.folded.expected.json'), 'utf8'));
    expect(batch.weights.map(({ name }) => name)).toEqual(['before', 'after']);
    expectTruth(batch, 0, truth.before);
    expectTruth(batch, 1, truth.after);
    expect(context.warnings.has('collapsed.differential')).toBe(true);
  });
});

describe('a line of folded stacks', () => {
  it.each([
    ['a count with decimals', 'a;b 1.5\n', [['a;b', 1.5]]],
    ['a count with a bare point', 'a;b 3.\n', [['a;b', 3]]],
    ['any white space before the count', 'a;b \t  3\n', [['a;b', 3]]],
    [
      'white space after the count and CRLF',
      'a;b 3  \r\na;c 4\r\n',
      [
        ['a;b', 3],
        ['a;c', 4],
      ],
    ],
    ['no newline at the end', 'a;b 3', [['a;b', 3]]],
    ['spaces in names', 'a b;std::map<int, int> 3\n', [['a b;std::map<int, int>', 3]]],
    ['names that are not ASCII', 'größe;→ 3\n', [['größe;→', 3]]],
    ['a leading separator', ';a;b 3\n', [['a;b', 3]]],
    ['a trailing separator', 'a;b; 3\n', [['a;b', 3]]],
    ['an empty frame inside', 'a;;b 3\n', [['a;(unnamed);b', 3]]],
    [
      'no frame at all',
      ' 3\na 1\n',
      [
        ['(empty stack)', 3],
        ['a', 1],
      ],
    ],
    ['only separators', ';; 3\n', [['(empty stack)', 3]]],
    ['a count of nothing', 'a;b 0\n', [['a;b', 0]]],
    [
      'a Java descriptor that holds the separator',
      'Lcom/a/B;.run;Lcom/a/B;::go 3\n',
      [['Lcom/a/B:.run;Lcom/a/B:::go', 3]],
    ],
    ['a library before a backtick', 'libjvm.so`f;g 3\n', [['libjvm.so`f;g', 3]]],
  ] as [string, string, [string, number][]][])('may have %s', async (_what, text, expected) => {
    const { batch, context } = await read(text, { differential: 'no' });
    expect(stacksOf(batch)).toEqual(expected);
    expect(context.rejected).toEqual([]);
  });

  it('adds to the stack that came before when the same stack comes again', async () => {
    const { batch } = await read('a;b 1\na;c 2\na;b 3\na 4\n');
    expect(stacksOf(batch)).toEqual([
      ['a;b', 4],
      ['a;c', 2],
      ['a', 4],
    ]);
    expect(batch.recordCount).toBe(4);
  });

  it('is passed over when it is blank or a comment', async () => {
    const { batch, context } = await read('# austin: 3.6.0\n# mode: wall\n\n   \na;b 3\n# made by hand\n');
    expect(stacksOf(batch)).toEqual([['a;b', 3]]);
    expect(context.rejected).toEqual([]);
  });

  it('weighs microseconds when austin says that it measured time', async () => {
    const { batch } = await read('# austin: 3.6.0\n# mode: wall\nP1;T2;f 300\n');
    expect(batch.weights).toEqual([{ name: 'wall', unit: 'us' }]);
    expect(batch.sampleCount).toBe(1);
  });

  it.each([
    ['a;b', 'expected a count at the end of the line, found “a;b”'],
    ['a;b x1', 'expected a count at the end of the line, found “x1”'],
    ['a;b 1.2.3', 'expected a count at the end of the line, found “1.2.3”'],
    ['a;b -3', 'expected a count at the end of the line, found “-3”'],
    ['a;b .5', 'expected a count at the end of the line, found “.5”'],
    ['17', 'expected a stack before the count'],
    ['a;b 9007199254740993', 'the count is larger than 2^53 and cannot be kept exactly'],
    [`a;b ${'9'.repeat(400)}`, 'the count is larger than 2^53 and cannot be kept exactly'],
  ])('is rejected with its place: %s', async (bad, reason) => {
    const { batch, context } = await read(`größe;b 1\n${bad}\na;c 2\n`, { differential: 'no' });
    // “größe;b 1” and its newline are 12 bytes.
    expect(context.rejected).toEqual([{ line: 2, offset: 12, reason }]);
    expect(batch.recordCount).toBe(2);
  });

  it('is rejected when a differential file gives it one count', async () => {
    const { batch, context } = await read('a;b 1 2\na;c 7\na;d 3 4\n', { differential: 'yes' });
    expect(stacksOf(batch, 1)).toEqual([
      ['a;b', 2],
      ['a;d', 4],
    ]);
    expect(context.rejected[0]?.reason).toMatch(/two counts/u);
  });

  it('is rejected without being held when it is longer than 16 MiB', async () => {
    const { batch, context } = await read(`a 1\n${'x'.repeat(17 * 1024 * 1024)} 5\nb 2\n`, {}, 1 << 20);
    expect(context.rejected).toEqual([{ line: 2, offset: 4, reason: 'the line is longer than 16 MiB' }]);
    expect(stacksOf(batch)).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('keeps a name that is not UTF-8 and says so', async () => {
    const { batch, context } = await read(Buffer.from([0x61, 0xff, 0x3b, 0x62, 0x20, 0x31, 0x0a]));
    expect(stacksOf(batch)).toEqual([['a\uFFFD;b', 1]]);
    expect(context.warnings.has('collapsed.invalid-utf8')).toBe(true);
  });
});

describe('a frame', () => {
  it.each([
    ['vfs_read_[k]', 'vfs_read', 'kernel'],
    ['com/acme/A.run_[j]', 'com/acme/A.run', 'jit'],
    ['com/acme/A.run_[i]', 'com/acme/A.run', 'inlined'],
    ['com/acme/A.run_[0]', 'com/acme/A.run', 'interpreted'],
    ['com/acme/A.run_[1]', 'com/acme/A.run', 'c1'],
    ['try_to_wake_up_[w]', 'try_to_wake_up', 'waker'],
    ['[worker tid=4711]', '[worker tid=4711]', 'thread'],
    ['main', 'main', ''],
    ['a[0]', 'a[0]', ''],
  ])('%s loses its suffix to its kind', (text, name, kind) => {
    expect(parseFrame(text)).toEqual({ name, file: '', line: null, column: null, kind });
  });

  it('gives up the place that py-spy writes into it', () => {
    expect(parseFrame('handle (orders/views.py:42)')).toMatchObject({
      name: 'handle',
      file: 'orders/views.py',
      line: 42,
    });
  });
});

const detect = (text: string, name = 'file.txt'): number => collapsedStacks.detect(Buffer.from(text), name);

describe('detection of folded stacks', () => {
  it('is sure of stacks', () => {
    expect(detect('a;b;c 10\na;b 3\n')).toBeGreaterThanOrEqual(0.9);
    expect(detect('# austin: 3.6.0\n\nP1;T1;f 10\n')).toBeGreaterThanOrEqual(0.9);
    expect(detect('a;b;c 1 2\na;b 3 4\n')).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    ['an access log', '10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326\n'.repeat(20)],
    ['a log that names browsers', 'INFO agent Mozilla/5.0 (X11; Linux x86_64) took 17\n'.repeat(20)],
    ['a CSV with semicolons', 'time;cpu;mem\n2026-01-01 10:00;5;6\n2026-01-01 10:01;5;7\n'],
    ['a CSV with a space in its last cell', '2026-01-01;10;a 5\n2026-01-02;11;b 6\n'],
    ['a CSV', 'time,cpu\n1,2\n3,4\n'],
    ['sar output', '10:00:01 AM CPU 12.5\n10:00:02 AM CPU 13\n'],
    ['JSON', '{"a;b 1": 2}\n'],
    ['words', 'hello world 1\nno count here\n'],
    ['a file without separators', 'main 10\nidle 3\n'],
    ['binary bytes', 'a;b 1\n\0\0\0\n'],
  ])('does not take %s for stacks', (_what, text) => {
    expect(detect(text)).toBe(0);
  });

  it('believes a name when no line has a separator', () => {
    expect(detect('main 10\nidle 3\n', 'app.folded')).toBeGreaterThan(0.5);
  });
});

describe('any folded file', () => {
  const name = fc
    .stringMatching(/^[A-Za-z_<>:][\w<>: ()→ö]{0,11}[\w>)]$/u)
    .filter((text) => !/;|^#/u.test(text));
  const line = fc.record({
    frames: fc.array(name, { minLength: 1, maxLength: 6 }),
    count: fc.nat(1000),
    ending: fc.constantFrom('\n', '\r\n', ' \n', '\n\n'),
  });

  it('is read as a naive reader reads it, wherever its chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
        async (lines, sizes) => {
          const text = lines
            .map(({ frames, count, ending }) => `${frames.join(';')} ${count}${ending}`)
            .join('');
          const expected = new Map<string, number>();
          for (const { frames, count } of lines) {
            const stack = frames.join(';');
            expected.set(stack, (expected.get(stack) ?? 0) + count);
          }
          const { batch, context } = await read(text, { differential: 'no' }, ...sizes);
          expect(context.rejected).toEqual([]);
          expect(stacksOf(batch)).toEqual([...expected]);
          expect(batch.stackParent.every((parent, index) => parent < index)).toBe(true);
          const distinctPrefixes = new Set(
            lines.flatMap(({ frames }) =>
              frames.map((_frame, depth) => JSON.stringify(frames.slice(0, depth + 1))),
            ),
          );
          expect(batch.stackParent.length).toBe(distinctPrefixes.size);
        },
      ),
      { numRuns: 200 },
    );
  });
});
