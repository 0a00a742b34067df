// Reads stored columns that were damaged, at a scale that the tests do not wait for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createEngine } from '../../electron/engine/engine.ts';
import { damageProfile, damageSeries, type DamageCount } from '../security/damage.ts';
import { printTable, type BenchRun } from './table.ts';

const samples = join(import.meta.dirname, '../../electron/engine/formats');

/** A seed of its own for each run, which is printed. */
export async function bench(): Promise<void> {
  const seed = Date.now() % 2 ** 31;
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-damage-'));
  try {
    const path = join(folder, 'a.assay');
    const engine = createEngine(() => undefined);
    await engine.call('audit.create', { path, name: 'Damaged' });
    await engine.call('source.import', {
      path: join(samples, 'cpuprofile/samples/server-before.cpuprofile'),
    });
    await engine.close();
    printTable([
      row('series, 300,000 chunks', () => damageSeries(300_000, seed)),
      row('profile, 20,000 columns', () => damageProfile(() => new Database(path), 20_000, seed)),
    ]);
    process.stdout.write(`seed ${seed}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Throws when any damage went unseen. */
function row(name: string, work: () => DamageCount): BenchRun {
  const startedAt = performance.now();
  const { refused, whole, wrong } = work();
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.join('; ')}`);
  const seconds = (performance.now() - startedAt) / 1000;
  return { name, seconds, peakMiB: null, remark: `${refused} refused, ${whole} whole, 0 wrong` };
}
