// Names from files and audits reach the terminal as text that does nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import { assayForReader } from './support.ts';

const folder = temporaryFolder();
const audit = join(folder, 'a.assay');
/** Clears the screen, turns the direction, begins a line, and a control of C1. */
const hostile = '\u001b[2J\u202etxt\nforged  1\u009b31m';
/** What must not reach a terminal, but for the ends of the program's own lines. */
// oxlint-disable-next-line no-control-regex -- what must not be left
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const csv = join(folder, `${hostile.replaceAll('\n', '')}.csv`);
const stacks = join(folder, 'stacks.folded');
const spans = join(folder, 'spans.json');
const foreign = join(folder, `\u001b[31mforeign\u202e.bin`);

beforeAll(async () => {
  // Text with controls is not taken for a table.
  writeFileSync(csv, `time,cpu \u202egpj\n1709294400,1\n1709294460,2\n`);
  writeFileSync(stacks, `main;\u001b[2J\u202ework\u009b31m 12\n`);
  writeFileSync(foreign, Buffer.from([0, 1, 2, 3, 255, 254, 200]));
  const span = {
    traceId: '0123456789abcdef0123456789abcdef',
    spanId: '0123456789abcdef',
    name: hostile,
    kind: 2,
    startTimeUnixNano: '1772496000000000000',
    endTimeUnixNano: '1772496001000000000',
  };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: hostile } }] };
  writeFileSync(spans, JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] }));
  expect((await assayForReader(['init', audit, '--name', hostile])).status).toBe(0);
  const imported = await assayForReader(['import', audit, csv, stacks, spans]);
  expect(imported.stderr).toBe('');
});

const commands: [string, string[]][] = [
  ['sources', ['sources', audit]],
  ['series', ['series', audit]],
  ['traces', ['traces', audit]],
  ['a trace', ['critical-path', audit]],
  ['the operations of traces', ['run', audit, '--analysis', 'trace-operations']],
  ['a profile', ['profile', audit]],
  ['check', ['check', audit]],
  ['detection', ['detect', csv, stacks, spans, foreign]],
  ['a trial of an import', ['import', audit, csv, foreign, '--dry-run']],
  ['a file that is refused', ['import', audit, foreign]],
  ['a file that is not there', ['import', audit, join(folder, hostile)]],
  ['a series that is not there', ['stats', audit, '--series', hostile]],
  ['a command that is not there', [hostile.replaceAll('\n', '')]],
];

describe.each(commands)('%s', (_name, args) => {
  it('prints no control, and no line that a name made', async () => {
    const { stdout, stderr } = await assayForReader(args);
    expect(stdout + stderr).not.toBe('');
    expect(stdout + stderr).not.toMatch(controls);
    expect((stdout + stderr).split('\n').filter((line) => line.startsWith('forged'))).toEqual([]);
  });

  it('prints JSON that says the same without a control', async () => {
    const { stdout } = await assayForReader([...args, '--json']);
    expect(stdout.trimEnd()).not.toMatch(/\n/u);
    expect(stdout).not.toMatch(controls);
    expect(() => JSON.parse(stdout)).not.toThrow();
  });
});
