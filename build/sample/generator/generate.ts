// Makes the evidence files of the sample engagement, the same on every machine:
//   node build/sample/generator/generate.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { metricFiles } from './metrics.ts';
import { cpuProfile, databaseStacks } from './profiles.ts';
import { seededRandom } from './random.ts';
import { serviceMap } from './topology.ts';
import { traceFile } from './traces.ts';

const seed = 20260303;

/** Every evidence file by name, uncompressed. Each has a seed of its own, so that one can change alone. */
export function sampleFiles(): Record<string, string> {
  const { metricsCsv, latencyCsv } = metricFiles(seededRandom(seed));
  return {
    'order-service-metrics.csv': metricsCsv,
    'request-latencies.csv': latencyCsv,
    'traces-peak-before.jsonl': traceFile(seededRandom(seed + 1), '2026-03-03', 160),
    'traces-peak-after.jsonl': traceFile(seededRandom(seed + 2), '2026-03-04', 120),
    'order-service-before.cpuprofile': cpuProfile(seededRandom(seed + 3), 'before', 20_000),
    'order-service-after.cpuprofile': cpuProfile(seededRandom(seed + 4), 'after', 20_000),
    'orders-db-peak.folded': databaseStacks(seededRandom(seed + 5)),
    'service-map.csv': serviceMap,
  };
}

if (import.meta.main) {
  const folder = resolve(import.meta.dirname, '../data');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(sampleFiles())) {
    const packed = gzipSync(text, { level: 9 });
    writeFileSync(resolve(folder, `${name}.gz`), packed);
    process.stdout.write(`${name}.gz  ${text.length} -> ${packed.length} bytes\n`);
  }
}
