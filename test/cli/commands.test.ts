// Every command that reads evidence, run as a user runs it, on the sample engagement: the fields of docs/cli.md are
// there and the figures agree with computations made here, without the engine.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { nodeFlags } from '../../electron/main/supervision/runtime.ts';
import { assay, cliPath } from './support.ts';
import { audit, bundle, data, demo, folder } from './demo.fixture.ts';

const sampleText = (name: string): string => gunzipSync(readFileSync(join(data, `${name}.gz`))).toString();

/** Type 7 quantile, written out from its definition (Hyndman and Fan 1996). */
function quantile(values: readonly number[], probability: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * probability;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (position - Math.floor(position)) * (high - low);
}

describe('demo', () => {
  it('goes from raw files to a verified bundle', () => {
    expect(demo.status).toBe(0);
    expect(demo.json).toEqual({ audit, bundle, verified: true });
    expect(existsSync(join(folder, 'report'))).toBe(true);
    expect(demo.stdout.trim().split('\n')).toHaveLength(1);
  });

  it('can be run again at once', async () => {
    expect(await assay(['demo', '--out', folder])).toMatchObject({
      status: 0,
      json: { verified: true },
    });
  });

  it('signs so that stock OpenSSH accepts it', () => {
    const unpacked = join(folder, 'unpacked');
    expect(spawnSync('unzip', ['-q', '-o', bundle, '-d', unpacked]).status).toBe(0);
    const verified = spawnSync(
      'ssh-keygen',
      [
        '-Y',
        'verify',
        '-f',
        'signatures/allowed_signers',
        '-I',
        'auditor@sample.example',
        '-n',
        'assay-bundle',
        '-s',
        'signatures/auditor.sig',
      ],
      { cwd: unpacked, input: readFileSync(join(unpacked, 'manifest.json')), encoding: 'utf8' },
    );
    expect(verified.stdout).toContain('Good "assay-bundle" signature for auditor@sample.example');
    expect(verified.status).toBe(0);
  });
});

describe('sources and detect', () => {
  it('list every file with its hash as sha256sum prints it', async () => {
    const { status, json } = await assay(['sources', audit]);
    const sources = json['sources'] as {
      id: number;
      file: string;
      sha256: string;
      bytes: number;
      rows: number;
    }[];
    expect(status).toBe(0);
    expect(sources.map(({ file }) => file).toSorted()).toEqual(readdirSync(data).toSorted());
    for (const { file, sha256 } of sources) {
      const printed = spawnSync('sha256sum', [join(data, file)], { encoding: 'utf8' }).stdout;
      expect(printed.slice(0, 64)).toBe(sha256);
    }
    const rows = new Map(sources.map((source) => [source.file, source.rows]));
    expect(rows.get('request-latencies.csv.gz')).toBe(
      sampleText('request-latencies.csv').trim().split('\n').length - 1,
    );
  });

  it('say which format each file is', async () => {
    const expected: Record<string, string> = {
      'order-service-metrics.csv.gz': 'metric-csv-wide',
      'request-latencies.csv.gz': 'metric-csv-long',
      'traces-peak-before.jsonl.gz': 'otlp-json',
      'order-service-before.cpuprofile.gz': 'cpuprofile',
      'orders-db-peak.folded.gz': 'collapsed-stacks',
    };
    const { json } = await assay(['detect', ...Object.keys(expected).map((name) => join(data, name))]);
    const files = json['files'] as {
      file: string;
      candidates: { format: string; kind: string; score: number }[];
    }[];
    expect(files.map(({ candidates }) => candidates[0]?.format)).toEqual(Object.values(expected));
  });

  it('answers for every file, also for those that no import would take', async () => {
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    writeFileSync(join(mixed, 'empty.csv'), '');
    writeFileSync(join(mixed, 'prose.txt'), 'Dear Sir or Madam\n');
    writeFileSync(join(mixed, 'good.csv'), 'time,latency_ms\n2026-01-05T00:00:00Z,12\n');
    const paths = ['missing.csv', 'empty.csv', 'prose.txt', '.', 'good.csv'].map((name) => join(mixed, name));
    const { status, json } = await assay(['detect', ...paths]);
    expect(status).toBe(0);
    expect(json['files']).toMatchObject([
      { file: paths[0], candidates: [], choice: { state: 'none' }, error: { code: 'file.missing' } },
      { file: paths[1], candidates: [], error: { code: 'import.empty' } },
      { file: paths[2], candidates: [], error: { code: 'import.unrecognised', file: paths[2] } },
      { file: mixed, candidates: [], error: { code: 'file.is-folder' } },
      { file: paths[4], choice: { state: 'one', format: 'metric-csv-wide' } },
    ]);
  });
});

