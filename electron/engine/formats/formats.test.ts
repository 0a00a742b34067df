// What holds for every format, whatever it reads. A new one gives files in `samples/` of its folder to be tried here.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AssayError } from '../../../shared/domain/errors.ts';
import { evidenceKinds } from '../../../shared/contract/kinds.ts';
import { createAudit, openAudit } from '../audits.ts';
import { encodeDocument } from '../db/document.ts';
import { kinds } from '../kinds/registry.ts';
import type { Format } from './format.ts';
import { formats } from './registry.ts';
import { collect, inChunks, recordContext } from './test-context.ts';
import { testEngine } from '../../../test/support/engine.ts';
import { temporaryFolder } from '../../../test/support/temporary.ts';

const headBytes = 64 * 1024;

interface Sample {
  file: string;
  path: string;
  bytes: Buffer;
  /** What its bytes do not say: from `NAME.options.json` beside it. */
  options: Record<string, string>;
}

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);
const samplesOf = (folder: string): Sample[] => {
  const place = join(import.meta.dirname, folder, 'samples');
  const optionsOf = (file: string): Record<string, string> => {
    const path = join(place, `${file}.options.json`);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
  };
  return readdirSync(place)
    .filter((file) => !/\.md$|\.(?:expected|options)\.json$/.test(file))
    .map((file) => {
      const path = join(place, file);
      return { file, path, bytes: readFileSync(path), options: optionsOf(file) };
    });
};
const samples = folders.flatMap(({ name }) => samplesOf(name));

const ranked = ({ bytes, file }: Sample): { format: Format; score: number }[] =>
  formats
    .map((format) => ({ format, score: format.detect(bytes.subarray(0, headBytes), file) }))
    .toSorted((a, b) => b.score - a.score);
const formatOf = (sample: Sample): Format => ranked(sample)[0]?.format as Format;

/** The batches a format makes of these bytes, or the message it refuses them with; any other failure is thrown. */
async function told(format: Format, { file, options }: Sample, bytes: Uint8Array): Promise<number | string> {
  const context = { ...recordContext(file, options), timeZone: 'UTC' };
  try {
    return (await collect(format.parse(inChunks(bytes), context))).length;
  } catch (error) {
    if (error instanceof AssayError) return error.message;
    throw error;
  }
}

it('have ids of their own, known kinds and a sample each', () => {
  expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
  for (const { id, kinds: own } of formats) {
    expect(own.length, id).toBeGreaterThan(0);
    for (const kind of own) expect(evidenceKinds).toContain(kind);
  }
  expect(new Set(samples.map((sample) => formatOf(sample).id))).toEqual(new Set(formats.map(({ id }) => id)));
});

it('have titles that can stand in a list, and commands that each say what they export', () => {
  const commands = formats.flatMap(({ howToExport }) => howToExport);
  expect(new Set(commands.map(({ from }) => from)).size).toBe(commands.length);
  expect(new Set(commands.map(({ command }) => command)).size).toBe(commands.length);
  for (const { title } of formats) expect(title).toMatch(/^[A-Z]/);
});

it('are told of with their titles and commands, so that no screen writes them again', async () => {
  const { formats: served } = await testEngine().call('source.formats', {});
  expect(served).toEqual(
    formats.map(({ id, kinds, title, howToExport }) => ({ id, kinds, title, howToExport })),
  );
});

describe.each(samples.map((sample) => [sample.file, sample] as const))('%s', (file, sample) => {
  const format = formatOf(sample);

  it('is known by its bytes for one format before all others, whatever it is called', () => {
    const [first, second] = ranked(sample);
    expect(first?.score).toBeGreaterThan(second?.score ?? 0);
    expect(formatOf({ ...sample, file: 'export.bin' }).id).toBe(format.id);
  });

  it('gives batches of the kinds that its format names, and no other', async () => {
    const batches = await collect(
      format.parse(inChunks(sample.bytes), { ...recordContext(file, sample.options), timeZone: 'UTC' }),
    );
    expect(batches.length).toBeGreaterThan(0);
    for (const { kind } of batches) expect(format.kinds).toContain(kind);
  });

  it('gives one clear word or usable rows wherever it is cut off, and never fails otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), async (share) => {
        const cut = sample.bytes.subarray(0, Math.floor(sample.bytes.length * share));
        expect([await told(format, sample, cut)]).not.toContain('');
      }),
      { numRuns: 5 },
    );
  });
});

describe('the samples of every format', () => {
  let folder: string;
  beforeAll(() => {
    folder = temporaryFolder();
  });

  async function documentsOf(name: string): Promise<Map<string, string>> {
    const path = join(folder, name);
    createAudit(path, { name: 'Every format' }).close();
    const engine = testEngine();
    await engine.call('audit.open', { path, write: 'required' });
    for (const { path: sample, options } of samples) {
      await engine.call('source.import', { path: sample, timeZone: 'UTC', options });
    }
    await engine.close();
    const audit = openAudit(path, 'never');
    const documents = Object.values(kinds).map(
      ({ document }) => [document.name, encodeDocument(document, document.read(audit.db))] as const,
    );
    audit.close();
    return new Map(documents);
  }

  it('import to the same bundle documents again, each as its schema says', async () => {
    const first = await documentsOf('first.assay');
    expect(await documentsOf('again.assay')).toEqual(first);
    for (const { document } of Object.values(kinds)) {
      const { version, ...content } = JSON.parse(first.get(document.name) as string) as Record<
        string,
        unknown
      >;
      expect(version).toBe(document.version);
      expect(document.schema.parse(content)).toEqual(content);
    }
  });
});
