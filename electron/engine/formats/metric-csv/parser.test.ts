// What holds for every file, however its bytes are cut.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  metricCsvLong,
  metricCsvWide,
  quoted,
  read,
  readText,
  valuesOf,
} from './reading.fixture.ts';

async function* endless(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('time,a\n1709294400,1\n1709294401,"');
  const block = Buffer.alloc(1 << 20, 'x');
  for (let count = 0; count < 64; count += 1) yield block;
}

const header = (columns: number): string =>
  `time${Array.from({ length: columns - 1 }, (_, index) => `,m${index}`).join('')}\n`;

describe('a table of very many columns', () => {
  it('is refused before its cells are cut', async () => {
    const text = `${header(1_000_000)}1709294400${',1'.repeat(999_999)}\n`;
    await expect(readText(text)).rejects.toMatchObject({ data: { code: 'csv.too-many-columns', line: 1 } });
  });

  it('is refused where other lines stand before it', async () => {
    const text = `a note\n${header(60_000)}1709294400${',1'.repeat(59_999)}\n`;
    await expect(readText(text)).rejects.toMatchObject({ data: { code: 'csv.too-many-columns' } });
  });

  it('is read whole up to the limit, in blocks of fewer rows', async () => {
    const rows = Array.from({ length: 100 }, (_, row) => `${1_709_294_400 + row}${`,${row}`.repeat(49_999)}`);
    const { series } = await readText(`${header(50_000)}${rows.join('\n')}\n`);
    expect(series).toHaveLength(49_999);
    expect(series.at(-1)?.values).toEqual(Array.from({ length: 100 }, (_, row) => row));
  });
});

describe('the parser', () => {
  // The plain reading of RFC 4180 that the byte reader must agree with.
  const number = fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc
      .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 999_999 }))
      .map(([a, b]) => `${a}.${b}`),
  );
  const cell = fc.oneof(
    { weight: 8, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom('', 'NaN', 'null', '-') },
  );
  const written = fc
    .tuple(cell, fc.boolean())
    .map(([text, isQuoted]) => ({ text, bytes: isQuoted ? quoted(text) : text }));
  const table = fc.integer({ min: 1, max: 4 }).chain((columns) =>
    fc.record({
      rows: fc.array(fc.array(written, { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 30,
      }),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      separator: fc.constantFrom(',', ';', '\t'),
      lastLineEnds: fc.boolean(),
      chunkBytes: fc.integer({ min: 1, max: 50 }),
    }),
  );

  it('reads every number as `Number` does, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ rows, lineEnd, separator, lastLineEnds, chunkBytes }) => {
        const columns = rows[0]?.length ?? 0;
        const header = ['time', ...Array.from({ length: columns }, (_, index) => `c${index}`)].join(
          separator,
        );
        const lines = rows.map((row, index) =>
          [String(1_709_294_400 + index), ...row.map(({ bytes }) => bytes)].join(separator),
        );
        const text = [header, ...lines].join(lineEnd) + (lastLineEnds ? lineEnd : '');
        const options = { decimal: '.' };
        const reading = await read(metricCsvWide, bytesOf(text, chunkBytes), { options });
        const expected = Array.from({ length: columns }, (_, column) => [
          `c${column}`,
          rows.map((row) => {
            const value = Number(row[column]?.text || 'NaN');
            return Number.isNaN(value) ? null : value;
          }),
        ]);
        expect(reading.rejected).toEqual([]);
        expect(valuesOf(reading)).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps labels with separators, quotes and line breaks whole', async () => {
    const label = fc
      .string({ unit: fc.constantFrom('a', ',', '"', '\n', ' b', 'ü'), minLength: 1, maxLength: 6 })
      .map((text) => `x${text}x`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(label, { minLength: 3, maxLength: 20 }),
        fc.integer({ min: 1, max: 9 }),
        async (labels, chunkBytes) => {
          const lines = labels.map((text, index) => `${1_709_294_400 + index},${quoted(text)},${index}`);
          const text = `time,host,load\n${lines.join('\n')}\n`;
          const { series, rejected } = await read(metricCsvLong, bytesOf(text, chunkBytes));
          expect(rejected).toEqual([]);
          const expected = new Map<string, number[]>();
          labels.forEach((name, index) => expected.set(name, [...(expected.get(name) ?? []), index]));
          expect(new Map(series.map(({ labels, values }) => [labels['host'], values]))).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('rejects a first row that never ends', async () => {
    await expect(readText(`time,a\n1709294400,${'1'.repeat(17 << 20)}\n`)).rejects.toMatchObject({
      data: { code: 'csv.row-too-long', line: 2 },
    });
  });

  it('rejects a row that never ends instead of holding it', async () => {
    await expect(read(metricCsvWide, endless())).rejects.toMatchObject({
      data: { code: 'csv.row-too-long', line: 3, offset: 20 },
    });
  });
});
