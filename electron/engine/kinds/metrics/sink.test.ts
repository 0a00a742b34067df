// The whole way of metric evidence: file, import, stored chunks, and what is read from them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../../shared/contract/analyses.ts';
import type { Source } from '../../../../shared/contract/sources.ts';
import type { Engine } from '../../engine.ts';
import { testAudit } from '../../../../test/support/engine.ts';

let folder: string;
let engine: Engine;
let auditPath: string;

beforeEach(async () => {
  ({ engine, folder, path: auditPath } = await testAudit('Test'));
});

async function importText(text: string, name = 'test.csv'): Promise<Source> {
  const path = join(folder, name);
  writeFileSync(path, text);
  return await engine.call('source.import', { path });
}

const startS = 1_709_294_400;
/** A number between 0 and 1 that looks random and is the same every time. */
const scattered = (index: number): number => ((index * 7919 + 104_729) % 10_007) / 10_007;

interface Row {
  timeS: number;
  value: number | null;
}
const csvOf = (rows: Row[]): string =>
  `time,latency_ms\n${rows.map(({ timeS, value }) => `${timeS},${value ?? ''}`).join('\n')}\n`;

/** Of the first series of the first source. */
const firstSeries = 1_000_001;

async function readAll(seriesId = firstSeries): Promise<{ times: number[]; values: number[] }> {
  const times: number[] = [];
  const values: number[] = [];
  while (true) {
    const page = await engine.call('series.samples', { seriesId, offset: times.length, limit: 1000 });
    times.push(...page.timesMs);
    values.push(...page.values);
    if (times.length >= page.total) return { times, values };
  }
}

describe('what was imported', () => {
  const rows = Array.from({ length: 10_000 }, (_, index): Row => ({
    timeS: startS + index + (index >= 6000 ? 120 : 0),
    value: index % 97 === 0 ? null : Math.round(scattered(index) * 1e6) / 1e4,
  }));

  it('comes out again, sample by sample', async () => {
    await importText(csvOf(rows));
    const { times, values } = await readAll();
    expect(times).toEqual(rows.map(({ timeS }) => timeS * 1000));
    expect(values).toEqual(rows.map(({ value }) => value ?? Number.NaN));
  });

  it('is described by its series: counts, step and gaps', async () => {
    const { rows: read } = await importText(csvOf(rows));
    const { series } = await engine.call('series.list', {});
    expect(read).toBe(10_000);
    expect(series).toMatchObject([
      { name: 'latency_ms', unit: 'ms', count: 9896, nullCount: 104, stepMs: 1000, gaps: 1 },
    ]);
    expect(series[0]?.start).toBe('2024-03-01T12:00:00.000Z');
  });

  it('is found by words of its name and labels, and leaves when its source is set aside', async () => {
    await importText('time,host,cpu\n1709294400,db,1\n1709294401,web,2\n');
    const namesFor = async (match: string): Promise<unknown[]> =>
      (await engine.call('series.list', { match })).series.map(({ labels }) => labels['host']);
    expect(await namesFor('CPU')).toEqual(['db', 'web']);
    expect(await namesFor('cpu web')).toEqual(['web']);
    await engine.call('source.remove', { sourceId: 1 });
    expect(await namesFor('')).toEqual([]);
    await expect(runAnalysis(engine.call, 'series-statistics', { series: 'cpu' })).rejects.toMatchObject({
      data: { code: 'series.unknown' },
    });
  });

  it('shares one axis among the columns of a wide file, and none among the series of a long one', async () => {
    await importText('time,a,b,c\n1709294400,1,2,3\n');
    await importText('time,metric,value\n1709294400,a,1\n1709294400,b,2\n', 'long.csv');
    engine.close();
    const db = new Database(auditPath, { readonly: true });
    const perSource = db.prepare('select source_id, count(*) as axes from axis group by source_id').all();
    db.close();
    expect(perSource).toEqual([
      { source_id: 1, axes: 1 },
      { source_id: 2, axes: 2 },
    ]);
    await engine.call('audit.open', { path: auditPath });
  });

  it.each([
    ['labels that are no texts', `update series set labels = '{"host":1}'`, 'table series'],
    ['labels that are no JSON', `update series set labels = 'host'`, 'table series'],
    ['a count below zero', 'update series set null_count = -1', 'table series'],
    ['a chunk that is missing', 'delete from chunk where sequence = 1', 'table series'],
    ['times that are missing', 'delete from axis_chunk where sequence = 1', 'table series'],
    ['totals of other values', 'update chunk set sum = sum + 1 where sequence = 1', 'table chunk'],
  ])('is refused with %s', async (_what, sql, where) => {
    await importText(csvOf(rows));
    await engine.call('audit.close', {});
    const db = new Database(auditPath);
    db.exec(sql);
    db.close();
    await engine.call('audit.open', { path: auditPath });
    await expect(
      runAnalysis(engine.call, 'series-statistics', { series: String(firstSeries) }),
    ).rejects.toMatchObject({
      data: { code: 'audit.damaged', message: expect.stringContaining(where) },
    });
  });

  it('is refused when its stored bytes were altered', async () => {
    await importText(csvOf(rows));
    await engine.call('audit.close', {});
    const db = new Database(auditPath);
    db.exec('update chunk set data = zeroblob(length(data)) where sequence = 1');
    db.close();
    await engine.call('audit.open', { path: auditPath });
    await expect(
      runAnalysis(engine.call, 'series-statistics', { series: String(firstSeries) }),
    ).rejects.toMatchObject({
      data: {
        code: 'audit.damaged',
        message: expect.stringContaining(`table chunk, series ${firstSeries}, sequence 1`),
      },
    });
  });
});

