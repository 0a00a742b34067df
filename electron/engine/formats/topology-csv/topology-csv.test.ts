import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headBytes } from '../../reading/stream.ts';
import { formats } from '../registry.ts';
import { collect, recordContext } from '../test-context.ts';
import { format } from './index.ts';
import { callsOf, forward, read, rowCalls } from './reading.fixture.ts';

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'samples', name));

const refusalOf = async (content: string | Uint8Array, options = {}): Promise<Record<string, unknown>> =>
  read(content, options).then(
    () => ({ code: 'not refused' }),
    (error: { data: Record<string, unknown> }) => error.data,
  );

describe('the call graph of PetShop', () => {
  // 42 names, 44 ones; 22 columns without a row of ones, 4 rows without a column of ones: counted by a script.
  const petshop = sample('petshop-graph.csv');

  it('is asked for its direction, with a proposal that the names give', async () => {
    expect(await refusalOf(petshop)).toMatchObject({
      code: 'topology.direction-unconfirmed',
      message: expect.stringContaining(
        'Read as “row-calls-column”, 21 of 22 names that call nothing are databases, queues, cloud services or remote hosts by name, and 4 of 4 that nothing calls are clients, gateways or front ends; the other way round 0 of 4 and 0 of 22.',
      ),
      hint: 'Confirm it with --option direction=row-calls-column, or read it the other way round with --option direction=column-calls-row.',
    });
  });

  it('has the names and calls of the matrix once it is confirmed', async () => {
    const { batch, context } = await read(petshop, rowCalls);
    expect(batch).toMatchObject({ layout: 'matrix', direction: 'first-calls-second' });
    expect([batch.names.length, batch.calls.length]).toEqual([42, 44]);
    expect(callsOf(batch)).toContain('PetSite > payforadoption_AWS::ECS::Container');
    expect(callsOf(batch)).toContain('petlistadoptions_AWS::ECS::Fargate > PGSQL Query_remote');
    // Its cells are 0.0 and 1.0, which count nothing.
    expect(new Set(batch.calls.map(({ calls }) => calls))).toEqual(new Set([null]));
    expect(context.warnings.size).toBe(0);
  });

  it('can be read the other way round, which the names speak against', async () => {
    const { batch, context } = await read(petshop, { direction: 'column-calls-row' });
    expect(callsOf(batch)).toContain('payforadoption_AWS::ECS::Container > PetSite');
    expect(context.warnings.get('topology.direction-doubtful')).toMatch(/speak for “row-calls-column”/u);
  });
});