describe('series and stats', () => {
  it('list the series of a wide file with their axis', async () => {
    const { json } = await assay(['series', audit, '--match', 'cpu_user_percent']);
    expect(json['series']).toMatchObject([
      {
        name: 'cpu_user_percent',
        unit: '%',
        count: 17_259,
        nullCount: 0,
        start: '2026-03-03T00:00:00.000Z',
        end: '2026-03-04T23:59:50.000Z',
        stepMs: 10_000,
        gaps: 1,
      },
    ]);
  });

  it('give exact type 7 quantiles over a half-open window', async () => {
    const window = ['2026-03-03T19:00:00Z', '2026-03-03T20:00:00Z'] as const;
    const [header = '', ...lines] = sampleText('order-service-metrics.csv').trim().split('\n');
    const column = header.split(',').indexOf('db_lock_wait_ms_per_second');
    const values = lines
      .map((line) => line.split(','))
      .filter(([time = '']) => time >= window[0] && time < window[1])
      .map((cells) => Number(cells[column]));
    const { json } = await assay([
      'stats',
      audit,
      '--series',
      'db_lock_wait_ms_per_second',
      '--from',
      window[0],
      '--to',
      window[1],
    ]);
    expect(json).toMatchObject({
      series: 'db_lock_wait_ms_per_second',
      count: 360,
      min: Math.min(...values),
      max: Math.max(...values),
      quantileMethod: 'type7',
    });
    for (const [field, probability] of [
      ['p50', 0.5],
      ['p75', 0.75],
      ['p90', 0.9],
      ['p95', 0.95],
      ['p99', 0.99],
      ['p999', 0.999],
    ] as const) {
      expect(json[field]).toBeCloseTo(quantile(values, probability), 6);
    }
    expect(json['mean']).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 6);
  });

  it('refuse a series that is not there', async () => {
    expect(await assay(['stats', audit, '--series', 'no_such_series'])).toMatchObject({
      status: 3,
      json: { error: { code: 'series.unknown' } },
    });
  });
});

