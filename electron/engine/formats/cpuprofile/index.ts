// V8 CPU profiles (.cpuprofile): Chrome and Edge DevTools, node --cpu-prof, VS Code, Electron. Both forms: nodes with
// samples and timeDeltas, and the one of before 2016, a head tree with timestamps.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { ProfileBatch } from '../../kinds/profile/batch.ts';
import type { ImportContext, Format } from '../format.ts';
import type { ByteStream } from '../../reading/stream.ts';
import type { JsonPosition } from '../../reading/json-fault.ts';
import { createJsonScanner, type JsonShape } from '../../reading/json-scanner.ts';
import { detectCpuProfile } from './detect.ts';
import { createNodeReader, wrongShape, type NodeReader, type NodeTree } from './nodes.ts';
import { countUp, timeSamples } from './times.ts';
import { howToExport } from './how-to-export.ts';

export const format: Format<ProfileBatch> = {
  id: 'cpuprofile',
  kinds: ['profile'],
  title: 'V8 CPU profile',
  version: 1,
  howToExport,
  detect: detectCpuProfile,
  async *parse(stream, context) {
    const file = await readFile(stream, context);
    yield asBatch(file, context);
  },
};

const leaf = (name: string): JsonShape => ({ name });
const list = (name: string, item: string): JsonShape => ({ name, items: leaf(item) });

const shape: JsonShape = {
  name: 'profile',
  members: {
    nodes: list('nodes', 'node'),
    head: leaf('head'),
    samples: list('samples', 'sample'),
    timeDeltas: list('timeDeltas', 'timeDelta'),
    timestamps: list('timestamps', 'timestamp'),
    startTime: leaf('startTime'),
    endTime: leaf('endTime'),
  },
};

/** The old form keeps its whole tree in one value, two brackets a level. */
const limits = { valueBytes: 256 * 1024 * 1024, depth: 20_000 };

interface CpuProfileFile {
  nodes: NodeReader;
  isOldForm: boolean;
  samples: NumberColumn;
  /** timeDeltas, or timestamps in the old form. */
  times: NumberColumn;
  startTime: number | null;
  endTime: number | null;
}

async function readFile(stream: ByteStream, { fileName }: ImportContext): Promise<CpuProfileFile> {
  const file: CpuProfileFile = {
    nodes: createNodeReader(),
    isOldForm: false,
    samples: createNumberColumn(),
    times: createNumberColumn(),
    startTime: null,
    endTime: null,
  };
  let documents = 0;
  const scanner = createJsonScanner(
    shape,
    {
      begin(name) {
        if (name === 'profile') documents += 1;
        if (documents > 1) throw wrongShape('a second document follows the first');
      },
      misfit(name, at) {
        throw wrongShape(name === 'profile' ? 'it is not one object' : `${name} is not an array`, at);
      },
      value(name, value, at) {
        if (name === 'node') file.nodes.addNode(value, at);
        else if (name === 'sample') file.samples.push(asNumber('samples', value, at));
        else if (name === 'timeDelta') file.times.push(asNumber('timeDeltas', value, at));
        else if (name === 'timestamp') file.times.push(asNumber('timestamps', value, at));
        else if (name === 'startTime') file.startTime = asNumber(name, value, at);
        else if (name === 'endTime') file.endTime = asNumber(name, value, at);
        else {
          file.isOldForm = true;
          file.nodes.addHead(value, at);
        }
      },
    },
    limits,
  );
  try {
    for await (const chunk of stream) scanner.write(chunk);
    scanner.end();
    if (file.nodes.count === 0) throw wrongShape('it has neither nodes nor a head');
  } catch (error) {
    if (error instanceof AssayError) throw new AssayError({ ...error.data, file: fileName }, error);
    throw error;
  }
  return file;
}

/** The scanner hands integers of 16 digits and more over as text. */
function asNumber(name: string, value: unknown, at: JsonPosition): number {
  const read = typeof value === 'string' && /^-?\d+$/u.test(value) ? Number(value) : value;
  if (typeof read === 'number' && Number.isFinite(read)) return read;
  throw wrongShape(`${name} holds ${shown(value)}; expected a number`, at);
}

function asBatch(file: CpuProfileFile, context: ImportContext): ProfileBatch {
  const tree = file.nodes.finish();
  const name = context.fileName;
  if (file.samples.length === 0) return fromHitCounts(tree, name, context);
  const { weights, order, sampleWeights, sampleTimesNs } = weigh(file, context);
  const sampleStack = placeSamples(file.samples, order, tree, context);
  return {
    kind: 'profile',
    name,
    weights,
    frames: tree.frames,
    stackParent: Int32Array.from(tree.stackParent),
    stackFrame: Int32Array.from(tree.stackFrame),
    sampleStack,
    sampleWeights,
    sampleTimesNs,
    sampleCount: sampleStack.length,
    recordCount: sampleStack.length,
  };
}

type Weighed = Pick<ProfileBatch, 'weights' | 'sampleWeights' | 'sampleTimesNs'> & { order: Int32Array };

