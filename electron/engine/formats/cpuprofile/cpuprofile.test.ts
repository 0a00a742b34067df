import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssayError } from '../../../../shared/domain/errors.ts';
import { functionsOf, functionWeights } from '../../kinds/profile/call-tree.ts';
import type { ProfileBatch } from '../../kinds/profile/batch.ts';
import { collect, inChunks, recordContext, type RecordedContext } from '../test-context.ts';
import { format as cpuProfile } from './index.ts';
import { timeSamples } from './times.ts';

const samples = join(import.meta.dirname, 'samples');

async function read(
  content: string | Uint8Array,
  ...sizes: number[]
): Promise<{ batch: ProfileBatch; context: RecordedContext }> {
  const context = recordContext('app.cpuprofile');
  const batches = await collect(cpuProfile.parse(inChunks(content, ...sizes), context));
  return { batch: batches[0] as ProfileBatch, context };
}

const readJson = (value: unknown, ...sizes: number[]) => read(JSON.stringify(value), ...sizes);

const failure = async (content: string): Promise<AssayError> => {
  const error: unknown = await read(content).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AssayError);
  return error as AssayError;
};

function byName(batch: ProfileBatch, weight: string): Map<string, { self: number; total: number }> {
  const index = batch.weights.findIndex(({ name }) => name === weight);
  const functions = functionsOf(batch);
  const sampleWeights = batch.sampleWeights[index] as Float64Array;
  const weights = functionWeights(batch, functions, batch.sampleStack, sampleWeights);
  return new Map(
    functions.frames.map(({ name }, id) => [
      name,
      { self: weights.self[id] as number, total: weights.total[id] as number },
    ]),
  );
}

const node = (id: number, functionName: string, children: number[] = [], url = 'app.js', lineNumber = 0) => ({
  id,
  callFrame: { functionName, scriptId: '1', url, lineNumber, columnNumber: 4 },
  hitCount: 0,
  children,
});

/** root -> main -> work, with (idle), (program) and (garbage collector) beside main. */
const nodes = [
  node(1, '(root)', [2, 3, 4, 5], '', -1),
  node(2, '(program)', [], '', -1),
  node(3, '(idle)', [], '', -1),
  node(4, '(garbage collector)', [], '', -1),
  node(5, 'main', [6]),
  node(6, 'work', [], 'app.js', 9),
];
const profile = (ids: number[], timeDeltas: number[], endTime: number, startTime = 0) => ({
  nodes,
  startTime,
  endTime,
  samples: ids,
  timeDeltas,
});

describe('CPU profiles of Node', () => {
  it.each(['server-before', 'server-after', 'server-inlined'])(
    'gives %s the samples and times that an independent script counted',
    async (name) => {
      const { batch } = await read(readFileSync(join(samples, `${name}.cpuprofile`)), 777);
      const truth = JSON.parse(readFileSync(join(samples, `${name}.cpuprofile.expected.json`), 'utf8'));
      expect(batch.sampleCount).toBe(truth.samples);
      for (const [weight, key] of [
        ['samples', 'samples'],
        ['time', 'usAfter'],
      ] as const) {
        const found = byName(batch, weight);
        for (const [functionName, expected] of Object.entries<never>(truth.functions)) {
          const { self, total } = expected ?? {};
          const wanted = expected === null ? undefined : { self: self?.[key], total: total?.[key] };
          expect(found.get(functionName), `${weight} of ${functionName}`).toEqual(wanted);
        }
      }
    },
  );

  it('puts samples with negative deltas in time order without losing any time', async () => {
    const { batch, context } = await read(readFileSync(join(samples, 'server-deopts.cpuprofile')));
    const truth = JSON.parse(readFileSync(join(samples, 'server-deopts.cpuprofile.expected.json'), 'utf8'));
    const time = batch.sampleWeights[0] as Float64Array;
    expect(truth.negativeDeltas).toBe(2);
    expect(context.warnings.get('cpuprofile.out-of-order')).toMatch(/^2 of 2489 samples/u);
    expect(time.every((weight) => weight >= 0)).toBe(true);
    expect(time.reduce((sum, weight) => sum + weight, 0)).toBe(truth.total.usAfter);
    // The truth took the deltas in the order of the file; only the samples around the two late ones can differ.
    const late = 1043;
    for (const [name, { self }] of byName(batch, 'time')) {
      const expected = truth.functions[name];
      if (expected) expect(Math.abs(self - expected.self.usAfter), name).toBeLessThanOrEqual(late);
    }
  });
});

