// The import of a wide metric CSV, whole: hash, raw bytes kept, parsed, encoded, merged into the audit. Beside it the
// same file through SQLite's own `.import`, and through Python's csv module with every cell made a number.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateWideCsv } from './generate-wide-csv.ts';
import type { BenchRun } from './table.ts';

const run = promisify(execFile);

export const wideCsv = { rows: 200_000, columns: 50 };

const pythonReader = `
import csv, resource, sys
with open(sys.argv[1], newline='') as file:
    rows = csv.reader(file)
    next(rows)
    count = 0
    for row in rows:
        count += len([float(cell) for cell in row[1:] if cell])
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
`;

export async function benchMetricImport(folder: string): Promise<{ file: string; runs: BenchRun[] }> {
  const file = join(folder, 'wide.csv');
  await generateWideCsv(file, wideCsv);
  const runs = [await assay(folder, file), await sqlite(folder, file), await python(file)];
  return { file, runs };
}

/** In a process of its own, whose peak memory is the import's and the engine's. */
async function assay(folder: string, file: string): Promise<BenchRun> {
  const audit = join(folder, 'bench.assay');
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'import-once.ts'), audit, file]);
  const { seconds, peakMiB, rows } = JSON.parse(stdout) as { seconds: number; peakMiB: number; rows: number };
  const samples = rows * wideCsv.columns;
  const bytes = (statSync(audit).size / samples).toFixed(2);
  return {
    name: 'Assay, source.import',
    seconds,
    peakMiB,
    remark: `${(samples / seconds / 1e6).toFixed(2)} M samples/s; the audit holds ${bytes} B a sample, raw bytes included`,
  };
}

async function sqlite(folder: string, file: string): Promise<BenchRun> {
  const name = 'sqlite3 .import';
  const startedAt = performance.now();
  const commands = ['.mode csv', `.import ${JSON.stringify(file)} wide`];
  return orLeftOut(name, async () => {
    await run('sqlite3', [join(folder, 'bench.sqlite'), ...commands]);
    return {
      name,
      seconds: (performance.now() - startedAt) / 1000,
      peakMiB: null,
      remark: `text cells, no hash; ${(statSync(join(folder, 'bench.sqlite')).size / 1e6).toFixed(0)} MB`,
    };
  });
}

async function python(file: string): Promise<BenchRun> {
  const name = 'Python csv and float()';
  const startedAt = performance.now();
  return orLeftOut(name, async () => {
    const { stdout } = await run('python3', ['-c', pythonReader, file]);
    return {
      name,
      seconds: (performance.now() - startedAt) / 1000,
      peakMiB: Number(stdout.split(' ')[1]),
      remark: 'read only, nothing stored',
    };
  });
}

async function orLeftOut(name: string, measure: () => Promise<BenchRun>): Promise<BenchRun> {
  try {
    return await measure();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    return { name, seconds: null, peakMiB: null, remark: 'not installed here' };
  }
}
