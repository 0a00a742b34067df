// Reads stored columns that were damaged, at a scale that the tests do not wait for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createEngine } from '../../electron/engine/engine.ts';
import { damageProfile, damageSeries, type DamageCount } from '../security/damage.ts';

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
    process.stdout.write(`seed ${seed}\n`);
    report('series, 300,000 chunks', () => damageSeries(300_000, seed));
    report('profile, 20,000 columns', () => damageProfile(() => new Database(path), 20_000, seed));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One line of counts. Throws when any damage went unseen. */
function report(name: string, work: () => DamageCount): void {
  const startedAt = performance.now();
  const { refused, whole, wrong } = work();
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.join('; ')}`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${name}: ${refused} refused, ${whole} whole, 0 wrong, in ${seconds} s\n`);
}
