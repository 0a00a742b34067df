// Writes the wide CSV that the import is measured with: the same bytes for the same size, streamed.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

export interface WideCsvSize {
  rows: number;
  columns: number;
}

const startMs = Date.UTC(2024, 0, 1);
const stepMs = 1000;
const blockRows = 2000;

/** Gauges that wander, with two to four decimals, one counter and one column with holes; about 10.7 bytes a cell. */
export async function generateWideCsv(path: string, { rows, columns }: WideCsvSize): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  const random = mulberry32(20_240_101);
  const names = Array.from({ length: columns }, (_, index) => `host${index + 1}_request_duration_ms`);
  names[0] = 'http_requests_total';
  out.write(`time,${names.join(',')}\n`);
  const levels = Array.from({ length: columns }, () => 100 + random() * 290_000);
  let counter = 0;
  for (let from = 0; from < rows; from += blockRows) {
    const lines: string[] = [];
    for (let row = from; row < Math.min(from + blockRows, rows); row += 1) {
      const cells = [new Date(startMs + row * stepMs).toISOString()];
      counter += Math.floor(random() * 500);
      cells.push(String(counter));
      for (let column = 1; column < columns; column += 1) {
        const level = (levels[column] as number) * (1 + (random() - 0.5) * 0.01);
        levels[column] = level;
        const isHole = column === 1 && random() < 0.01;
        cells.push(isHole ? '' : (level + random() * 20).toFixed(2 + (column % 3)));
      }
      lines.push(cells.join(','));
    }
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

/** A small generator of uniform numbers in [0, 1) from a seed (T. Ettinger's Mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