describe('traces and critical-path', () => {
  const spans = ['before', 'after'].flatMap((half) =>
    sampleText(`traces-peak-${half}.jsonl`)
      .trim()
      .split('\n')
      .flatMap((line) => {
        const { resourceSpans } = JSON.parse(line) as {
          resourceSpans: {
            scopeSpans: {
              spans: {
                traceId: string;
                parentSpanId: string;
                name: string;
                startTimeUnixNano: string;
                endTimeUnixNano: string;
              }[];
            }[];
          }[];
        };
        return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
      }),
  );

  it('count traces and spans and rank operations', async () => {
    const { json } = await assay(['traces', audit]);
    expect(json).toMatchObject({
      traceCount: new Set(spans.map(({ traceId }) => traceId)).size,
      spanCount: spans.length,
      services: ['notification-worker', 'order-service', 'web-gateway'],
    });
    const operations = json['operations'] as { service: string; operation: string; count: number }[];
    expect(operations.find(({ operation }) => operation === 'SELECT stock')?.count).toBe(
      spans.filter(({ name }) => name === 'SELECT stock').length,
    );
  });

  it('cover the whole of the root span, in order, without overlap', async () => {
    const root = spans.find(({ name, parentSpanId }) => name === 'POST /checkout' && parentSpanId === '');
    const { json } = await assay(['critical-path', audit, '--trace', root?.traceId ?? '']);
    const segments = json['segments'] as { startNs: string; endNs: string }[];
    expect(json['startNs']).toBe(root?.startTimeUnixNano);
    expect(json['endNs']).toBe(root?.endTimeUnixNano);
    expect(json['durationNs']).toBe(
      Number(BigInt(root?.endTimeUnixNano ?? 0) - BigInt(root?.startTimeUnixNano ?? 0)),
    );
    const covered = segments.reduce((sum, { startNs, endNs }) => sum + (BigInt(endNs) - BigInt(startNs)), 0n);
    expect(Number(covered)).toBe(json['durationNs']);
    for (const [index, segment] of segments.entries()) {
      const next = segments[index + 1];
      if (next) expect(BigInt(next.startNs)).toBeGreaterThanOrEqual(BigInt(segment.endNs));
    }
  });

  it('sum up what all traces waited for', async () => {
    const { json } = await assay(['critical-path', audit]);
    const operations = json['operations'] as { operation: string; share: number }[];
    expect(operations[0]?.operation).toBe('SELECT stock');
    expect(operations.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
  });
});

describe('profile', () => {
  it('counts the samples of each function as the file has them', async () => {
    const { nodes } = JSON.parse(sampleText('order-service-before.cpuprofile')) as {
      nodes: { callFrame: { functionName: string }; hitCount: number }[];
    };
    const hits = nodes
      .filter(({ callFrame }) => callFrame.functionName === 'hydrate')
      .reduce((sum, { hitCount }) => sum + hitCount, 0);
    const { json } = await assay(['profile', audit, '--source', '5', '--weight', 'samples', '--top', '40']);
    const [profile] = json['profiles'] as {
      id: string;
      samples: number;
      functions: { name: string; self: number; total: number }[];
    }[];
    expect(profile?.functions.find(({ name }) => name === 'hydrate')?.self).toBe(hits);
  });
});

describe('run and analyses', () => {
  it('list every analysis with the schema of its parameters', async () => {
    const { status, json } = await assay(['analyses']);
    expect(status).toBe(0);
    const analyses = json['analyses'] as { id: string; version: number; parameters: object }[];
    expect(analyses.map(({ id, version }) => `${id} ${version}`)).toEqual(
      expect.arrayContaining(['series-statistics 1', 'critical-path 1']),
    );
    expect(analyses.find(({ id }) => id === 'series-statistics')?.parameters).toMatchObject({
      type: 'object',
      properties: { series: { type: 'string' }, fromMs: { type: 'number' } },
      required: ['series'],
    });
  });

  it('give the result that the command of the same analysis gives', async () => {
    const named = await assay(['stats', audit, '--series', 'db_lock_wait_ms_per_second']);
    const run = await assay([
      'run',
      audit,
      '--analysis',
      'series-statistics',
      '--parameters',
      '{"series":"db_lock_wait_ms_per_second"}',
    ]);
    expect(run.status).toBe(0);
    expect(run.stdout).toBe(named.stdout);
  });

  it('tell the result in a sentence and a table to a reader', () => {
    const run = spawnSync(
      process.execPath,
      [...nodeFlags, cliPath, 'run', audit, '--analysis', 'critical-path-summary'],
      { encoding: 'utf8' },
    );
    expect(run.stdout).toMatch(/^[\d.]+.% of the time of \d+ requests is spent waiting for .* SELECT stock/u);
    expect(run.stdout).toMatch(/Waited for +Traces +Time +Share/u);
    expect(run.status).toBe(0);
  });

  it.each([
    ['an unknown analysis', ['--analysis', 'none'], 3, 'analysis.unknown'],
    [
      'parameters that do not fit',
      ['--analysis', 'critical-path', '--parameters', '{"trace":1}'],
      3,
      'analysis.parameters-invalid',
    ],
    [
      'parameters that are no JSON',
      ['--analysis', 'critical-path', '--parameters', '{trace'],
      2,
      'usage.invalid',
    ],
    ['no analysis', [], 2, 'usage.invalid'],
  ])('refuse %s', async (_what, args, status, code) => {
    expect(await assay(['run', audit, ...args])).toMatchObject({ status, json: { error: { code } } });
  });
});
