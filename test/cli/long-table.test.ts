// Answers of a length that only a real system gives: nothing about them may rest on their being short.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { assay, assayForReader } from './support.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
const audit = join(folder, 'long.assay');
const file = join(folder, 'one-trace.jsonl');
const children = 200_000;
const childNs = 1000;
const traceId = '0123456789abcdef0123456789abcdef';
const rootId = 'f'.repeat(16);
const spanIdOf = (index: number): string => (index + 1).toString(16).padStart(16, '0');

const startNs = 1_772_496_000_000_000_000n;
const at = (ns: number): string => String(startNs + BigInt(ns));
const span = (spanId: string, parentSpanId: string, name: string, fromNs: number, toNs: number): unknown => ({
  traceId,
  spanId,
  ...(parentSpanId && { parentSpanId }),
  name,
  kind: 2,
  startTimeUnixNano: at(fromNs),
  endTimeUnixNano: at(toNs),
});

/** One request that does one thing after another, as the Collector's file exporter writes it: batches, one a line. */
async function writeTrace(): Promise<void> {
  const stream = createWriteStream(file);
  const writeBatch = async (spans: unknown[]): Promise<void> => {
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'batch' } }] };
    const line = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  };
  await writeBatch([span(rootId, '', 'all rows', 0, children * childNs)]);
  for (let first = 0; first < children; first += 1000) {
    await writeBatch(
      Array.from({ length: 1000 }, (_, offset) => {
        const index = first + offset;
        return span(spanIdOf(index), rootId, 'one row', index * childNs, (index + 1) * childNs);
      }),
    );
  }
  stream.end();
  await finished(stream);
}

beforeAll(async () => {
  await writeTrace();
  await assay(['init', audit, '--name', 'Long']);
  const { json } = await assay(['import', audit, file]);
  expect(json['sources']).toMatchObject([{ format: 'otlp-json', rows: children + 1, rejectedCount: 0 }]);
});

describe(`the critical path of a trace of ${children} spans one after another`, () => {
  it('is printed as a table, one line a span', async () => {
    const { status, stdout, stderr } = await assayForReader(['critical-path', audit, '--trace', traceId]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(children + 2);
    expect(lines[0]?.trim().split(/ {2,}/u)).toEqual(['at ms', 'for ms', 'service', 'operation', 'span']);
    expect(lines.at(-1)?.trim().split(/ {2,}/u)).toEqual([
      '199.999',
      '0.001',
      'batch',
      'one row',
      spanIdOf(children - 1),
    ]);
  });

  it('is printed as one JSON document', async () => {
    const { status, json, stdout } = await assay(['critical-path', audit, '--trace', traceId]);
    const segments = json['segments'] as { spanId: string; startNs: string }[];
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(segments).toHaveLength(children);
    expect(segments.at(-1)).toMatchObject({ spanId: spanIdOf(children - 1) });
  });
});
