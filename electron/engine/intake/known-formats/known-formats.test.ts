// Each known format is named by its own samples and by no other's, and none is taken for what a format reads.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headBytes } from '../../reading/stream.ts';
import { detect } from '../detect.ts';
import { headOf } from './head.ts';
import { knownFormatOf, knownFormats } from './registry.ts';
import { databaseSamples } from './samples/databases.ts';
import { fileSamples } from './samples/files.ts';
import { loadTestSamples, readAsMetrics } from './samples/load-tests.ts';
import { logSamples } from './samples/logs.ts';
import { metricSamples } from './samples/metrics.ts';
import { profileSamples } from './samples/profiles.ts';
import { traceSamples } from './samples/traces.ts';

const samples = {
  ...fileSamples,
  ...profileSamples,
  ...traceSamples,
  ...loadTestSamples,
  ...metricSamples,
  ...databaseSamples,
  ...logSamples,
};
const asBytes = (sample: string | Uint8Array): Uint8Array =>
  typeof sample === 'string' ? Buffer.from(sample) : sample;
const cases = Object.entries(samples).flatMap(([name, each]) =>
  each.map((sample, index) => ({ name, index, bytes: asBytes(sample) })),
);

/** Longest message and hint together. */
const longest = 600;
const refusalOf = (bytes: Uint8Array, fileName: string): { code: string; text: string } => {
  const { choice } = detect(bytes, fileName);
  if (choice.state !== 'none') throw new Error('The file was recognised.');
  const { code, message, hint = '' } = choice.error.data;
  return { code, text: message + hint };
};

/** A wider form after a narrower one: what the first takes, the second would take too. */
const wider: Readonly<Record<string, readonly string[]>> = {
  'an Office document': ['an Excel workbook (xlsx)', 'an OpenDocument spreadsheet (ods)'],
  'a zip archive': ['an Excel workbook (xlsx)', 'an OpenDocument spreadsheet (ods)', 'an Office document'],
  'a drawing (SVG)': ['a flame graph drawn as SVG'],
  'a web page (HTML)': ['an HTML flame graph of async-profiler'],
  'output of sar': ['output of iostat', 'output of pidstat', 'output of mpstat'],
  'a log in the W3C form': ['a log of IIS'],
  'a system log (syslog)': ['a log of HAProxy'],
  'rows of MySQL, one column a line': ['the state of InnoDB (SHOW ENGINE INNODB STATUS)'],
};

describe('a known format', () => {
  it('has a name of its own and a sample', () => {
    const names = knownFormats.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.toSorted()).toEqual(Object.keys(samples).toSorted());
  });

  it.each(cases)('$name is named (sample $index)', ({ name, bytes }) => {
    expect(knownFormatOf(bytes)?.name).toBe(name);
    const { code, text } = refusalOf(bytes, 'file');
    expect(code).toBe('import.unrecognised');
    expect(text).toContain(name);
  });

  it.each(knownFormats)('$name is seen in no sample of another', ({ name, recognise }) => {
    const taken = cases.filter((other) => other.name !== name && recognise(headOf(other.bytes)));
    const allowed = wider[name] ?? [];
    expect(taken.map((other) => other.name).filter((other) => !allowed.includes(other))).toEqual([]);
  });

  it('says in one or two sentences what to do', () => {
    for (const { name, instead } of knownFormats) {
      expect(instead, name).toMatch(/^\p{Lu}.*\.$/u);
      expect(instead.length, name).toBeLessThan(200);
    }
  });
});

describe('what a format reads', () => {
  const formatFolder = join(import.meta.dirname, '../../formats');
  const sampleFiles = [
    ...readdirSync(formatFolder, { recursive: true, encoding: 'utf8' })
      .filter((name) => dirname(name).endsWith('samples') && !/README|expected/u.test(name))
      .map((name) => join(formatFolder, name)),
    ...readdirSync(join(import.meta.dirname, '../../../../build/sample/data')).map((name) =>
      join(import.meta.dirname, '../../../../build/sample/data', name),
    ),
  ];

  it.each(sampleFiles)('is named as nothing else: %s', (path) => {
    const raw = readFileSync(path);
    const bytes = (path.endsWith('.gz') ? gunzipSync(raw) : raw).subarray(0, headBytes);
    expect(knownFormatOf(bytes)?.name).toBeUndefined();
  });

  it.each(Object.entries(readAsMetrics))('stays readable: %s', (_name, [sample = '']) => {
    expect(detect(asBytes(sample), 'file.csv').choice).toMatchObject({
      state: 'one',
      format: { kinds: ['metrics'] },
    });
  });

  it('says of a table of times without numbers what is missing in it', () => {
    const { choice } = detect(
      Buffer.from('time,state\n2026-01-05T10:00:00Z,up\n2026-01-05T10:01:00Z,down\n'),
      'a.csv',
    );
    expect(choice).toMatchObject({ state: 'one', format: { id: 'metric-csv-wide' } });
  });
});

describe('the refusal of a file that nothing recognises', () => {
  it('fits on a few lines, whatever the file and its name', () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 3000 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3000 }).map((text) => Buffer.from(text)),
      fc.json().map((text) => Buffer.from(text)),
      fc.constantFrom(...cases.map(({ bytes }) => bytes)),
    );
    fc.assert(
      fc.property(anyBytes, fc.string({ maxLength: 300 }), (bytes, fileName) => {
        const { choice } = detect(bytes, fileName);
        if (choice.state !== 'none') return;
        const { message, hint = '' } = choice.error.data;
        expect(message.length + hint.length).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it('names the members of JSON', () => {
    expect(refusalOf(Buffer.from('{"alpha":1,"beta":{"gamma":2}}'), 'a.json').text).toContain(
      'JSON with “alpha”, “beta”;',
    );
  });

  it('says what was undone before the bytes came to light', () => {
    const { choice } = detect(Buffer.from('%PDF-1.7\n'), 'a.gz', ['gzip']);
    expect(choice).toMatchObject({
      error: {
        data: { message: 'The file holds a PDF document, packed with gzip; Assay does not read that.' },
      },
    });
  });
});
