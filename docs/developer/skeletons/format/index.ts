// Metric lines: `TIME NAME VALUE`, one sample a line, times in ISO 8601.
// A format says here what its tool writes, with the tool's own words for it and the traps that it holds.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { MetricBatch } from '../../../../electron/engine/kinds/metrics/batch.ts';
import type { Format, ImportContext } from '../../../../electron/engine/formats/format.ts';
import { describeSeries } from '../../../../electron/engine/reading/header.ts';
import type { ByteStream } from '../../../../electron/engine/reading/stream.ts';
import { openWindow } from '../../../../electron/engine/reading/window.ts';

const lineFeed = 10;
/** A longer line is no sample, and is not held. */
const maxLineBytes = 64 * 1024;
/** Samples read before they are handed on. */
const batchSamples = 4096;
/** More of the first lines than this are samples in a file of this format; a few may be broken. */
const fittingShare = 0.5;
const linePattern = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([\w.]+) (-?\d+(?:\.\d+)?)\r?$/u;

export const format: Format<MetricBatch> = {
  id: 'metric-lines',
  kinds: ['metrics'],
  title: 'Metric lines',
  howToExport: [{ from: 'Metric lines of the agent', command: 'agent export --lines > FILE' }],
  version: 1,
  detect,
  parse,
};

/** The bytes decide: a name is a hint at most. */
function detect(head: Uint8Array): number {
  const lines = Buffer.from(head).toString('latin1').split('\n');
  // The last line may be cut where the head ends.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const fitting = whole.filter((line) => linePattern.test(line)).length;
  return fitting / whole.length > fittingShare ? 0.9 : 0;
}

interface Sample {
  name: string;
  timeMs: number;
  value: number;
}

async function* parse(stream: ByteStream, context: ImportContext): AsyncGenerator<MetricBatch> {
  const axes = new Map<string, number>();
  let held: Sample[] = [];
  for await (const { text, line, offset } of linesOf(stream, context)) {
    if (text.trim() === '') continue;
    const sample = sampleOf(text);
    if (sample === undefined) {
      context.reject(line, offset, `expected TIME NAME VALUE, found “${text.slice(0, 60)}”`);
      continue;
    }
    held.push(sample);
    if (held.length < batchSamples) continue;
    yield* batchesOf(held, axes);
    held = [];
  }
  yield* batchesOf(held, axes);
}

function sampleOf(text: string): Sample | undefined {
  const [, time = '', name = '', value] = linePattern.exec(text) ?? [];
  const timeMs = Date.parse(time);
  return Number.isNaN(timeMs) ? undefined : { name, timeMs, value: Number(value) };
}

/** Each series has an axis of its own, announced before its first samples. */
function* batchesOf(samples: readonly Sample[], axes: Map<string, number>): Generator<MetricBatch> {
  for (const [name, own] of Map.groupBy(samples, (sample) => sample.name)) {
    const axis = axes.get(name) ?? axes.size;
    if (!axes.has(name)) {
      axes.set(name, axis);
      yield { kind: 'metrics', type: 'axis', axis, series: [describeSeries(name, {}, '')] };
    }
    yield {
      kind: 'metrics',
      type: 'samples',
      axis,
      timesMs: Float64Array.from(own, ({ timeMs }) => timeMs),
      columns: [Float64Array.from(own, ({ value }) => value)],
    };
  }
}

/** `line` is 1-based, `offset` the place of its first byte. Throws `metric-lines.line-too-long`. */
async function* linesOf(
  stream: ByteStream,
  { fileName }: ImportContext,
): AsyncGenerator<{ text: string; line: number; offset: number }> {
  const window = openWindow(stream);
  let line = 1;
  let offset = 0;
  try {
    while (true) {
      let at = 0;
      while (at < window.length) {
        const found = window.bytes.subarray(0, window.length).indexOf(lineFeed, at);
        if (found < 0 && !window.ended) break;
        const end = found < 0 ? window.length : found;
        yield { text: window.bytes.toString('utf8', at, end), line, offset: offset + at };
        at = end + 1;
        line += 1;
      }
      if (window.ended) return;
      window.drop(at);
      offset += at;
      if (window.length > maxLineBytes) {
        throw new AssayError({
          code: 'metric-lines.line-too-long',
          message: `Line ${line} does not end within ${maxLineBytes / 1024} KiB.`,
          file: fileName,
          line,
          offset,
          hint: 'Check that the file is what the agent wrote.',
        });
      }
      await window.more();
    }
  } finally {
    await window.close();
  }
}
