import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricCsvLong, metricCsvWide, noon, readSample, readText, samplePath } from './reading.fixture.ts';

describe('a wide CSV', () => {
  it('gives one series a column, with holes where the cells say "no value"', async () => {
    const { series } = await readSample(metricCsvWide, 'wide-iso.csv');
    expect(series.map(({ name, unit, metric }) => [name, unit, metric])).toEqual([
      ['latency_ms', 'ms', 'latency'],
      ['cpu %', '%', 'cpu.utilization'],
      ['heap_bytes', 'B', 'memory.heap'],
    ]);
    expect(series[0]?.values).toEqual([12.5, null, null, 14.25, 15]);
    expect(series[0]?.times).toEqual([
      noon,
      noon + 15_000,
      noon + 30_000,
      Date.UTC(2024, 2, 1, 11, 1, 30, 250),
      noon + 105_000,
    ]);
  });

  it('names line, byte offset and reason of every row it cannot use', async () => {
    const text = readFileSync(samplePath('wide-iso.csv'), 'latin1');
    const { rejected } = await readSample(metricCsvWide, 'wide-iso.csv');
    expect(rejected).toEqual([
      {
        line: 4,
        offset: text.indexOf('2024-03-01T12:00:30Z'),
        reason:
          'unreadable value: “latency_ms” holds “error”, expected a number; the other cells of the row are used',
      },
      { line: 5, offset: text.indexOf('2024-03-01T12:00:45Z'), reason: 'found 2 cells, expected 4' },
      {
        line: 6,
        offset: text.indexOf('yesterday'),
        reason: 'unreadable time: found “yesterday”, expected ISO 8601',
      },
    ]);
  });

  it('says when the file ends in the middle of a row', async () => {
    const { rejected, series } = await readText('time,a,b\n1709294400,1,2\n1709294401,3');
    expect(series[0]?.values).toEqual([1]);
    expect(rejected[0]).toMatchObject({ line: 3, offset: 24 });
    expect(rejected[0]?.reason).toContain('the file ends in the middle of this row');
  });

  it('says when a quote is never closed', async () => {
    const { rejected } = await readText('time,a\n1709294400,1\n1709294401,"2\n1709294402,3\n');
    expect(rejected).toHaveLength(1);
    expect(rejected[0]).toMatchObject({ line: 3, offset: 20 });
    expect(rejected[0]?.reason).toContain('never closed');
  });

  it('reads a table without a header, naming columns by their place', async () => {
    const { series, warnings } = await readText('1709294400,1\n1709294401,2\n');
    expect(series.map(({ name, values }) => [name, values])).toEqual([['column 2', [1, 2]]]);
    expect(warnings).toContain('csv.header-missing');
  });

  it('tells columns of one name apart', async () => {
    const { series } = await readText('time,cpu,cpu\n1709294400,1,2\n');
    expect(series.map(({ labels }) => labels)).toEqual([{ column: '2' }, { column: '3' }]);
  });

  it('passes over a header that is repeated, and reads infinities as "no value"', async () => {
    const { series, warnings } = await readText('time,a\n1709294400,+Inf\ntime,a\n1709294401,2\n');
    expect(series[0]?.values).toEqual([null, 2]);
    expect(warnings).toEqual(['csv.infinite-values', 'csv.header-repeated']);
  });
});

describe('exports of tools', () => {
  it('takes name and labels from Grafana headers', async () => {
    const { series } = await readSample(metricCsvWide, 'grafana-wide.csv');
    expect(series.map(({ name, labels, kind, unit }) => ({ name, labels, kind, unit }))).toEqual([
      { name: 'up', labels: { instance: 'h:9090' }, kind: 'gauge', unit: '' },
      {
        name: 'http_request_duration_seconds',
        labels: { quantile: '0.95' },
        kind: 'percentile',
        unit: 's',
      },
    ]);
    expect(series[1]?.values).toEqual([0.25, 0.5, null]);
    expect(series[1]?.times[0]).toBe(noon);
  });

  it('reads the older "Series;Time;Value" of Grafana', async () => {
    const { series } = await readSample(metricCsvLong, 'grafana-series.csv');
    expect(series.map(({ name, labels, values }) => [name, labels, values])).toEqual([
      ['up', { job: 'api' }, [1, 1]],
      ['up', { job: 'web' }, [0]],
    ]);
  });

  it('reads a German spreadsheet in the zone it is given', async () => {
    const { series, rejected } = await readSample(metricCsvWide, 'german.csv', { timeZone: 'Europe/Berlin' });
    expect(series.map(({ name, unit, values }) => [name, unit, values])).toEqual([
      ['Antwortzeit (ms)', 'ms', [1234.5, 987.25, null]],
      ['Durchläufe', '', [10, 11, 12]],
    ]);
    expect(series[0]?.times[0]).toBe(Date.UTC(2024, 2, 1, 11));
    expect(rejected).toEqual([]);
  });

  it('takes the unit from the cells and brings each cell into it', async () => {
    const { series } = await readSample(metricCsvWide, 'units.tsv');
    expect(series.map(({ name, unit, values }) => [name, unit, values])).toEqual([
      ['latency', 'ms', [900, 1200, 1250]],
      ['memory', 'GiB', [3.4, 0.5, 3.5]],
      ['cpu', '%', [45, 46, 47]],
    ]);
  });

  it('takes order of dates and zone from the header of a Windows performance log', async () => {
    const { series, rejected } = await readSample(metricCsvWide, 'perfmon.csv');
    expect(series[0]?.values).toEqual([12.5, null, 14.5]);
    expect(series[0]?.times).toEqual([noon, noon + 1000, noon + 2000]);
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'unreadable time: found “Exiting”, expected month, day, year',
    ]);
  });
});

