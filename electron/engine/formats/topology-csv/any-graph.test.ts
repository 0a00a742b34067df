// Graphs of any shape and any names, written and read back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TopologyBatch } from '../../kinds/topology/batch.ts';
import { oppositeOf, proposeDirection } from './direction.ts';
import { forward, read, rowCalls } from './reading.fixture.ts';

/** Names that a CSV may hold; trimmed, as the reader does. */
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replaceAll(/\p{Cc}/gu, '').trim())
  .filter((text) => text !== '' && !/\uFFFD/u.test(text));
const graph = fc.uniqueArray(name, { minLength: 1, maxLength: 8 }).chain((names) =>
  fc.record({
    names: fc.constant(names),
    edges: fc.uniqueArray(
      fc.record({
        first: fc.nat(names.length - 1),
        second: fc.nat(names.length - 1),
        calls: fc.integer({ min: 2, max: 1e9 }),
      }),
      { selector: ({ first, second }) => `${first}-${second}`, minLength: 1, maxLength: 20 },
    ),
  }),
);
type Graph = typeof graph extends fc.Arbitrary<infer Value> ? Value : never;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const asList = ({ names, edges }: Graph, separator: string): string =>
  [
    `from${separator}to${separator}calls`,
    ...edges.map(({ first, second, calls }) =>
      [quoted(names[first] as string), quoted(names[second] as string), calls].join(separator),
    ),
  ].join('\n');
const asMatrix = ({ names, edges }: Graph): string =>
  [
    ['', ...names.map(quoted)].join(','),
    ...names.map((row, first) =>
      [
        quoted(row),
        ...names.map(
          (_, second) => edges.find((edge) => edge.first === first && edge.second === second)?.calls ?? 0,
        ),
      ].join(','),
    ),
  ].join('\n');
const told = ({ names, calls }: TopologyBatch): string[] =>
  calls.map((call) => JSON.stringify([names[call.from], names[call.to], call.calls])).toSorted();

describe('any graph', () => {
  it('comes back from an edge list as it was written, wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        graph,
        fc.constantFrom(',', ';', '\t'),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
        async (given, separator, sizes) => {
          const { batch, context } = await read(asList(given, separator), forward, ...sizes);
          const expected = given.edges.map(({ first, second, calls }) =>
            JSON.stringify([given.names[first], given.names[second], calls]),
          );
          expect(told(batch)).toEqual(expected.toSorted());
          expect(context.rejected).toEqual([]);
        },
      ),
    );
  });

  it('is the same as a matrix and as an edge list', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (given) => {
        const matrix = await read(asMatrix(given), { ...rowCalls, separator: 'comma' });
        const list = await read(asList(given, ','), forward);
        expect(told(matrix.batch)).toEqual(told(list.batch));
      }),
    );
  });

  it('read the other way round twice is what it was, and its proposal turns with it', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (given) => {
        const once = await read(asList(given, ','), { direction: 'second-calls-first' });
        const turned = {
          ...given,
          edges: given.edges.map((edge) => ({ ...edge, first: edge.second, second: edge.first })),
        };
        expect(told(once.batch)).toEqual(told((await read(asList(turned, ','), forward)).batch));
        const twice = await read(asList(turned, ','), { direction: 'second-calls-first' });
        expect(told(twice.batch)).toEqual(told((await read(asList(given, ','), forward)).batch));
        const proposed = proposeDirection(given.names, given.edges).direction;
        expect(proposeDirection(given.names, turned.edges).direction).toBe(
          proposed === null ? null : oppositeOf(proposed),
        );
      }),
    );
  });
});