function weigh(
  { samples, times, startTime, endTime, isOldForm }: CpuProfileFile,
  context: ImportContext,
): Weighed {
  const count = samples.length;
  const ones = new Float64Array(count).fill(1);
  const countOnly: Weighed = {
    weights: [{ name: 'samples', unit: 'samples' }],
    order: countUp(count),
    sampleWeights: [ones],
    sampleTimesNs: null,
  };
  const given = isOldForm ? 'timestamps' : 'timeDeltas';
  if (times.length === 0) {
    context.warn('cpuprofile.no-times', `The profile has no ${given}, so only samples can be counted.`);
    return countOnly;
  }
  if (times.length !== count) {
    context.warn(
      'cpuprofile.times-mismatch',
      `The profile has ${count} samples but ${times.length} ${given}; samples without one weigh no time.`,
    );
  }
  // Old profiles give start and end in seconds, everything else is in µs.
  const scale = isOldForm ? 1e6 : 1;
  const startUs = startTime === null ? (isOldForm ? times.at(0) : 0) : startTime * scale;
  const fromStart = new Float64Array(count);
  let clock = 0;
  for (let index = 0; index < count; index += 1) {
    if (index < times.length) clock = isOldForm ? times.at(index) - startUs : clock + times.at(index);
    fromStart[index] = clock;
  }
  const endUs = endTime === null ? null : endTime * scale - startUs;
  const timed = timeSamples(fromStart, endUs);
  if (timed.outOfOrder > 0) {
    context.warn(
      'cpuprofile.out-of-order',
      `${timed.outOfOrder} of ${count} samples were recorded late, with a negative time delta; samples were put in time order, and none was clamped.`,
    );
  }
  if (timed.endIsMissing) {
    context.warn(
      'cpuprofile.no-end',
      'endTime is missing or lies before the last sample, which weighs no time.',
    );
  }
  return {
    weights: [
      { name: 'time', unit: 'us' },
      { name: 'samples', unit: 'samples' },
    ],
    order: timed.order,
    sampleWeights: [timed.weightsUs, ones],
    sampleTimesNs: timed.timesUs.map((us) => us * 1000),
  };
}

/** The stack of each sample in time order. Adds stacks for collections and for nodes that the file does not have. */
function placeSamples(
  samples: NumberColumn,
  order: Int32Array,
  tree: NodeTree,
  context: ImportContext,
): Int32Array {
  const { frames, stackParent, stackFrame, stackOfId } = tree;
  const kindOf = (stack: number): string => frames[stackFrame[stack] as number]?.kind ?? '';
  const root = stackParent.findIndex((parent, stack) => parent < 0 && kindOf(stack) === 'root');
  const addStack = (parent: number, frame: number): number => {
    stackParent.push(parent);
    return stackFrame.push(frame) - 1;
  };
  let unknownStack = -1;
  const unknownIds = new Set<number>();
  let unknown = 0;
  const collectionOn = new Map<number, number>();
  let placed = 0;
  let running = -1;
  const sampleStack = order.map((index) => {
    const id = samples.at(index);
    const stack = stackOfId.get(id);
    if (stack === undefined) {
      unknownIds.add(id);
      unknown += 1;
      if (unknownStack < 0) {
        const frame = {
          name: '(unknown node)',
          file: '',
          line: null,
          column: null,
          kind: 'unknown',
        } as const;
        unknownStack = addStack(root, tree.frameOf(frame));
      }
      running = -1;
      return unknownStack;
    }
    const kind = kindOf(stack);
    if (kind !== 'gc') {
      // Nothing of the program was running under these, so a collection stands by itself after them.
      running = kind === 'root' || kind === 'program' || kind === 'idle' ? -1 : stack;
      return stack;
    }
    if (running < 0) return stack;
    placed += 1;
    const known = collectionOn.get(running);
    if (known !== undefined) return known;
    const added = addStack(running, stackFrame[stack] as number);
    collectionOn.set(running, added);
    return added;
  });
  if (unknown > 0) {
    context.warn(
      'cpuprofile.unknown-node',
      `${unknown} samples name ${unknownIds.size} nodes that the profile does not have; they are shown as “(unknown node)”.`,
    );
  }
  if (placed > 0) {
    context.warn(
      'cpuprofile.gc-placed',
      `${placed} garbage collector samples are shown on top of the stack that ran before them.`,
    );
  }
  return sampleStack;
}

/** A profile without samples: `hitCount` says how often each node was on top. */
function fromHitCounts(tree: NodeTree, name: string, context: ImportContext): ProfileBatch {
  context.warn('cpuprofile.no-samples', 'The profile has no samples; the hit counts of its nodes were used.');
  const counts = Float64Array.from(tree.hits.values());
  return {
    kind: 'profile',
    name,
    weights: [{ name: 'samples', unit: 'samples' }],
    frames: tree.frames,
    stackParent: Int32Array.from(tree.stackParent),
    stackFrame: Int32Array.from(tree.stackFrame),
    sampleStack: Int32Array.from(tree.hits.keys()),
    sampleWeights: [counts],
    sampleTimesNs: null,
    sampleCount: counts.reduce((sum, value) => sum + value, 0),
    recordCount: counts.length,
  };
}

interface NumberColumn {
  push(value: number): void;
  at(index: number): number;
  readonly length: number;
}

/** Float64, doubling: node ids and µs stay exact, and a sample costs eight bytes instead of a boxed number. */
function createNumberColumn(): NumberColumn {
  let values = new Float64Array(4096);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const grown = new Float64Array(length * 2);
        grown.set(values);
        values = grown;
      }
      values[length] = value;
      length += 1;
    },
    at: (index) => values[index] as number,
    get length() {
      return length;
    },
  };
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60);
