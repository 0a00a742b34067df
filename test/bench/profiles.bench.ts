// Folded stacks and V8 CPU profiles: reading, storing and viewing, beside naive readers on the same file in one run.
// The peers count self and total of each function, which Assay does on top of keeping every stack.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { runAnalysis } from '../../shared/contract/analyses.ts';
import { createAnalysisRunner } from '../../electron/engine/analyses/runner.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import { format as collapsedStacks } from '../../electron/engine/formats/collapsed-stacks/index.ts';
import { format as cpuProfile } from '../../electron/engine/formats/cpuprofile/index.ts';
import type { Format } from '../../electron/engine/formats/format.ts';
import type { ProfileBatch } from '../../electron/engine/kinds/profile/batch.ts';
import { printTable, type BenchRun } from './table.ts';

const foldedBytes = 100_000_000;
const cpuSamples = 1_000_000;

export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-profiles-'));
  try {
    const folded = join(folder, 'app.folded');
    const cpu = join(folder, 'app.cpuprofile');
    await write(folded, foldedLines());
    await write(cpu, cpuProfileText());
    const reading = await timed(() => parse(collapsedStacks, folded));
    process.stdout.write(
      `\nFolded stacks of ${megabytes(folded)} MB, ${reading.result.stackParent.length} stacks in the tree\n`,
    );
    printTable([
      row('Assay, importer', reading.seconds, 'stack tree, sums'),
      peer('perl', ['-ne', perlCounter], folded),
      peer('awk', [awkCounter], folded),
      peer('python3', ['-c', pythonCounter], folded),
    ]);
    const parsed = await timed(() => parse(cpuProfile, cpu));
    process.stdout.write(`\nCPU profile of ${megabytes(cpu)} MB, ${parsed.result.sampleCount} samples\n`);
    printTable([
      row('Assay, importer', parsed.seconds, 'streaming, memory by samples'),
      peer('python3', ['-c', pythonJson], cpu),
    ]);
    await views(folder, folded, cpu);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whole imports, with hash, raw bytes and transaction, then what the screen asks for. */
async function views(folder: string, ...files: string[]): Promise<void> {
  const analyses = createAnalysisRunner();
  const engine = createEngine(() => undefined, analyses);
  await engine.call('audit.create', { path: join(folder, 'bench.assay'), name: 'Benchmark' });
  // As behind the window.
  analyses.prepare();
  const runs: BenchRun[] = [];
  for (const [index, path] of files.entries()) {
    const name = path.endsWith('.folded') ? 'folded' : 'cpuprofile';
    runs.push(
      row(
        `${name}: import`,
        (await timed(() => engine.call('source.import', { path }))).seconds,
        'into the audit',
      ),
    );
    const profileId = `${index + 1}:0`;
    const first = await timed(() => runAnalysis(engine.call, 'top-functions', { profileId }));
    runs.push(
      row(
        `${name}: functions`,
        first.seconds,
        `${first.result.result.profiles[0]?.functionCount} functions, decoded from the audit`,
      ),
    );
    const flame = await timed(() => engine.call('profile.flame', { profileId, minShare: 0.0001 }));
    runs.push(row(`${name}: flame graph`, flame.seconds, `${flame.result.parent.length} nodes`));
    const turned = await timed(() =>
      engine.call('profile.flame', { profileId, minShare: 0.0001, inverted: true }),
    );
    runs.push(row(`${name}: inverted`, turned.seconds, `${turned.result.parent.length} nodes`));
  }
  await engine.close();
  process.stdout.write('\nThrough the engine\n');
  printTable(runs);
  process.stdout.write(`resident memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB\n`);
}

const row = (name: string, seconds: number, remark: string): BenchRun => ({
  name,
  seconds,
  peakMiB: null,
  remark,
});
const megabytes = (path: string): string => (statSync(path).size / 1e6).toFixed(0);

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const startedAt = performance.now();
  const result = await work();
  return { seconds: (performance.now() - startedAt) / 1000, result };
}

