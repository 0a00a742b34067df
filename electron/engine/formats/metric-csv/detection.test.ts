import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, metricCsvLong, metricCsvWide, read, readText, samplePath } from './reading.fixture.ts';

const scores = (bytes: Uint8Array): [number, number] => [
  metricCsvWide.detect(bytes, ''),
  metricCsvLong.detect(bytes, ''),
];

describe('detection', () => {
  it('is not misled by decimal commas that cut every row, but not the header', async () => {
    const rows = Array.from(
      { length: 59 },
      (_, row) => `01.03.2026 00:${String(row).padStart(2, '0')}:00;1,5`,
    );
    const text = `Zeit;CPU\n${rows.join('\n')}\n`;
    expect(scores(Buffer.from(text))).toEqual([0.85, 0]);
    const { series } = await readText(text, { timeZone: 'UTC' });
    expect(series).toMatchObject([{ name: 'CPU', values: rows.map(() => 1.5) }]);
  });

  it('passes over the line of PowerShell that names a type', async () => {
    const text = '#TYPE System.Object\r\n"time","cpu"\r\n"2026-03-01T00:00:00Z","1.5"\r\n';
    expect(scores(Buffer.from(text))).toEqual([0.85, 0]);
    const { series } = await readText(text);
    expect(series).toMatchObject([{ name: 'cpu', values: [1.5] }]);
  });

  it('reads a header longer than the first 64 KB', async () => {
    const names = Array.from({ length: 3000 }, (_, index) => `pool_${index}_of_${'x'.repeat(30)}`);
    const text = `time,${names.join(',')}\n1772496000,${names.map((_, index) => index).join(',')}\n`;
    expect(scores(Buffer.from(text).subarray(0, 64 * 1024))).toEqual([0.85, 0]);
    const { series, rejected } = await read(metricCsvWide, bytesOf(text, 10_000));
    expect(rejected).toEqual([]);
    expect(series).toHaveLength(3000);
    expect(series.at(-1)).toMatchObject({ name: names.at(-1), values: [2999], times: [1_772_496_000_000] });
  });

  it.each(['wide-iso.csv', 'grafana-wide.csv', 'german.csv', 'units.tsv', 'perfmon.csv'])(
    'knows %s as wide',
    (name) => {
      const [wide, long] = scores(readFileSync(samplePath(name)));
      expect(wide).toBeGreaterThan(0.8);
      expect(long).toBe(0);
    },
  );

  it.each(['long.csv', 'grafana-series.csv'])('knows %s as long', (name) => {
    const [wide, long] = scores(readFileSync(samplePath(name)));
    expect(wide).toBe(0);
    expect(long).toBeGreaterThan(0.8);
  });

  it.each([
    ['JSON', '{"time": 1709294400, "value": 1,\n"a": 2}'],
    ['a JSON array', '[1709294400,1\n,1709294401,2]'],
    ['XML', '<a>1709294400,1</a>\n<a>1709294401,2</a>'],
    ['prose', 'Dear Sir,\nwe write, again, to you.\nYours, truly'],
    ['folded stacks', 'main;run;read 12\nmain;run;write 9\nmain;idle;wait 4'],
    ['one endless line', `main;${'a'.repeat(70_000)}`],
    ['nothing', ''],
  ])('gives 0 to %s', (_name, text) => {
    expect(scores(Buffer.from(text))).toEqual([0, 0]);
  });

  it('gives 0 to binary noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 4096 }), (noise) => {
        fc.pre(noise.some((byte) => byte < 9));
        expect(scores(noise)).toEqual([0, 0]);
      }),
    );
  });
});
