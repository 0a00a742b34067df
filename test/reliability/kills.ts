// Kills a process that is at work on an audit with SIGKILL at a random moment, and looks at what it leaves: every edit
// that was acknowledged is there, whatever opened before opens again, the next run works, and then nothing is left over.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import { nodeFlags } from '../../electron/main/supervision/runtime.ts';
import type { Source } from '../../shared/contract/sources.ts';
import { AssayError } from '../../shared/domain/errors.ts';
import { integrityOf } from '../cli/support.ts';
import { randomFrom } from '../security/damage.ts';
import type { Step, StepLine } from './steps.ts';

/** An audit with a source and a key beside it, which every kill gets a copy of. */
export interface Ground {
  folder: string;
  /** Rows of a CSV; every import takes another file of them. */
  rows: string[];
}

export interface Killed {
  task: string;
  /** Steps that were acknowledged before the kill. */
  acknowledged: number;
  /** False where the process ended before its moment came. */
  wasKilled: boolean;
  /** What is not as it should be; empty where all is well. */
  wrong: string[];
}

interface Task {
  /** What the process does, one step after another, on the audit at `path`; `place` is an empty folder. */
  steps(path: string, place: string): Step[];
  /** The kill comes at most this long after an acknowledgement. */
  withinMs: number;
  /** Looks at what is there and does the work again, with the audit opened anew. `done` counts acknowledged steps. */
  check(
    engine: Engine,
    at: { path: string; place: string; done: number },
    say: (wrong: string) => void,
  ): Promise<void>;
}

const firstMs = 1_772_496_000_000;
const times = 10;
/** An import takes as long as many edits. */
const imports = 3;
const counted = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const upTo = (count: number): number[] => counted(count, (index) => index);
const open = (path: string): Step => ['audit.open', { path, write: 'required' }];
const numberIn = (text: string): number => Number(/\d+/u.exec(text)?.[0] ?? -1);

/** One more than was acknowledged may have come in. */
const isNear = (found: number, acknowledged: number): boolean =>
  found === acknowledged || found === acknowledged + 1;

export const tasks: Readonly<Record<string, Task>> = {
  init: {
    withinMs: 60,
    steps: (_path, place) =>
      counted(times, (index) => ['audit.create', { path: join(place, `${index}.assay`), name: 'New' }]),
    async check(engine, { place, done }, say) {
      const names = readdirSync(place).filter((name) => name.endsWith('.assay'));
      if (!isNear(names.length, done)) say(`${names.length} audits of ${done}`);
      for (const index of upTo(times)) {
        const path = join(place, `${index}.assay`);
        if (existsSync(path)) await engine.call('audit.open', { path, write: 'required' });
        else await engine.call('audit.create', { path, name: 'New' });
      }
      await engine.call('audit.close', {});
      if (readdirSync(place).length !== times) say(`left: ${readdirSync(place).join(', ')}`);
    },
  },
  import: {
    withinMs: 300,
    steps: (path, place) => [
      open(path),
      ...counted(imports, (index): Step => ['source.import', { path: join(place, `${index}.csv`) }]),
    ],
    async check(engine, { place, done }, say) {
      const sources = async (): Promise<Source[]> => (await engine.call('source.list', {})).sources;
      const found = (await sources()).length - 1;
      if (!isNear(found, Math.max(0, done - 1))) say(`${found} sources of ${done - 1}`);
      for (const index of upTo(imports)) {
        await engine.call('source.import', { path: join(place, `${index}.csv`) });
      }
      const whole = await sources();
      if (whole.length !== imports + 1) say(`${whole.length} sources after importing again`);
      for (const { rows, rejectedCount } of whole.slice(1)) {
        if (rows !== rowsOfCsv || rejectedCount !== 0) say(`a source of ${rows} rows`);
      }
    },
  },
  edit: {
    withinMs: 10,
    steps: (path) => [
      open(path),
      ...counted(times, (index): Step => ['audit.update', { client: `Client ${index}` }]),
    ],
    async check(engine, { done }, say) {
      const { client } = (await engine.call('audit.current', {})) ?? { client: '' };
      if (!isNear(numberIn(client) + 1, Math.max(0, done - 1))) say(`“${client}” after ${done - 1} edits`);
    },
  },
  freeze: {
    withinMs: 10,
    steps: (path) => [
      open(path),
      ...counted(times, (index): Step => [
        'baseline.freeze',
        { name: `Baseline ${index}`, fromMs: firstMs, toMs: firstMs + 60_000 },
      ]),
    ],
    async check(engine, { done }, say) {
      const { baselines } = await engine.call('baseline.list', {});
      if (!isNear(baselines.length, Math.max(0, done - 1)))
        say(`${baselines.length} baselines of ${done - 1}`);
      await engine.call('baseline.freeze', { name: 'Next', fromMs: firstMs, toMs: firstMs + 60_000 });
    },
  },
  report: {
    withinMs: 60,
    steps: (path, place) => [
      open(path),
      ...counted(times, (): Step => ['report.build', { out: place, replace: true }]),
    ],
    async check(engine, { place, done }, say) {
      const before = new Map(
        readdirSync(place)
          .filter(isNamed)
          .map((name) => [name, sizeOf(join(place, name))]),
      );
      const { files } = await engine.call('report.build', { out: place, replace: true });
      for (const { path, bytes } of files) {
        const was = before.get(path.slice(place.length + 1));
        if (was !== undefined ? was !== bytes : done > 1) say(`${path}: ${was} of ${bytes} bytes`);
      }
      if (readdirSync(place).length !== files.length) say(`left: ${readdirSync(place).join(', ')}`);
    },
  },
  bundle: {
    withinMs: 60,
    steps: (path, place) => [
      open(path),
      ...counted(times, (index): Step => [
        'bundle.create',
        { out: join(place, `${index}.zip`), key: join(path, '../key'), identity: 'ada@example.org' },
      ]),
    ],
    async check(engine, { path, place, done }, say) {
      const names = readdirSync(place).filter(isNamed);
      if (!isNear(names.length, Math.max(0, done - 1))) say(`${names.length} bundles of ${done - 1}`);
      const last = names.toSorted((a, b) => numberIn(a) - numberIn(b)).at(-1);
      if (last !== undefined && !(await isGood(engine, join(place, last)))) say(`${last} does not verify`);
      const { entries } = await engine.call('journal.list', { offset: 0, limit: 1000 });
      const count = (action: string): number => entries.filter((entry) => entry.action === action).length;
      // A bundle that was given its name in the very moment of the kill is not known to be in place.
      const missing = count('bundle.signed') - names.length;
      if (count('bundle.abandoned') < missing)
        say(`${missing} bundles are missing, and the journal says nothing`);
      if (count('bundle.abandoned') > 1) say('a bundle was abandoned that is there');
      const out = join(place, 'next.zip');
      await engine.call('bundle.create', { out, key: join(path, '../key'), identity: 'ada@example.org' });
      if (!(await isGood(engine, out))) say('the next bundle does not verify');
      if (readdirSync(place).length !== names.length + 1) say(`left: ${readdirSync(place).join(', ')}`);
    },
  },
};

