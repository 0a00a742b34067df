import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseAmong } from '../../../../electron/engine/intake/detect.ts';
import { formats } from '../../../../electron/engine/formats/registry.ts';
import { format } from './index.ts';

const sample = readFileSync(join(import.meta.dirname, 'samples/example.lines'));

async function read(bytes: Buffer, chunkBytes = bytes.length) {
  const rejected: { line: number; offset: number }[] = [];
  const samples: Record<string, [number, number][]> = {};
  const names: string[] = [];
  async function* stream() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const context = {
    fileName: 'example.lines',
    options: {},
    timeZone: undefined,
    reject: (line: number, offset: number) => void rejected.push({ line, offset }),
    warn: () => undefined,
  };
  for await (const batch of format.parse(stream(), context)) {
    if (batch.type === 'axis') names[batch.axis] = batch.series[0]?.name ?? '';
    else {
      const own = (samples[names[batch.axis] ?? ''] ??= []);
      batch.timesMs.forEach((timeMs, row) => own.push([timeMs, batch.columns[0]?.[row] ?? Number.NaN]));
    }
  }
  return { samples, rejected };
}

const startMs = Date.parse('2026-03-02T09:00:00Z');
/** As samples/README.md counts them. */
const truth = {
  samples: {
    'checkout.latency_ms': [
      [startMs, 120.5],
      [startMs + 10_000, 131],
      [startMs + 20_000, 118.25],
    ],
    'queue.length': [
      [startMs, 3],
      [startMs + 10_000, 4],
    ],
  },
  rejected: [{ line: 5, offset: sample.indexOf('not a sample') }],
};

describe('the skeleton of a format', () => {
  it('reads its sample to the independently counted truth, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: sample.length }), async (chunkBytes) => {
        expect(await read(sample, chunkBytes)).toEqual(truth);
      }),
    );
  });

  it('is chosen before all others for its own bytes', () => {
    const others = formats.filter(({ id }) => id !== format.id);
    const candidates = [...others, format]
      .map((candidate) => ({ format: candidate, score: candidate.detect(sample, 'no-name') }))
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score);
    expect(chooseAmong(candidates)).toMatchObject({ state: 'one', format: { id: format.id } });
  });

  it('is sure that noise is something else', () => {
    expect(format.detect(Buffer.from([0, 200, 7, 10, 13, 255]), 'example.lines')).toBe(0);
  });

  it('refuses a line that never ends, with its place', async () => {
    await expect(read(Buffer.alloc(200_000, 'x'), 10_000)).rejects.toMatchObject({
      data: { code: 'metric-lines.line-too-long', line: 1, offset: 0 },
    });
  });
});