describe('rows out of time order', () => {
  const count = 30_000;
  const inOrder = Array.from({ length: count }, (_, index): Row => ({ timeS: startS + index, value: index }));
  const orders: [string, Row[]][] = [
    ['newest first', inOrder.toReversed()],
    ['two halves exchanged', [...inOrder.slice(count / 2), ...inOrder.slice(0, count / 2)]],
    [
      'two interleaved runs',
      [...inOrder.filter((_, at) => at % 2 === 0), ...inOrder.filter((_, at) => at % 2 === 1)],
    ],
    ['shuffled', inOrder.toSorted((a, b) => scattered(a.timeS) - scattered(b.timeS))],
  ];

  it.each(orders)('are put in order, and a warning says so: %s', async (_name, rows) => {
    const { warnings } = await importText(csvOf(rows));
    expect(warnings.map(({ code }) => code)).toEqual(['metrics.out-of-order']);
    const { times, values } = await readAll();
    expect(times).toEqual(inOrder.map(({ timeS }) => timeS * 1000));
    expect(values).toEqual(inOrder.map(({ value }) => value));
    const { series } = await engine.call('series.list', {});
    expect(series).toMatchObject([{ count, stepMs: 1000, gaps: 0 }]);
  });

  it('keep every sample of a time that repeats, in file order', async () => {
    const rows = [5, 3, 5, 4, 3].map((second, value) => ({ timeS: startS + second, value }));
    const { warnings } = await importText(csvOf(rows));
    expect(warnings.map(({ code }) => code)).toContain('metrics.duplicate-times');
    expect((await readAll()).values).toEqual([1, 4, 3, 0, 2]);
  });
});

describe('irregular times', () => {
  it('have no step, but a usual distance that tells gaps', async () => {
    const rows = Array.from({ length: 2000 }, (_, index) => ({
      timeS: startS + index * 10 + Math.round(scattered(index) * 1000) / 1000 + (index >= 1000 ? 300 : 0),
      value: index,
    }));
    await importText(csvOf(rows));
    const { series } = await engine.call('series.list', {});
    expect(series).toMatchObject([{ stepMs: null, gaps: 1 }]);
  });
});

