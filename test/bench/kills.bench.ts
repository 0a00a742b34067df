// Kills processes at work on an audit, at a scale that the tests do not wait for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killOnce, makeGround } from '../reliability/kills.ts';

const kills = 200;

/** Seeds of its own for each run, the first of which is printed. Throws when any kill did harm. */
export async function bench(): Promise<void> {
  const first = Date.now() % 2 ** 31;
  process.stdout.write(`seed ${first}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-kills-'));
  const counts = new Map<string, { killed: number; ended: number }>();
  const wrong: string[] = [];
  const startedAt = performance.now();
  try {
    const ground = await makeGround(folder);
    for (let seed = first; seed < first + kills; seed += 1) {
      const killed = await killOnce(ground, seed);
      const count = counts.get(killed.task) ?? { killed: 0, ended: 0 };
      counts.set(killed.task, count);
      count[killed.wasKilled ? 'killed' : 'ended'] += 1;
      wrong.push(...killed.wrong.map((found) => `seed ${seed}, ${killed.task}: ${found}`));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const [task, { killed, ended }] of counts) {
    process.stdout.write(`${task}: ${killed} killed, ${ended} ended before their moment\n`);
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  process.stdout.write(`${kills} times, 0 wrong, in ${seconds} s\n`);
}
