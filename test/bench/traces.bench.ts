// The OTLP JSON importer beside `JSON.parse` of the same content as JSON lines, in one process and one run. The peer
// reads each line whole and builds no span; the importer also reads one huge object, which the peer cannot split.
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { format as otlpJson } from '../../electron/engine/formats/otlp-json/index.ts';
import { otlpLines, otlpObject } from './otlp-corpus.ts';

const corpusBytes = 200_000_000;
const rounds = 3;

export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-traces-'));
  try {
    const lines = join(folder, 'lines.jsonl');
    const object = join(folder, 'object.json');
    await write(lines, otlpLines(corpusBytes));
    await write(object, otlpObject(corpusBytes));
    const peer = await fastest(() => parseLines(lines));
    report('JSON.parse, line by line', lines, peer, peer);
    report('importer, JSON lines', lines, await fastest(() => importSpans(lines)), peer);
    report('importer, one object', object, await fastest(() => importSpans(object)), peer);
    process.stdout.write(`resident memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Timing {
  seconds: number;
  count: number;
}

async function parseLines(path: string): Promise<number> {
  let count = 0;
  const lines = createInterface({ input: createReadStream(path, { highWaterMark: 2 ** 20 }) });
  for await (const line of lines) {
    JSON.parse(line);
    count += 1;
  }
  return count;
}

async function importSpans(path: string): Promise<number> {
  let count = 0;
  const context = {
    fileName: 'bench.json',
    options: {},
    timeZone: undefined,
    reject: (line: number, _offset: number, reason: string) => {
      throw new Error(`line ${line}: ${reason}`);
    },
    warn: () => undefined,
  };
  const stream = createReadStream(path, { highWaterMark: 2 ** 20 });
  for await (const { spans } of otlpJson.parse(stream, context)) count += spans.length;
  return count;
}

async function fastest(run: () => Promise<number>): Promise<Timing> {
  let best: Timing = { seconds: Number.POSITIVE_INFINITY, count: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    const count = await run();
    const seconds = (performance.now() - startedAt) / 1000;
    if (seconds < best.seconds) best = { seconds, count };
  }
  return best;
}

function report(name: string, path: string, { seconds, count }: Timing, peer: Timing): void {
  const megabytes = statSync(path).size / 1e6;
  const rate = (megabytes / seconds).toFixed(0);
  const ratio = (peer.seconds / seconds).toFixed(2);
  process.stdout.write(`${name}: ${rate} MB/s, ${count} items, ${ratio} of the peer's speed\n`);
}

async function write(path: string, parts: Iterable<string>): Promise<void> {
  const file = await open(path, 'w');
  let held: string[] = [];
  let heldLength = 0;
  for (const part of parts) {
    held.push(part);
    heldLength += part.length;
    if (heldLength < 4e6) continue;
    await file.write(held.join(''));
    held = [];
    heldLength = 0;
  }
  await file.write(held.join(''));
  await file.close();
}