describe('a chart', () => {
  const rows = Array.from({ length: 20_000 }, (_, index): Row => ({
    timeS: startS + index + (index >= 12_000 ? 5000 : 0),
    value: index % 50 === 3 ? null : Math.round(scattered(index) * 1e5) / 100,
  }));

  it.each([
    ['the whole series', undefined, undefined, 100],
    ['a window between chunks', startS * 1000 + 3_456_789, startS * 1000 + 14_567_123, 333],
    ['more buckets than the gap is wide', undefined, undefined, 1600],
  ])('has exactly the extremes and mean of each bucket: %s', async (_name, fromMs, toMs, buckets) => {
    await importText(csvOf(rows));
    const window = { ...(fromMs !== undefined && { fromMs }), ...(toMs !== undefined && { toMs }) };
    const [chart] = (await engine.call('series.chart', { seriesIds: [firstSeries], ...window, buckets }))
      .series;
    const from = fromMs ?? startS * 1000;
    const to = toMs ?? ((rows.at(-1) as Row).timeS + 1) * 1000;
    const inBucket = Array.from({ length: buckets }, (): number[] => []);
    for (const { timeS, value } of rows) {
      const ms = timeS * 1000;
      if (ms < from || ms >= to || value === null) continue;
      inBucket[Math.floor(((ms - from) * buckets) / (to - from))]?.push(value);
    }
    expect(chart).toMatchObject({ raw: false, gapMs: 1500, sampleCount: inBucket.flat().length });
    inBucket.forEach((values, bucket) => {
      const isEmpty = values.length === 0;
      expect(chart?.min[bucket]).toBe(isEmpty ? Number.NaN : Math.min(...values));
      expect(chart?.max[bucket]).toBe(isEmpty ? Number.NaN : Math.max(...values));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      if (isEmpty) expect(chart?.mean[bucket]).toBeNaN();
      else expect(chart?.mean[bucket]).toBeCloseTo(mean, 9);
    });
    expect(inBucket.some((values) => values.length === 0)).toBe(true);
  });

  it('shows few samples as they are, holes as NaN and gaps between them', async () => {
    await importText(
      'time,a\n1709294400,1\n1709294401,\n1709294402,3\n1709294403,4\n1709294404,5\n1709294405,6\n1709294410,7\n',
    );
    const [chart] = (await engine.call('series.chart', { seriesIds: [firstSeries], buckets: 100 })).series;
    expect(chart?.raw).toBe(true);
    expect([...(chart?.mean ?? [])]).toEqual([1, Number.NaN, 3, 4, 5, 6, Number.NaN, 7]);
    expect(chart?.sampleCount).toBe(6);
  });

  it('never averages percentiles', async () => {
    await importText(csvOf(rows).replace('latency_ms', 'latency_p95_ms'));
    const [chart] = (await engine.call('series.chart', { seriesIds: [firstSeries], buckets: 100 })).series;
    const asked = { series: String(firstSeries) };
    const stats = (await runAnalysis(engine.call, 'series-statistics', asked)).result;
    expect(chart?.mean.every((value) => Number.isNaN(value))).toBe(true);
    expect(chart?.max[0]).toBeGreaterThan(0);
    expect(stats).toMatchObject({ kind: 'percentile', mean: null, stdev: null });
  });
});

describe('statistics of a series', () => {
  const x = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const rows = x.map((value, index): Row => ({ timeS: startS + index, value }));

  it('give the type 7 quantile that R gives', async () => {
    await importText(csvOf(rows));
    const stats = (await runAnalysis(engine.call, 'series-statistics', { series: 'latency_ms' })).result;
    expect(stats).toMatchObject({ count: 10, min: 0.73, max: 1.91, unit: 'ms', quantileMethod: 'type7' });
    expect(stats.p95).toBeCloseTo(1.901, 12);
    expect(stats.mean).toBeCloseTo(1.313, 12);
  });

  it('take the start of a window and leave its end', async () => {
    await importText(csvOf(rows));
    const stats = (
      await runAnalysis(engine.call, 'series-statistics', {
        series: 'latency_ms',
        fromMs: (startS + 2) * 1000,
        toMs: (startS + 4) * 1000,
      })
    ).result;
    expect(stats).toMatchObject({ count: 2, min: 1.04, max: 1.89 });
  });

  it('are null where the window holds no sample', async () => {
    await importText(csvOf(rows));
    const asked = { series: String(firstSeries), toMs: 0 };
    const stats = (await runAnalysis(engine.call, 'series-statistics', asked)).result;
    expect(stats).toMatchObject({ count: 0, min: null, p50: null, mean: null });
  });

  it('ask which series is meant when a name has several', async () => {
    await importText('time,host,cpu\n1709294400,db,1\n1709294401,web,2\n');
    await expect(runAnalysis(engine.call, 'series-statistics', { series: 'cpu' })).rejects.toMatchObject({
      data: {
        code: 'series.ambiguous',
        message: expect.stringMatching(/1000001 cpu\{host="db"\}; 1000002 cpu\{host="web"\}/u),
      },
    });
    expect(
      (await runAnalysis(engine.call, 'series-statistics', { series: 'cpu{host="web"}' })).result,
    ).toMatchObject({ seriesId: firstSeries + 1 });
  });

  it('can be pinned by a key that outlives ids, and recomputed', async () => {
    await importText(csvOf(rows));
    const { series } = await engine.call('series.list', {});
    const pinned = await engine.call('evidence.pin', {
      title: 'Latency',
      analysis: 'series-statistics',
      parameters: { series: series[0]?.key ?? '' },
    });
    expect(pinned.result).toMatchObject({ series: 'latency_ms', count: 10, max: 1.91 });
    expect(await engine.call('evidence.recompute', {})).toMatchObject({ matched: 1, differing: [] });
  });
});
