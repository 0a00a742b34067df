// `npm run bench`: each headline job beside a peer on the same file in one run. Prints seconds, peak memory and the
// ratio; a peer that is not installed is named and left out.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { bench as benchBundles } from './bundle-mutations.bench.ts';
import { bench as benchDamage } from './damage.bench.ts';
import { bench as benchKills } from './kills.bench.ts';
import { benchMetricImport } from './metric-import.ts';
import { printTable } from './table.ts';
import { bench as benchProfiles } from './profiles.bench.ts';
import { bench as benchTraces } from './traces.bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
try {
  const [cpu] = cpus();
  const memoryGiB = (totalmem() / 2 ** 30).toFixed(1);
  process.stdout.write(
    `${cpus().length} × ${cpu?.model ?? 'unknown processor'}, ${memoryGiB} GiB, Node ${process.version}\n`,
  );
  const { file, runs } = await benchMetricImport(folder);
  process.stdout.write(`\nMetric CSV of ${(statSync(file).size / 1e6).toFixed(1)} MB\n`);
  printTable(runs);
  process.stdout.write('\nOTLP JSON traces\n');
  await benchTraces();
  process.stdout.write('\nProfiles\n');
  await benchProfiles();
  process.stdout.write('\nDamaged columns of an audit\n');
  await benchDamage();
  process.stdout.write('\nProcesses killed at work\n');
  await benchKills();
  process.stdout.write('\nBundles changed at random\n');
  await benchBundles();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