/** A node as it was before 2016: the callFrame's fields in the node itself, children inside their parents. */
const oldNode = (id: number, functionName: string, children: unknown[]) => ({
  functionName,
  scriptId: '0',
  url: id === 1 ? '' : 'app.js',
  lineNumber: id === 1 ? 0 : 10,
  columnNumber: id === 1 ? 0 : 5,
  hitCount: 1,
  callUID: id,
  children,
  id,
});

describe('a CPU profile', () => {
  it('weighs a sample by the time until the next one, the last by the time until the end', async () => {
    const { batch } = await readJson(profile([5, 6, 5], [10, 20, 30], 100));
    expect(batch.weights).toEqual([
      { name: 'time', unit: 'us' },
      { name: 'samples', unit: 'samples' },
    ]);
    expect([...(batch.sampleWeights[0] ?? [])]).toEqual([20, 30, 40]);
    expect([...(batch.sampleTimesNs ?? [])]).toEqual([10_000, 30_000, 60_000]);
  });

  it('counts lines and columns from one and knows no place for V8’s own nodes', async () => {
    const { batch } = await readJson(profile([6], [1], 2));
    expect(batch.frames.find(({ name }) => name === 'work')).toEqual({
      name: 'work',
      file: 'app.js',
      line: 10,
      column: 5,
      kind: '',
    });
    expect(batch.frames.find(({ name }) => name === '(idle)')).toEqual({
      name: '(idle)',
      file: '',
      line: null,
      column: null,
      kind: 'idle',
    });
  });

  it('puts a collection on top of the stack that ran before it, but not on idle', async () => {
    const { batch, context } = await readJson(profile([6, 4, 4, 3, 4], [1, 1, 1, 1, 1], 6));
    const stacks = [...batch.sampleStack].map((leaf) => {
      const names: string[] = [];
      for (let at = leaf; at >= 0; at = batch.stackParent[at] as number) {
        names.unshift(batch.frames[batch.stackFrame[at] as number]?.name ?? '');
      }
      return names.join(';');
    });
    const collection = '(garbage collector)';
    expect(stacks).toEqual([
      '(root);main;work',
      `(root);main;work;${collection}`,
      `(root);main;work;${collection}`,
      '(root);(idle)',
      `(root);${collection}`,
    ]);
    expect(context.warnings.get('cpuprofile.gc-placed')).toMatch(/^2 /u);
  });

  it('keeps samples of nodes that it does not have, under their own name', async () => {
    const { batch, context } = await readJson(profile([6, 99, 98, 99], [1, 1, 1, 1], 5));
    expect(byName(batch, 'samples').get('(unknown node)')).toEqual({ self: 3, total: 3 });
    expect(context.warnings.get('cpuprofile.unknown-node')).toMatch(/^3 samples name 2 nodes/u);
  });

  it('names functions without a name and keeps their place', async () => {
    const { batch } = await readJson({ ...profile([7], [1], 2), nodes: [node(7, '', [], 'a.js', 4)] });
    expect(batch.frames).toEqual([{ name: '(anonymous)', file: 'a.js', line: 5, column: 5, kind: '' }]);
  });

  it('takes nodes in any order, with children or with parents', async () => {
    const { children: _children, ...leaf } = node(6, 'work');
    const reversed = [
      { ...leaf, parent: 5 },
      { ...node(5, 'main'), children: undefined, parent: 1 },
      node(1, '(root)', [], '', -1),
    ];
    const { batch } = await readJson({ ...profile([6], [1], 2), nodes: reversed });
    expect(byName(batch, 'samples').get('main')).toEqual({ self: 0, total: 1 });
    expect(batch.stackParent.every((parent, index) => parent < index)).toBe(true);
  });

  it('reads the form of before 2016: a head tree, timestamps in µs, start and end in seconds', async () => {
    const { batch } = await readJson({
      head: oldNode(1, '(root)', [oldNode(2, 'main', [oldNode(3, 'work', [])])]),
      startTime: 2,
      endTime: 2.0001,
      samples: [2, 3, 2],
      timestamps: [2_000_010, 2_000_020, 2_000_050],
    });
    expect([...(batch.sampleWeights[0] ?? [])].map(Math.round)).toEqual([10, 30, 50]);
    expect(byName(batch, 'samples').get('main')).toEqual({ self: 2, total: 3 });
    expect(batch.frames.find(({ name }) => name === 'work')).toMatchObject({ line: 10, column: 5 });
  });

  it('falls back to hit counts when there are no samples', async () => {
    const { batch, context } = await readJson({
      nodes: [{ ...node(1, 'main'), hitCount: 7 }],
      startTime: 0,
      endTime: 1,
    });
    expect(byName(batch, 'samples').get('main')).toEqual({ self: 7, total: 7 });
    expect(context.warnings.has('cpuprofile.no-samples')).toBe(true);
  });

  it('says when deltas are missing', async () => {
    const { context } = await readJson(profile([5, 6, 5], [10], 100));
    expect(context.warnings.get('cpuprofile.times-mismatch')).toMatch(/3 samples but 1 timeDeltas/u);
  });

  it('reads a stack of 3,000 calls', async () => {
    const deep = Array.from({ length: 3000 }, (_none, index) =>
      node(index + 1, `f${index}`, index < 2999 ? [index + 2] : []),
    );
    const { batch } = await readJson({ ...profile([3000], [1], 2), nodes: deep });
    expect(byName(batch, 'samples').get('f0')).toEqual({ self: 0, total: 1 });
  });

  it.each([
    ['nodes that are no array', '{"nodes": 5}', 'cpuprofile.wrong-shape', /nodes is not an array/u],
    ['neither form', '{"startTime": 1}', 'cpuprofile.wrong-shape', /neither nodes nor a head/u],
    ['a node without a callFrame', '{"nodes":[{"id":1}]}', 'cpuprofile.wrong-shape', /no callFrame/u],
    [
      'a sample that is no number',
      '{"nodes":[],"samples":["x"]}',
      'cpuprofile.wrong-shape',
      /samples holds "x"/u,
    ],
    ['an array', '[1,2]', 'cpuprofile.wrong-shape', /not one object/u],
    ['broken JSON', '{"nodes": [}', 'json.invalid', /expected/u],
  ])('is refused with %s', async (_what, text, code, message) => {
    const error = await failure(text);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.data.file).toBe('app.cpuprofile');
  });

  it('is refused when two nodes share an id or its nodes form a circle', async () => {
    const twice = await failure(
      JSON.stringify({ ...profile([1], [1], 2), nodes: [node(1, 'a'), node(1, 'b')] }),
    );
    expect(twice.message).toMatch(/two nodes have the id 1/u);
    const circle = await failure(
      JSON.stringify({ ...profile([1], [1], 2), nodes: [node(1, 'a', [2]), node(2, 'b', [1])] }),
    );
    expect(circle.message).toMatch(/circle/u);
  });

  it('is refused wherever it is cut, with the place of the cut', async () => {
    const whole = JSON.stringify(profile([5, 6, 5], [10, 20, 30], 100), null, 1);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (length) => {
        const error = await failure(whole.slice(0, length));
        expect(error.code).toBe('json.truncated');
        expect(error.data.offset).toBe(length);
        expect(error.data.line).toBe(whole.slice(0, length).split('\n').length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('sample times', () => {
  it('add up to the span from the earliest sample to the end, in order and never negative', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 }),
        fc.nat(500),
        (times, after) => {
          const end = Math.max(...times) + after;
          const { order, weightsUs, timesUs } = timeSamples(Float64Array.from(times), end);
          expect(weightsUs.every((weight) => weight >= 0)).toBe(true);
          expect(weightsUs.reduce((sum, weight) => sum + weight, 0)).toBe(end - Math.min(...times));
          expect([...timesUs]).toEqual(times.toSorted((a, b) => a - b));
          expect([...order].toSorted((a, b) => a - b)).toEqual(times.map((_time, index) => index));
        },
      ),
    );
  });
});

const detect = (text: string): number => cpuProfile.detect(Buffer.from(text), 'x.json');

describe('detection of CPU profiles', () => {
  it('knows both forms, also from their first bytes alone', () => {
    const text = readFileSync(join(samples, 'server-before.cpuprofile'), 'utf8');
    expect(detect(text)).toBe(0.95);
    expect(detect(text.slice(0, 1000))).toBe(0.95);
    expect(detect('{"head":{"functionName":"(root)","children":[')).toBe(0.95);
    expect(detect('{"samples":[1,2,3],"timeDeltas":[1,')).toBe(0.6);
  });
  it.each([
    [
      'a heap profile',
      '{"head":{"callFrame":{"functionName":"(root)"},"selfSize":0,"children":[]},"samples":[]}',
    ],
    ['a heap snapshot', '{"snapshot":{"meta":{"node_fields":[]}},"nodes":[1,2,3]}'],
    ['a trace', '{"traceEvents":[{"ph":"X"}],"nodes":[]}'],
    ['spans', '{"resourceSpans":[]}'],
    ['text', 'a;b 1\n'],
    ['an empty object', '{}'],
  ])('does not take %s for one', (_what, text) => {
    expect(detect(text)).toBe(0);
  });
});