describe('a long CSV', () => {
  it('reads the processors of sadf apart, and passes over its repeated headers', async () => {
    const header = '# hostname;interval;timestamp;CPU;%user';
    const text = `${header}\nweb;10;1709294400;0;1.5\nweb;10;1709294400;1;2.5\n${header}\nweb;10;1709294410;0;3.5\n`;
    const { series, rejected } = await readText(text, {}, metricCsvLong);
    const user = series.filter(({ name }) => name === '%user');
    expect(user.map(({ labels, values }) => [labels, values])).toEqual([
      [{ hostname: 'web', CPU: '0' }, [1.5, 3.5]],
      [{ hostname: 'web', CPU: '1' }, [2.5]],
    ]);
    expect(rejected).toEqual([]);
  });

  it('gives one series for each metric and set of labels', async () => {
    const { series, rejected } = await readSample(metricCsvLong, 'long.csv');
    expect(series.map(({ name, labels, values }) => [name, labels['host'], values])).toEqual([
      ['cpu', 'web "1"', [1.5, 1.75]],
      ['cpu', 'db', [2.5]],
      ['mem', 'db', [7]],
    ]);
    expect(rejected).toMatchObject([{ line: 9 }]);
  });

  it('reads several values a row, told apart by column', async () => {
    const text = 'time,host,cpu,mem\n1709294400,a,1,10\n1709294400,b,2,20\n1709294401,a,3,30\n';
    const { series } = await readText(text, {}, metricCsvLong);
    expect(series.map(({ name, labels, values }) => [name, labels['host'], values])).toEqual([
      ['cpu', 'a', [1, 3]],
      ['mem', 'a', [10, 30]],
      ['cpu', 'b', [2]],
      ['mem', 'b', [20]],
    ]);
  });
});

describe('times', () => {
  it.each([
    ['seconds', '1709294400', noon],
    ['seconds with decimals', '1709294400.123', noon + 123],
    ['milliseconds', '1709294400123', noon + 123],
    ['microseconds', '1709294400123456', noon + 123.456],
    ['nanoseconds', '1709294400123456789', noon + 123.456789],
    ['ISO with a zone', '2024-03-01T13:00:00+01:00', noon],
    ['ISO with microseconds', '2024-03-01 12:00:00.123456Z', noon + 123.456],
    ['ISO with a decimal comma', '"2024-03-01 12:00:00,250 UTC"', noon + 250],
  ])('of epoch or calendar are told by themselves: %s', async (_name, cell, expected) => {
    const { series } = await readText(`time,a\n${cell},1\n`);
    expect(series[0]?.times).toEqual([expected]);
  });

  it('without a zone need one', async () => {
    await expect(readText('time,a\n2024-03-01 12:00:00,1\n')).rejects.toMatchObject({
      data: { code: 'csv.time-zone-missing', line: 2, offset: 7 },
    });
  });

  it('in the autumn hour that repeats are told apart by file order', async () => {
    const hour = ['02:15', '02:45', '02:15', '02:45', '03:15'];
    const text = `time,a\n${hour.map((at) => `2024-10-27 ${at}:00,1`).join('\n')}\n`;
    const { series, warnings } = await readText(text, { timeZone: 'Europe/Berlin' });
    const start = Date.UTC(2024, 9, 27, 0, 15);
    expect(series[0]?.times).toEqual([0, 30, 60, 90, 120].map((minutes) => start + minutes * 60_000));
    expect(warnings).toContain('csv.repeated-hour');
  });

  it('whose day and month could be either are not guessed', async () => {
    const text = 'time,a\n01/02/2024 12:00,1\n';
    await expect(readText(text, { timeZone: 'UTC' })).rejects.toMatchObject({
      data: { code: 'csv.date-order-ambiguous' },
    });
    const { series } = await readText(text, { timeZone: 'UTC', options: { 'time-format': 'mdy' } });
    expect(series[0]?.times).toEqual([Date.UTC(2024, 0, 2, 12)]);
  });

  it('are refused on days that do not exist', async () => {
    const { rejected } = await readText('time,a\n2023-02-28T00:00:00Z,1\n2023-02-29T00:00:00Z,1\n');
    expect(rejected).toMatchObject([{ line: 3 }]);
  });
});

