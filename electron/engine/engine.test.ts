import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent, JobProgress } from '../../shared/contract/jobs.ts';
import { AssayError } from '../../shared/domain/errors.ts';
import type { Engine } from './engine.ts';
import { testEngine } from '../../test/support/engine.ts';
import { temporaryFolder } from '../../test/support/temporary.ts';

const folder = temporaryFolder();
const big = join(folder, 'big.csv');

beforeAll(() => {
  const rows = Array.from(
    { length: 200_000 },
    (_, row) => `${1_772_496_000_000 + row * 1000},${row % 977}\n`,
  );
  writeFileSync(big, `time,load\n${rows.join('')}`);
});

let audit: string;
let engine: Engine;
let whenJob: (job: JobProgress) => void;
let number = 0;

beforeEach(async () => {
  whenJob = () => undefined;
  engine = testEngine((event: EngineEvent) => void (event.type === 'job' && whenJob(event.job)));
  audit = join(folder, `audit-${(number += 1)}.assay`);
  await engine.call('audit.create', { path: audit, name: 'Audit' });
});

const codeOf = (result: Promise<unknown>): Promise<string> =>
  result.then(
    () => 'no error',
    (error: unknown) => (error instanceof AssayError ? error.code : String(error)),
  );

/** Begins an import and resolves when it reads its file. */
async function importing(): Promise<{ code: Promise<string> }> {
  const reads = Promise.withResolvers<void>();
  whenJob = ({ phase }) => void (phase === 'Reading' && reads.resolve());
  const code = codeOf(engine.call('source.import', { path: big }));
  await reads.promise;
  return { code };
}

/** What the journal of a closed audit tells. */
async function toldIn(path: string): Promise<string[]> {
  const reader = testEngine();
  await reader.call('audit.open', { path, write: 'never' });
  const { entries } = await reader.call('journal.list', { offset: 0, limit: 100 });
  await reader.close();
  return entries.map(({ action }) => action).toSorted();
}

const beside = (path: string): string[] =>
  readdirSync(folder).filter((name) => join(folder, name).startsWith(path) && join(folder, name) !== path);

describe('jobs', () => {
  it('say whether they write to the audit: an import does, a report does not', async () => {
    const writes = new Map<string, boolean>();
    whenJob = (job) => void writes.set(job.method, job.writes);
    await engine.call('report.build', { out: join(folder, 'report'), formats: ['json'] });
    await codeOf(engine.call('source.import', { path: join(folder, 'no such file') }));
    await codeOf(engine.call('bundle.create', { out: join(folder, 'b.zip'), key: join(folder, 'no key') }));
    await codeOf(engine.call('bundle.verify', { path: join(folder, 'no such bundle') }));
    await engine.close();
    expect(Object.fromEntries(writes)).toEqual({
      'report.build': false,
      'source.import': true,
      'bundle.create': true,
      'bundle.verify': false,
    });
  });

  it('that read end while an import still runs', async () => {
    const { code } = await importing();
    let importEnded = false;
    whenJob = ({ method, state }) => {
      if (method === 'source.import' && state !== 'running') importEnded = true;
    };
    await codeOf(engine.call('bundle.verify', { path: join(folder, 'no such bundle') }));
    expect(importEnded).toBe(false);
    await engine.close();
    expect(await code).toBe('job.cancelled');
  });
});

describe('closing', () => {
  it('is done when the call returns, where no job runs', () => {
    void engine.close();
    expect(beside(audit)).toEqual([]);
  });

  it.each(['audit.close', 'audit.open', 'audit.create'] as const)(
    'by %s waits until a running import has cleaned up and said that it was cancelled',
    async (method) => {
      const other = join(folder, `other-${method}.assay`);
      const { code } = await importing();
      if (method === 'audit.close') await engine.call('audit.close', {});
      else if (method === 'audit.create') await engine.call('audit.create', { path: other, name: 'Other' });
      else expect(await codeOf(engine.call('audit.open', { path: other }))).toBe('file.missing');
      expect(existsSync(`${audit}.importing`)).toBe(false);
      expect(await code).toBe('job.cancelled');
      expect(beside(audit)).toEqual([]);
      expect(await toldIn(audit)).toEqual(['audit.created', 'source.cancelled']);
      await engine.close();
    },
  );

  it('of the engine waits likewise', async () => {
    const { code } = await importing();
    await engine.close();
    expect(beside(audit)).toEqual([]);
    expect(await code).toBe('job.cancelled');
    expect(await toldIn(audit)).toEqual(['audit.created', 'source.cancelled']);
  });

  it('leaves one audit open when two are opened at once during an import', async () => {
    const paths = ['left', 'right'].map((name) => join(folder, `${name}.assay`));
    const { code } = await importing();
    await Promise.all(paths.map((path) => engine.call('audit.create', { path, name: 'One of two' })));
    expect(await code).toBe('job.cancelled');
    const open = await engine.call('audit.current', {});
    expect(paths).toContain(open?.path);
    for (const path of paths) if (path !== open?.path) expect(beside(path)).toEqual([]);
    await engine.close();
  });
});