describe('an edge list', () => {
  it.each([
    ['caller,callee'],
    ['client,server'],
    ['parent,child'],
    ['Client Service,Server Service'],
    ['parent_id,child_id'],
  ])('says by the headers %s that the first calls the second', async (header) => {
    const { batch } = await read(`${header}\nweb,orders\n`);
    expect(callsOf(batch)).toEqual(['web > orders']);
    expect(batch.direction).toBe('first-calls-second');
  });

  it('may name the callee before the caller', async () => {
    expect(callsOf((await read('callee,caller\norders,web\n')).batch)).toEqual(['web > orders']);
  });

  it.each([['from,to'], ['source,target'], ['src,dst'], ['source_workload,destination_workload']])(
    'is asked for its direction under the headers %s',
    async (header) => {
      const file = `${header}\nweb,a\na,orders-db\na,queue\n`;
      expect(await refusalOf(file)).toMatchObject({
        code: 'topology.direction-unconfirmed',
        hint: expect.stringContaining('Confirm it with --option direction=first-calls-second'),
      });
      expect(callsOf((await read(file, forward)).batch)).toEqual(['web > a', 'a > orders-db', 'a > queue']);
    },
  );

  it('is asked without a proposal where the names do not tell', async () => {
    expect(await refusalOf('from,to\na,b\nb,c\n')).toMatchObject({
      message: expect.stringContaining('The names do not tell it'),
      hint: 'Say which: --option direction=first-calls-second or --option direction=second-calls-first.',
    });
  });

  it('may be read against its own headers', async () => {
    const { batch } = await read('caller,callee\nweb,orders\n', { direction: 'second-calls-first' });
    expect(callsOf(batch)).toEqual(['orders > web']);
  });

  it('refuses a direction that it does not know', async () => {
    expect(await refusalOf('from,to\na,b\n', { direction: 'row-calls-column' })).toMatchObject({
      code: 'usage.option',
      hint: 'Use first-calls-second or second-calls-first.',
    });
  });

  it('has names with quotes, commas, colons, spaces and any letters, in any separator', async () => {
    for (const separator of [',', ';', '\t']) {
      const row = ['"a, ""b"""', '"größe: 東京; x"'].join(separator);
      const { batch } = await read(`caller${separator}callee\r\n${row}\r\n`);
      expect(batch.names).toEqual(['a, "b"', 'größe: 東京; x']);
    }
  });

  it('counts calls, adds those of a repeated edge, keeps a name that calls itself, and says so', async () => {
    const { batch, context } = await read(sample('orders.tsv'), forward);
    const told = batch.calls.map(({ from, to, kind, calls }) => [
      batch.names[from],
      batch.names[to],
      kind,
      calls,
    ]);
    expect(told).toEqual([
      ['web shop', 'checkout, v2', 'sync', 1500],
      ['checkout, v2', 'orders-db', 'sync', 4100],
      ['checkout, v2', 'payments:eu', 'sync', null],
      ['checkout, v2', 'order events', 'async', 900],
      ['billing größe', 'order events', 'async', 899],
      ['billing größe', 'billing größe', 'sync', 3],
      ['billing größe', 'ledger-db', 'sync', 899],
    ]);
    expect([...context.warnings.keys()].sort()).toEqual([
      'topology.column-ignored',
      'topology.edge-repeated',
      'topology.self-call',
    ]);
    expect(context.warnings.get('topology.edge-repeated')).toContain('repeat an edge: 1.');
  });

  it('rejects a row that names no two ends or no count, and goes on', async () => {
    const rows = ['a,b,1', ',b,1', 'a,,1', 'a,c,many', 'a,c,-1', 'a,c,1.5', 'a,d', 'a,b,1,x', 'a,"e'];
    const { batch, context } = await read(`caller,callee,calls\n${rows.join('\n')}`);
    expect(callsOf(batch)).toEqual(['a > b', 'a > d']);
    expect(context.rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'the cell under “caller” is empty; expected a name'],
      [4, 'the cell under “callee” is empty; expected a name'],
      [5, 'found “many” under “calls”, expected a whole number of calls'],
      [6, 'found “-1” under “calls”, expected a whole number of calls'],
      [7, 'found “1.5” under “calls”, expected a whole number of calls'],
      [9, 'found 4 cells, expected 3'],
      [10, 'a quoted cell of this row is never closed'],
    ]);
    expect(context.rejected[0]?.offset).toBe('caller,callee,calls\na,b,1\n'.length);
  });

  it('keeps an edge whose kind it does not know, without the kind', async () => {
    const { batch, context } = await read('caller,callee,kind\na,b,telepathy\n');
    expect(batch.calls[0]?.kind).toBeNull();
    expect(context.warnings.get('topology.kind-unknown')).toContain(': 1.');
  });

  it('is refused where it tells of no call', async () => {
    expect(await refusalOf('caller,callee\n')).toMatchObject({ code: 'topology.empty' });
  });
});

describe('an adjacency matrix', () => {
  it('counts calls where a cell is above one', async () => {
    const { batch } = await read('x,a,b\na,0,12\nb,1,\n', rowCalls);
    expect(batch.calls.map(({ calls }) => calls)).toEqual([12, 1]);
  });

  it('may have its rows in another order, blank lines and empty cells at the end', async () => {
    const { batch } = await read(';a;b;\n\nb;1;0;\n\na;0;0;\n', rowCalls);
    expect(callsOf(batch)).toEqual(['b > a']);
    expect(batch.names).toEqual(['a', 'b']);
  });

  it('may be of names alone, which is said', async () => {
    const { batch, context } = await read(',a,b\na,0,0\nb,0,0\n', rowCalls);
    expect([batch.names, batch.calls]).toEqual([['a', 'b'], []]);
    expect(context.warnings.has('topology.no-calls')).toBe(true);
  });

  it.each([
    ['a row too few', ',a,b\na,0,1\n', 'topology.not-square', 'the row of “b” is missing', 2],
    [
      'a cell too many',
      ',a,b\na,0,1,1\nb,0,0\n',
      'topology.not-square',
      'found 3 cells beside the name, expected 2',
      2,
    ],
    [
      'another name',
      ',a,b\na,0,1\nc,0,0\n',
      'topology.names-differ',
      'holds “c”, which is not in the header; expected “b”',
      3,
    ],
    [
      'a name twice',
      ',a,b\na,0,1\na,0,0\n',
      'topology.names-differ',
      'holds “a” a second time; expected “b”',
      3,
    ],
    ['a row too many', ',a\na,0\na,0\n', 'topology.names-differ', 'expected no further row', 3],
    [
      'a word in a cell',
      ',a,b\na,0,yes\nb,0,0\n',
      'topology.cell-not-a-number',
      'Line 2, column 3 (“b”): found “yes”',
      2,
    ],
    ['a negative cell', ',a,b\na,0,-1\nb,0,0\n', 'topology.cell-not-a-number', 'found “-1”', 2],
    [
      'a name twice in the header',
      ',a,a\na,0,0\na,0,0\n',
      'topology.header-invalid',
      'Column 3 of the header repeats the name “a”',
      1,
    ],
    [
      'no name in the header',
      ',a,,b\na,0,0,0\nb,0,0,0\n',
      'topology.header-invalid',
      'Column 3 of the header is empty',
      1,
    ],
  ])('is refused with its line where it has %s', async (_what, text, code, message, line) => {
    expect(await refusalOf(text, rowCalls)).toMatchObject({
      code,
      line,
      message: expect.stringContaining(message),
    });
  });
});