const isNamed = (name: string): boolean => !name.startsWith('.');
const sizeOf = (path: string): number => statSync(path).size;
const isGood = async (engine: Engine, path: string): Promise<boolean> =>
  (await engine.call('bundle.verify', { path, recompute: false })).ok;

const rowsOfCsv = 4000;

/** Makes the ground in an empty folder. */
export async function makeGround(folder: string): Promise<Ground> {
  const rows = Array.from(
    { length: rowsOfCsv },
    (_, row) => `${firstMs + row * 1000},${(Math.imul(row + 1, 2_654_435_761) >>> 0) / 1000}`,
  );
  writeFileSync(join(folder, 'first.csv'), csvOf(rows, 'first'));
  const engine = createEngine(() => undefined);
  await engine.call('audit.create', { path: join(folder, 'ground.assay'), name: 'Killed', client: 'Client' });
  await engine.call('source.import', { path: join(folder, 'first.csv') });
  await engine.call('key.generate', { out: join(folder, 'key') });
  await engine.close();
  return { folder, rows };
}

const csvOf = (rows: readonly string[], name: string): string => `time,${name}_ms\n${rows.join('\n')}\n`;

/** The tasks take turns; the seed says when the kill comes. */
export async function killOnce({ folder: ground, rows }: Ground, seed: number): Promise<Killed> {
  const random = randomFrom(seed);
  const [name, task] = Object.entries(tasks)[seed % Object.keys(tasks).length] as [string, Task];
  const folder = mkdtempSync(join(tmpdir(), 'assay-kill-'));
  try {
    const path = join(folder, 'audit.assay');
    const place = join(folder, 'place');
    mkdirSync(place);
    copyFileSync(join(ground, 'ground.assay'), path);
    copyFileSync(join(ground, 'key'), join(folder, 'key'));
    if (name === 'import') {
      for (const index of upTo(imports)) {
        writeFileSync(join(place, `${index}.csv`), csvOf(rows, `metric_${index}`));
      }
    }
    const steps = task.steps(path, place);
    const after = Math.floor(random() * steps.length);
    const { acknowledged, wasKilled, failed } = await runAndKill(steps, after, random() * task.withinMs);
    const wrong = [...failed];
    const engine = createEngine(() => undefined);
    try {
      await engine.call('audit.open', { path, write: 'required' });
      await task.check(engine, { path, place, done: acknowledged }, (found) => wrong.push(found));
    } catch (error) {
      wrong.push(error instanceof AssayError ? `${error.code}: ${error.message}` : String(error));
    }
    await engine.close();
    const left = readdirSync(folder).toSorted();
    if (!isDeepStrictEqual(left, ['audit.assay', 'key', 'place'])) wrong.push(`left: ${left.join(', ')}`);
    const integrity = integrityOf(path);
    if (integrity !== 'ok') wrong.push(`the audit is not whole: ${integrity}`);
    return { task: name, acknowledged, wasKilled, wrong };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the steps in a process of their own, and kills it so long after so many of them were acknowledged. */
async function runAndKill(
  steps: readonly Step[],
  after: number,
  delayMs: number,
): Promise<{ acknowledged: number; wasKilled: boolean; failed: string[] }> {
  const program = [...nodeFlags, resolve(import.meta.dirname, 'steps.ts')];
  const child = spawn(process.execPath, [...program, ...steps.map((step) => JSON.stringify(step))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let acknowledged = 0;
  const failed: string[] = [];
  const killSoon = (): void => void setTimeout(() => child.kill('SIGKILL'), delayMs);
  for await (const text of createInterface(child.stdout)) {
    const line = JSON.parse(text) as StepLine;
    if ('code' in line) failed.push(`${line.code}: ${line.message}`);
    if ('output' in line) acknowledged += 1;
    const isReady = 'ready' in line ? after === 0 : acknowledged === after;
    if (isReady) killSoon();
  }
  const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  return { acknowledged, wasKilled: signal === 'SIGKILL', failed };
}