describe('a file of several tables, as `sadf -d -- -A` writes it', () => {
  const cpu = '# hostname;interval;timestamp;CPU;%user;%nice';
  const tables = (other: string): string =>
    [
      cpu,
      'h;600;1772496000;-1;1.00;0.10',
      'h;600;1772496000;0;2.00;0.20',
      other,
      'h;600;1772496000;7;8;9',
      cpu,
      'h;600;1772496600;-1;3.00;0.30',
      'h;600;1772496600;0;4.00;0.40',
      '',
    ].join('\n');

  it.each([
    ['as many columns', '# hostname;interval;timestamp;TTY;rcvin/s;xmtin/s'],
    ['fewer columns', '# hostname;interval;timestamp;kbmemfree;kbavail'],
  ])('gives the first table, and never rows of another with %s', async (_name, other) => {
    const { series, rejected } = await readText(tables(other), {}, metricCsvLong);
    const user = series.filter(({ name }) => name === '%user');
    expect(user.map(({ labels, values }) => [labels['CPU'], values])).toEqual([
      ['-1', [1, 3]],
      ['0', [2, 4]],
    ]);
    expect(rejected).toEqual(
      [4, 5].map((line) =>
        expect.objectContaining({ line, reason: expect.stringContaining('header stands on line 4') }),
      ),
    );
  });
});

describe('rates in the names of columns', () => {
  it('keep their bytes, as in the network table of sadf', async () => {
    const { series } = await readText('time,rxpck/s,rxkB/s,MiB/s,bwrtn/s\n1772496000,1,2,3,4\n');
    expect(series.map(({ unit }) => unit)).toEqual(['1/s', 'kB/s', 'MiB/s', '1/s']);
  });
});

describe('a file whose second table is the longer one', () => {
  it('is still read by its first header', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `h;1;${1_772_496_000 + row};all;NMI;0;${row}`);
    const text = `# hostname;interval;timestamp;CPU;%user\nh;1;1772496000;-1;1.5\nh;1;1772496001;-1;2.5\n# hostname;interval;timestamp;INTR;CPU;a;b\n${rows.join('\n')}\n`;
    const { series, rejected } = await readText(text, {}, metricCsvLong);
    expect(series.find(({ name }) => name === '%user')?.values).toEqual([1.5, 2.5]);
    expect(series.every(({ values }) => values.length === 2)).toBe(true);
    expect(rejected).toHaveLength(41);
  });
});

describe('what a file does not tell', () => {
  it('a missing time column is an error that lists what was found', async () => {
    await expect(readText('host,cpu\n1,2\n3,4\n')).rejects.toMatchObject({
      data: {
        code: 'csv.time-column-missing',
        line: 1,
        message: expect.stringContaining('“host”, “cpu”'),
        hint: expect.stringContaining('time-column'),
      },
    });
  });

  it('a time column that cannot be read is an error that shows where', async () => {
    await expect(readText('time,cpu\n1.772496e+09,2\n1.772497e+09,4\n')).rejects.toMatchObject({
      data: { code: 'csv.time-format-unknown', line: 2, offset: 9 },
    });
  });

  it('options name separator, time column, value columns and unit', async () => {
    const text = 'moment;cpu;shown\n1709294400;1;9\n1709294401;2;9\n';
    const options = { separator: ';', 'time-column': 'moment', 'value-columns': 'cpu', unit: 'ms' };
    const { series } = await readText(text, { options });
    expect(series).toMatchObject([{ name: 'cpu', unit: 'ms', values: [1, 2] }]);
    await expect(readText(text, { options: { 'time-column': 'when' } })).rejects.toMatchObject({
      data: { code: 'usage.option' },
    });
    await expect(
      readText('time,a\n2024-03-01 12:00:00,1\n', { timeZone: 'Mars/Olympus' }),
    ).rejects.toMatchObject({ data: { code: 'usage.time-zone-unknown' } });
  });
});