async function parse(format: Format<ProfileBatch>, path: string): Promise<ProfileBatch> {
  const context = {
    fileName: 'bench',
    options: {},
    timeZone: undefined,
    reject: (line: number, _offset: number, reason: string) => {
      throw new Error(`line ${line}: ${reason}`);
    },
    warn: () => undefined,
  };
  const stream = createReadStream(path, { highWaterMark: 2 ** 20 });
  for await (const batch of format.parse(stream, context)) return batch;
  throw new Error(`${path} held no profile.`);
}

const perlCounter =
  's/\\s+(\\d+)\\s*$// or next; my $n = $1; my @f = split /;/; $self{$f[-1]} += $n; my %s; $total{$_} += $n for grep { !$s{$_}++ } @f; END { print scalar(keys %total) }';
const awkCounter =
  '{ n = $NF; sub(/[ \\t]+[0-9]+$/, ""); k = split($0, f, ";"); self[f[k]] += n; split("", s); for (i = 1; i <= k; i++) if (!(f[i] in s)) { s[f[i]]; total[f[i]] += n } } END { for (x in total) c++; print c }';
const pythonCounter = `
import sys
own, total = {}, {}
for line in open(sys.argv[1], encoding='utf-8'):
    stack, n = line.rsplit(None, 1)
    n = int(n); frames = stack.split(';')
    own[frames[-1]] = own.get(frames[-1], 0) + n
    for f in set(frames): total[f] = total.get(f, 0) + n
print(len(total))`;
const pythonJson = `
import json, sys
p = json.load(open(sys.argv[1], encoding='utf-8'))
own = {}
for i, d in zip(p['samples'], p['timeDeltas']): own[i] = own.get(i, 0) + d
print(len(own))`;

function peer(command: string, args: string[], file: string): BenchRun {
  const startedAt = performance.now();
  const { error, status, stderr } = spawnSync(command, [...args, file], { encoding: 'utf8' });
  const seconds = (performance.now() - startedAt) / 1000;
  if (error) return { name: command, seconds: null, peakMiB: null, remark: 'not installed' };
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return row(command, seconds, 'self and total of each function');
}

async function write(path: string, pieces: Iterable<string>): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 2 ** 20 });
  for (const piece of pieces) if (!out.write(piece)) await once(out, 'drain');
  out.end();
  await finished(out);
}

/** A small generator of whole numbers below `limit`, the same in each run (Numerical Recipes, ranqd1). */
function generator(): (limit: number) => number {
  let state = 20_261_123;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Stacks of 8 to 40 frames of 4,000 functions, sharing their beginnings as real ones do; sorted runs of lines. */
function* foldedLines(): Generator<string> {
  const below = generator();
  const names = Array.from(
    { length: 4000 },
    (_none, index) => `com/acme/module${index % 60}/Service${index}.handle_[j]`,
  );
  let stack: string[] = [];
  for (let bytes = 0; bytes < foldedBytes;) {
    stack = stack.slice(0, below(stack.length + 1));
    const depth = 8 + below(33);
    while (stack.length < depth) stack.push(names[(stack.length * 97 + below(12)) % names.length] as string);
    const line = `${stack.join(';')} ${1 + below(50)}\n`;
    bytes += line.length;
    yield line;
  }
}

/** 20,000 nodes and a million samples at about 1 ms. */
function* cpuProfileText(): Generator<string> {
  const below = generator();
  const count = 20_000;
  const children: number[][] = Array.from({ length: count }, () => []);
  for (let node = 1; node < count; node += 1) children[Math.max(0, node - 1 - below(40))]?.push(node + 1);
  yield '{"nodes":[';
  for (const [index, list] of children.entries()) {
    const callFrame = {
      functionName: index === 0 ? '(root)' : `handle${index % 3000}`,
      scriptId: '1',
      url: index === 0 ? '' : `file:///srv/app/module${index % 50}.js`,
      lineNumber: index % 900,
      columnNumber: 4,
    };
    yield `${index === 0 ? '' : ','}${JSON.stringify({ id: index + 1, callFrame, hitCount: 0, children: list })}`;
  }
  yield '],"startTime":0,"endTime":2000000000,"samples":[1';
  for (let sample = 1; sample < cpuSamples; sample += 1) yield `,${2 + below(count - 1)}`;
  yield '],"timeDeltas":[1000';
  for (let sample = 1; sample < cpuSamples; sample += 1) yield `,${900 + below(200)}`;
  yield ']}';
}
