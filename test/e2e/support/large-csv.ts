import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** A metric CSV large enough that its import is still running when it is seen to have begun. */
export async function writeLargeCsv(path: string, rows = 1_500_000): Promise<void> {
  const file = createWriteStream(path);
  file.write('time,latency_ms,requests\n');
  const start = Date.UTC(2026, 0, 5);
  for (let from = 0; from < rows; from += 10_000) {
    let text = '';
    for (let row = from; row < from + 10_000; row++) {
      text += `${new Date(start + row * 1000).toISOString()},${(row * 7919) % 1000},${row % 97}\n`;
    }
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}