async function* withLongLine(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('caller,callee\na,b\n"');
  const chunk = Buffer.alloc(1024 * 1024, 120);
  for (let count = 0; count < 100; count += 1) yield chunk;
}
/** 150,000 rows. */
const rows = (distinct: number): string =>
  Array.from({ length: 150_000 }, (_, index) => {
    const edge = index % distinct;
    return `s${edge % 1000},t${Math.floor(edge / 1000)}`;
  }).join('\n');

describe('a hostile file', () => {
  const anyOptions = { ...rowCalls };

  it('of 100,000 columns is refused by its number of names', async () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `service-${index}`);
    expect(await refusalOf(`,${names.join(',')}\n${names[0]},0`, anyOptions)).toMatchObject({
      code: 'topology.too-large',
      message: expect.stringContaining('more than 10000 names'),
    });
  });

  it('with a line of 100 MB is refused without being held', async () => {
    const reading = collect(format.parse(withLongLine(), recordContext('long.csv')));
    await expect(reading).rejects.toMatchObject({
      data: { code: 'topology.row-too-long', line: 3, offset: 18 },
    });
  });

  it('of too many different edges is refused, of as many repeated ones not', async () => {
    expect(await refusalOf(`caller,callee\n${rows(150_000)}`)).toMatchObject({
      code: 'topology.too-large',
      line: 100_002,
    });
    const { batch } = await read(`caller,callee\n${rows(50_000)}`);
    expect(batch.calls.length).toBe(50_000);
  });
});

const scores = (text: string | Buffer, name = 'file.csv'): [string, number][] =>
  formats
    .map(({ id, detect }): [string, number] => [id, detect(Buffer.from(text).subarray(0, headBytes), name)])
    .filter(([, score]) => score > 0)
    .toSorted((a, b) => b[1] - a[1]);

describe('detection', () => {
  it.each([
    ['an edge list', 'from,to\na,b\n'],
    ['an edge list with counts', 'source;target;calls\na;b;12\n'],
    ['dependencies of Jaeger', '"parent","child","callCount"\n"a","b",3\n'],
    ['a matrix', 'name,a,b\na,0,1\nb,0,0\n'],
    ['a matrix in floats', '\ta\tb\na\t0.0\t1.0\nb\t0.0\t0.0\n'],
    ['a matrix of one', ',a\na,0\n'],
  ])('takes %s', (_what, text) => {
    expect(scores(text)[0]?.[0]).toBe('topology-csv');
  });

  it.each([
    ['a metric CSV with both ends as labels', 'time,source,target,latency_ms\n2026-01-01T00:00:00Z,a,b,12\n'],
    ['one whose time column has another name', 'when,client,server,ms\n2026-01-01 00:00:00,a,b,12\n'],
    ['one in epoch seconds', 'source,target,x,ms\na,b,1767225600,12\n'],
    ['a table of numbers by name', 'service,cpu,mem\norders,1,2\nweb,3,4\n'],
    ['a wide metric CSV', ',a,b\n2026-01-01T00:00:00Z,0,1\n2026-01-01T00:01:00Z,0,0\n'],
    ['JSON', '{"from":"a","to":"b"}\n'],
    ['binary bytes', 'from,to\na\0,b\n'],
  ])('leaves %s', (_what, text) => {
    expect(scores(text).map(([id]) => id)).not.toContain('topology-csv');
  });
});
