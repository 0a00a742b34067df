// Work on an audit whose disk becomes full while it is open, with no room at all and with some: each step is done or
// says `disk.full`, the audit is whole, and nothing half-made is left.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../shared/contract/journal.ts';
import { contentOf, integrityOf } from '../cli/support.ts';
import { testEngine } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { namesIn, onSmallDisk } from './small-disk.fixture.ts';
import type { Step, StepLine } from './steps.ts';

const folder = temporaryFolder();
const file = (name: string): string => join(folder, name);
const firstMs = 1_772_496_000_000;
const files = ['one.assay', 'key', 'more.csv'];

/** Rows of a CSV that no compression makes small. */
const rows = (count: number): string =>
  Array.from(
    { length: count },
    (_, row) => `${firstMs + row * 1000},${(Math.imul(row + 1, 2_654_435_761) >>> 0) / 1000}`,
  ).join('\n');

beforeAll(async () => {
  writeFileSync(file('first.csv'), `time,first_ms\n${rows(20)}\n`);
  writeFileSync(file('more.csv'), `time,more_ms\n${rows(6000)}\n`);
  const engine = testEngine();
  await engine.call('audit.create', { path: file('one.assay'), name: 'One' });
  await engine.call('source.import', { path: file('first.csv') });
  await engine.call('key.generate', { out: file('key') });
  await engine.close();
});

/** Enough for the audit to be opened, and for what all steps leave. */
const diskKb = (): number => Math.ceil(statSync(file('one.assay')).size / 1024) + 4000;

type Disk = (name: string) => string;
const works: { step: (disk: Disk) => Step; leaves: string[] }[] = [
  { step: () => ['audit.update', { client: 'H'.repeat(30_000) }], leaves: [] },
  {
    step: () => ['baseline.freeze', { name: 'Peak', fromMs: firstMs, toMs: firstMs + 10_000 }],
    leaves: [],
  },
  { step: (disk) => ['source.import', { path: disk('more.csv') }], leaves: [] },
  { step: (disk) => ['report.build', { out: disk('report') }], leaves: ['report'] },
  {
    step: (disk) => ['bundle.create', { out: disk('a.zip'), key: disk('key'), identity: 'ada@example.org' }],
    leaves: ['a.zip'],
  },
  // Closes the audit, whose log may need room for that.
  { step: (disk) => ['audit.create', { path: disk('new.assay'), name: 'New' }], leaves: ['new.assay'] },
];

interface Told {
  code: string;
  notices: string[];
}

/** What each step ended with, and the notices it gave before. */
function toldBySteps(lines: readonly StepLine[]): Told[] {
  const told: Told[] = [];
  let notices: string[] = [];
  for (const line of lines) {
    if ('notice' in line) notices.push(line.notice.code);
    else if (!('ready' in line)) {
      told.push({ code: 'code' in line ? line.code : 'done', notices });
      notices = [];
    }
  }
  return told;
}

/** What the audit says, but for its note that an import runs, for which a full disk may have no room to end. */
function contentWithoutNote(path: string): Record<string, unknown[]> {
  const { audit = [], ...content } = contentOf(path);
  return { ...content, audit: audit.filter((row) => (row as { key: string }).key !== 'importing') };
}

describe.each([0, 8, 40, 120])('a disk on which each step finds %i KB', (roomKb) => {
  it('has what each step did, whole or not at all, and nothing half-made', async () => {
    const { lines, left } = onSmallDisk(files.map(file), diskKb(), (disk) => [
      ['audit.open', { path: disk('one.assay'), write: 'required' }],
      ...works.flatMap(({ step }): Step[] => [['fill', { file: disk('fill'), roomKb }], step(disk)]),
    ]);
    const [opened, ...told] = toldBySteps(lines);
    expect(opened).toEqual({ code: 'done', notices: [] });
    const codes = told.map(({ code }) => code);
    expect(codes).toHaveLength(works.length);
    for (const code of codes) expect(roomKb === 0 ? ['disk.full'] : ['disk.full', 'done']).toContain(code);

    const notices = told.flatMap((one) => one.notices);
    for (const code of notices) expect(code).toBe('disk.full');
    const logs = notices.length > 0 ? ['one.assay-shm', 'one.assay-wal'] : [];
    const made = works.flatMap(({ leaves }, index) => (codes[index] === 'done' ? leaves : []));
    expect(namesIn(left)).toEqual([...files, ...logs, ...made].toSorted());
    const path = join(left, 'one.assay');
    if (roomKb === 0) expect(contentWithoutNote(path)).toEqual(contentWithoutNote(file('one.assay')));

    // With room again, what was not done is done at once.
    const engine = testEngine();
    await engine.call('audit.open', { path, write: 'required' });
    for (const [index, { step }] of works.entries()) {
      if (codes[index] === 'done') continue;
      const [method, input] = step((name) => join(left, name)) as [never, never];
      await engine.call(method, input);
    }
    await engine.close();
    expect(namesIn(left)).toEqual([...files, ...works.flatMap(({ leaves }) => leaves)].toSorted());
    expect(integrityOf(path)).toBe('ok');
    const { baseline, source } = contentOf(path);
    expect([baseline?.length, source?.length]).toEqual([1, 2]);
  });
});

describe('a bundle for a disk that is full', () => {
  it('is said to be abandoned in the journal of the audit, which lies elsewhere', async () => {
    const engine = testEngine();
    const path = join(temporaryFolder(), 'two.assay');
    writeFileSync(path, readFileSync(file('one.assay')));
    const { lines, left } = onSmallDisk([], 64, (disk) => [
      ['audit.open', { path, write: 'required' }],
      ['fill', { file: disk('fill'), roomKb: 20 }],
      ['bundle.create', { out: disk('a.zip'), key: file('key'), identity: 'ada@example.org' }],
    ]);
    expect(toldBySteps(lines).at(-1)).toEqual({ code: 'disk.full', notices: [] });
    expect(namesIn(left)).toEqual([]);
    await engine.call('audit.open', { path });
    const { entries } = await engine.call('journal.list', { offset: 0, limit: 100 });
    expect(entries.map(({ action }: JournalEntry) => action).slice(-2)).toEqual(
      expect.arrayContaining(['bundle.signed', 'bundle.abandoned']),
    );
  });
});
